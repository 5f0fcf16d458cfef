// SPDX-License-Identifier: GPL-3.0-or-later
// The icon in a real tray, clicked by a real pointer.
#include "tests/desktop/desktop_session.h"
#include "ui/news/tray_icon.h"
#include "ui/settings/choices.h"
#include "ui/settings/preferences.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QMenu>
#include <QScreen>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWindow>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class TrayTest : public QObject {
    Q_OBJECT
public:
    explicit TrayTest(DesktopSession& desktop) : desktop_(desktop) {}

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theIconComesWhenATrayDoes();
    void closingKeepsItInTheTrayAndTheMenuBringsItBack();
    void closingQuitsWhenTheSettingSaysSo();
    void theMenuQuits();

private:
    void choose(const Setting<bool>& setting, bool value)
    {
        QVERIFY(appearance_->preferences().set(preference(setting.key), value));
    }
    /// What stands in the tray for the program; null while nothing does.
    static QWidget* icon();
    void point(QWidget& at, QPoint place, int button);
    /// Opens the icon's menu by the pointer and clicks the entry.
    void chooseFromMenu(const QString& entry);
    /// Runs the program until it ends by itself; false when it goes on.
    static bool endsAfter(const std::function<void()>& act);

    DesktopSession& desktop_;
    QTemporaryDir home_;
    std::unique_ptr<SettingsStore> settings_;
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<Language> language_;
    std::unique_ptr<Appearance> appearance_;
    std::unique_ptr<MainWindow> window_;
};

void TrayTest::initTestCase()
{
    settings_ = std::make_unique<SettingsStore>(home_.filePath(u"settings.ini"_s));
    theme_ = std::make_unique<Theme>(ColorScheme::Light);
    language_ = std::make_unique<Language>();
    appearance_ = std::make_unique<Appearance>(*theme_, *language_, *settings_);
    appearance_->setLanguage(u"en"_s);
    choose(settings::tray, true);
    MainWindowOptions options;
    options.config_directory = home_.path().toStdString();
    window_ = std::make_unique<MainWindow>(*appearance_, options);
    window_->resize(900, 600);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void TrayTest::cleanupTestCase()
{
    window_.reset();
}

QWidget* TrayTest::icon()
{
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (QByteArray(widget->metaObject()->className()) == "QSystemTrayIconSys" && widget->isVisible())
            return widget;
    return nullptr;
}

void TrayTest::point(QWidget& at, QPoint place, int button)
{
    QProcess hand;
    hand.start(u"xdotool"_s,
               {u"mousemove"_s, u"--window"_s, QString::number(at.winId()), QString::number(place.x()),
                QString::number(place.y()), u"click"_s, QString::number(button)});
    QVERIFY2(hand.waitForFinished() && hand.exitCode() == 0, "xdotool clicks");
}

void TrayTest::chooseFromMenu(const QString& entry)
{
    QTRY_VERIFY(icon());
    point(*icon(), QPoint(8, 8), 3);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())));
    QStringList entries;
    QAction* wanted = nullptr;
    for (QAction* action : menu->actions()) {
        entries << action->text();
        wanted = action->text() == entry ? action : wanted;
    }
    QCOMPARE(entries, (QStringList{u"Not connected"_s, {}, u"Open Slipway"_s, u"Quit"_s}));
    QVERIFY(wanted);
    QTRY_VERIFY(menu->windowHandle() && menu->windowHandle()->isExposed());
    point(*menu, menu->actionGeometry(wanted).center(), 1);
}

bool TrayTest::endsAfter(const std::function<void()>& act)
{
    constexpr int goes_on = 7;
    QTimer::singleShot(0, qApp, act);
    QTimer patience;
    patience.setSingleShot(true);
    connect(&patience, &QTimer::timeout, qApp, [] { QCoreApplication::exit(goes_on); });
    patience.start(10'000);
    return QApplication::exec() != goes_on;
}

void TrayTest::theIconComesWhenATrayDoes()
{
    QVERIFY2(!QSystemTrayIcon::isSystemTrayAvailable(), "as when one signs in before the panel is there");
    QVERIFY(desktop_.run(u"trayer"_s, {u"--edge"_s, u"bottom"_s, u"--align"_s, u"right"_s, u"--widthtype"_s,
                                       u"pixel"_s, u"--width"_s, u"200"_s, u"--height"_s, u"32"_s}));
    QTRY_VERIFY(QSystemTrayIcon::isSystemTrayAvailable());
    QTRY_VERIFY(icon());
    const auto colors = [] {
        const QImage seen = QGuiApplication::primaryScreen()->grabWindow(icon()->winId()).toImage();
        QSet<QRgb> found;
        for (int y = 0; y < seen.height(); ++y)
            for (int x = 0; x < seen.width(); ++x)
                found.insert(seen.pixel(x, y));
        return found.size();
    };
    QTRY_VERIFY2(colors() > 2, "the logo is painted");
    choose(settings::tray, false);
    QTRY_VERIFY(!icon());
    choose(settings::tray, true);
    QTRY_VERIFY(icon());
}

void TrayTest::closingKeepsItInTheTrayAndTheMenuBringsItBack()
{
    choose(settings::stay_in_tray, true);
    QSignalSpy last_closed(qApp, &QGuiApplication::lastWindowClosed);
    window_->close();
    QVERIFY(!window_->isVisible());
    chooseFromMenu(u"Open Slipway"_s);
    QTRY_VERIFY(window_->isVisible());
    QVERIFY(last_closed.isEmpty());
    window_->close();
    point(*icon(), QPoint(8, 8), 1);
    QTRY_VERIFY2(window_->isVisible(), "a click on the icon does so too");
}

void TrayTest::closingQuitsWhenTheSettingSaysSo()
{
    choose(settings::stay_in_tray, false);
    window_->show();
    QVERIFY(endsAfter([this] { window_->close(); }));
}

void TrayTest::theMenuQuits()
{
    choose(settings::tray, false);  // What quits takes its icon away, so it is put up anew.
    choose(settings::stay_in_tray, true);
    window_->show();
    QVERIFY(endsAfter([this] {
        window_->close();
        chooseFromMenu(u"Quit"_s);
    }));
}

int main(int argc, char** argv)
{
    DesktopSession desktop;
    if (!desktop.start())
        return 1;
    desktop.join();
    QApplication application(argc, argv);
    TrayTest test(desktop);
    return QTest::qExec(&test, argc, argv);
}

#include "tray_test.moc"
