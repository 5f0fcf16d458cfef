// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/page_stage.h"

#include "tests/ui/look/contrast_findings.h"
#include "tests/ui/look/layout_findings.h"
#include "tests/ui/look/reference_picture.h"
#include "tests/ui/look/reference_sheet.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/log/log_view.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPixmap>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QWidget>

namespace slipway::test {

namespace {

/// Takes out what is never the same twice: milliseconds that the platform took to answer, its port, how far a
/// log has come, and what turns.
void steady(QWidget& widget)
{
    for (LoadingState* loading : widget.findChildren<LoadingState*>())
        loading->setStyleSheet(QStringLiteral("* { widget-animation-duration: 0; }"));
    for (LogView* view : widget.findChildren<LogView*>())
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
    static const QRegularExpression took(QStringLiteral("^(127.0.0.1.*) \\d+ (ms|毫秒)$"));
    static const QRegularExpression port(QStringLiteral("127.0.0.1:\\d+"));
    for (QLabel* label : widget.findChildren<QLabel*>()) {
        QString text = label->text();
        text.replace(took, QStringLiteral("\\1 1 \\2"));
        text.replace(port, QStringLiteral("127.0.0.1:8470"));
        if (text != label->text())
            label->setText(text);
    }
}

}  // namespace

PageStage::PageStage() : folder_(QStringLiteral(SLIPWAY_BINARY_DIR "/pages"))
{
    QDir().mkpath(folder_);
    QApplication::setCursorFlashTime(0);
    settings_ = std::make_unique<SettingsStore>(home_.filePath(QStringLiteral("settings.ini")));
    theme_ = std::make_unique<Theme>(ColorScheme::Light);
    appearance_ = std::make_unique<Appearance>(*theme_, language_, *settings_);
}

void PageStage::addLooks()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("language");
    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
        for (const char* scheme : {"light", "dark"})
            for (const char* language : {"en", "zh_CN"})
                QTest::addRow("%dx%d, %s, %s", size.width(), size.height(), scheme, language)
                    << size << QString::fromLatin1(scheme) << QString::fromLatin1(language);
}

void PageStage::begin()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, scheme);
    QFETCH(const QString, language);
    size_ = size;
    look_ = QStringLiteral("%1-%2-%3").arg(size.width()).arg(scheme, language);
    if (qApp->devicePixelRatio() > 1)
        look_.prepend(QStringLiteral("200-"));
    findings_.clear();
    appearance_->setScheme(scheme);
    appearance_->setLanguage(language);
}

void PageStage::save(const QString& page, QWidget& widget)
{
    for (int pass = 0; pass < 3; ++pass)  // Heights of wrapped lines are known one pass after their widths.
        QCoreApplication::processEvents();
    steady(widget);
    const QPixmap picture = widget.grab();
    QVERIFY(picture.save(folder_ + QStringLiteral("/%1-%2.png").arg(page, look_)));
    QStringList found = layoutFindings(widget);
    if (picture.devicePixelRatio() > 1)
        found << contrastFindings(widget);
    compare(page, widget, picture.toImage(), found);
    for (const QString& finding : found)
        if (!finding.isEmpty() && !findings_.join(QLatin1Char('\n')).contains(finding))
            qWarning("%s", qPrintable(findings_.emplaceBack(page + QStringLiteral(": ") + finding)));
}

QString PageStage::finish()
{
    return writeLooks().join(QLatin1Char('\n'));
}

void PageStage::compare(const QString& page, QWidget& widget, const QImage& picture, QStringList& found) const
{
    const bool fills_window = widget.size() == size_;
    const bool only_guide = qEnvironmentVariableIsSet("SLIPWAY_GUIDE") && !isWritingLooks();
    // What does not fill the window is the same beside one of any size.
    if ((fills_window || size_.width() == 1280) && !only_guide)
        found << checkLook(page, look_, picture);
    const QString language =
        language_.effective() == QStringLiteral("zh_CN") ? QStringLiteral("zh") : QStringLiteral("en");
    const QString name = QStringLiteral("%1-%2.png").arg(page, language);
    if (look_.startsWith(QStringLiteral("1280-light-")) && isInGuide(name))
        found << checkReference(name, picture);
}

}  // namespace slipway::test
