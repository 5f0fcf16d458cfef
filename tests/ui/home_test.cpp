// SPDX-License-Identifier: GPL-3.0-or-later
// What the home page shows and does, found by accessible names, against a platform in memory.
#include "tests/ui/open_window.h"
#include "ui/home/home_card.h"
#include "ui/home/home_page.h"
#include "ui/home/home_row_view.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/log_tab.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/search_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/log/log_panel.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>

#include <algorithm>

using namespace slipway;
using namespace Qt::StringLiterals;

class HomeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void eachOfMineStandsInItsCard_data();
    void eachOfMineStandsInItsCard();
    void aGpuIsReleasedInPlace();
    void whatWaitsSaysItsPlaceAndWhatHelps();
    void aFailureLeadsToItsLog();
    void aFailurePutAsideStaysAside();
    void pinsOutliveTheWindow();
    void openingGoesThere();
    void everythingHasAName();
    void aLostPlatformIsSaid();
    void aProjectThatOneIsNotInIsSaid();

private:
    template <class Widget>
    Widget* named(const QString& name);
    HomePage* home() { return open_->view().home(); }
    QStringList rowsOf(const char* card);
    bool said(const QString& text);
    void reopen();

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

template <class Widget>
Widget* HomeTest::named(const QString& name)
{
    for (Widget* widget : open_->window->findChildren<Widget*>()) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

QStringList HomeTest::rowsOf(const char* card)
{
    QStringList names;
    for (const HomeRowView* view :
         home()->findChild<HomeCard*>(QLatin1String(card))->findChildren<HomeRowView*>())
        if (view->isVisible())
            names << view->row().name;
    names.sort();
    return names;
}

bool HomeTest::said(const QString& text)
{
    const auto labels = home()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && (label->text().contains(text) || label->accessibleName().contains(text));
    });
}

void HomeTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    reopen();
}

void HomeTest::reopen()
{
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    test::putAlicesDay(*open_->running.platform);
    QTRY_VERIFY(open_->isLoaded());
    QTRY_VERIFY(!rowsOf("waiting").isEmpty());
}

void HomeTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

void HomeTest::eachOfMineStandsInItsCard_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("what runs is running")
        << QByteArray("running")
        << QStringList{u"bert-pretrain"_s, u"notebook-1"_s, u"resnet50-food101"_s, u"scratchpad"_s};
    QTest::newRow("what waits is waiting") << QByteArray("waiting") << QStringList{u"clip-large"_s};
    QTest::newRow("what failed lately is told") << QByteArray("failed") << QStringList{u"ocr-finetune"_s};
    QTest::newRow("a GPU that computes nothing is idle")
        << QByteArray("idle") << QStringList{u"scratchpad"_s};
    QTest::newRow("what ended, and data, are recent")
        << QByteArray("recent") << QStringList{u"food-101"_s, u"resnet50-food101-b"_s};
}

void HomeTest::eachOfMineStandsInItsCard()
{
    QFETCH(const QByteArray, card);
    QFETCH(const QStringList, names);
    QTRY_COMPARE(rowsOf(card.constData()), names);
}

void HomeTest::aGpuIsReleasedInPlace()
{
    QTRY_VERIFY(named<QPushButton>(u"Release GPU of notebook-1"_s));
    QVERIFY2(!named<QPushButton>(u"Release GPU of big-model"_s), "it is not mine");
    QTest::mouseClick(named<QPushButton>(u"Release GPU of notebook-1"_s), Qt::LeftButton);
    QTRY_VERIFY(!rowsOf("running").contains(u"notebook-1"_s));
    QTRY_VERIFY(rowsOf("recent").contains(u"notebook-1"_s));
    QCOMPARE(open_->running.platform->requests().back(),
             std::string("POST projects/vision/environments/notebook-1/release"));
    QTRY_VERIFY(named<QPushButton>(u"Resume notebook-1"_s));
}

void HomeTest::whatWaitsSaysItsPlaceAndWhatHelps()
{
    QTRY_VERIFY(said(u"First in line"_s));
    QTRY_VERIFY(said(u"GPUs for the smaller flavor gpu-2 are free now."_s));
    QTRY_VERIFY2(said(u"19.50 USD so far"_s), "what the idle environment cost");
    QTRY_VERIFY(said(u"2.25 USD per hour"_s));
}

void HomeTest::aFailureLeadsToItsLog()
{
    QTest::mouseClick(named<QPushButton>(u"See log of ocr-finetune"_s), Qt::LeftButton);
    QTRY_COMPARE(open_->view().jobs()->selected()->resource.name, std::string("ocr-finetune"));
    LogTab* log = open_->view().jobs()->details()->log();
    QTRY_VERIFY(log->isVisible());
    QVERIFY(log->panel()->search()->text().contains(u"traceback"_s));
}

void HomeTest::aFailurePutAsideStaysAside()
{
    QTRY_VERIFY(named<QAbstractButton>(u"Put ocr-finetune aside"_s));
    QTest::mouseClick(named<QAbstractButton>(u"Put ocr-finetune aside"_s), Qt::LeftButton);
    QTRY_VERIFY(rowsOf("failed").isEmpty());
    QVERIFY(!home()->findChild<HomeCard*>(u"failed"_s)->isVisible());
    reopen();
    QVERIFY(rowsOf("failed").isEmpty());
}

void HomeTest::pinsOutliveTheWindow()
{
    const Profile profile = open_->running.profile();
    QTRY_VERIFY(named<QAbstractButton>(u"Pin food-101"_s));
    QTest::mouseClick(named<QAbstractButton>(u"Pin food-101"_s), Qt::LeftButton);
    QTRY_COMPARE(rowsOf("pinned"), QStringList{u"food-101"_s});
    MainWindowOptions options;
    options.config_directory = frame_->home.path().toStdString();
    options.profile = profile;
    open_->window = std::make_unique<MainWindow>(frame_->appearance, options);
    open_->window->resize(1280, 800);
    open_->window->show();
    QTRY_COMPARE(rowsOf("pinned"), QStringList{u"food-101"_s});
    QTest::mouseClick(named<QAbstractButton>(u"Unpin food-101"_s), Qt::LeftButton);
    QTRY_VERIFY(rowsOf("pinned").isEmpty());
    QTRY_VERIFY(rowsOf("recent").contains(u"food-101"_s));
}

void HomeTest::openingGoesThere()
{
    QTRY_VERIFY(named<QPushButton>(u"resnet50-food101"_s));
    QTest::mouseClick(named<QPushButton>(u"resnet50-food101"_s), Qt::LeftButton);
    QTRY_COMPARE(open_->view().jobs()->selected()->resource.name, std::string("resnet50-food101"));
    open_->view().go(WorkbenchView::Place::Home);
    QTRY_VERIFY(named<QPushButton>(u"Launch ocr-finetune again…"_s));
    QTest::mouseClick(named<QPushButton>(u"Launch ocr-finetune again…"_s), Qt::LeftButton);
    auto* dialog = open_->window->findChild<StepDialog*>(u"launchJob"_s);
    QTRY_VERIFY(dialog && dialog->isVisible());
}

void HomeTest::everythingHasAName()
{
    for (QWidget* widget : home()->findChildren<QWidget*>()) {
        if (!qobject_cast<QAbstractButton*>(widget) || !widget->isVisible())
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
}

void HomeTest::aProjectThatOneIsNotInIsSaid()
{
    const auto* banner = home()->findChild<ErrorBanner*>();
    QVERIFY(banner->message().isEmpty());
    open_->view().workspace().setProject("long-gone");
    QCOMPARE(banner->message(),
             u"You are not a member of the project long-gone. Choose another one above, or ask "
             "its manager to add you."_s);
    open_->view().workspace().setProject("vision");
    QVERIFY(banner->message().isEmpty());
}

void HomeTest::aLostPlatformIsSaid()
{
    open_->running.platform->close();
    open_->running.stop();
    QTRY_VERIFY_WITH_TIMEOUT(home()->findChild<ErrorBanner*>()->isVisible(), 20'000);
    QVERIFY2(rowsOf("running").contains(u"notebook-1"_s), "what was known stays on screen");
}

QTEST_MAIN(HomeTest)
#include "home_test.moc"
