// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/search_field.h"
#include "widgets/form/status/empty_state.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/heatmap/gpu_map.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/icon.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace slipway;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class FormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme_ = std::make_unique<Theme>(ColorScheme::Light); }
    void cleanupTestCase() { theme_.reset(); }

    void themeSwitches();
    void iconsFollowTheScheme();
    void toastLeavesByItself();
    void toastActsOnce();
    void toastsStackUpwards();
    void fieldShowsErrorInsteadOfHint();
    void wizardGoesStepByStep();
    void stepDialogNeverLeavesTheFocusOnCancel();
    void searchFieldClearsOnEscape();
    void loadingShowsLate();
    void bannerHidesWithoutMessage();
    void copyBoxLeavesThePromptOut();
    void copyBoxHasRoomForMoreLinesAtOnce();
    void aViewWithNothingToShowSaysWhy();
    void noLineOfAnEmptyStateHasOneWordAlone();
    void longLabelsAreElided();
    void gpuMapWalksByKeyboard();
    void gpuMapFindsCells();
    void manyNodesMoveTogether_data();
    void manyNodesMoveTogether();

private:
    std::unique_ptr<Theme> theme_;
};

void FormTest::themeSwitches()
{
    const QSignalSpy changed(theme_.get(), &Theme::changed);
    theme_->setColorScheme(ColorScheme::Dark);
    QVERIFY(theme_->isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0x14171c));
    theme_->setColorScheme(ColorScheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0xf6f7f9));
    QCOMPARE(changed.size(), 2);
    QVERIFY2(!qApp->styleSheet().contains(u'@'), "a token has no colour");
}

void FormTest::iconsFollowTheScheme()
{
    const QIcon home = icon(IconName::Home, *theme_, IconTint::Text);
    const QImage light = home.pixmap(24, 24).toImage();
    theme_->setColorScheme(ColorScheme::Dark);
    const QImage dark = home.pixmap(24, 24).toImage();
    theme_->setColorScheme(ColorScheme::Light);
    QVERIFY(light != dark);
    QVERIFY(home.pixmap(24, 24).toImage() == light);
    for (int i = 0; i <= static_cast<int>(IconName::Clock); ++i) {
        const QImage drawn = icon(static_cast<IconName>(i), *theme_).pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(drawn.size(), QSize(32, 32));
        QVERIFY2(drawn != QImage(drawn.size(), drawn.format()), qPrintable(QString::number(i)));
        bool any = false;
        for (int at = 0; at < 32 * 32; ++at)
            any = any || qAlpha(drawn.pixel(at % 32, at / 32)) > 0;
        QVERIFY2(any, qPrintable(u"icon %1 is empty"_s.arg(i)));
    }
}

void FormTest::toastLeavesByItself()
{
    QWidget window;
    window.resize(600, 400);
    QLineEdit elsewhere(&window);
    window.show();
    elsewhere.setFocus();
    ToastStack stack(*theme_, &window);
    ToastMessage message;
    message.text = u"Saved."_s;
    message.stays = 20ms;
    Toast* toast = stack.show(message);
    QCOMPARE(toast->accessibleName(), u"Saved."_s);
    const QSignalSpy dismissed(toast, &Toast::dismissed);
    QTRY_COMPARE(dismissed.size(), 1);
    QVERIFY(stack.toasts().isEmpty());
}

void FormTest::toastActsOnce()
{
    QWidget window;
    window.resize(600, 400);
    window.show();
    ToastStack stack(*theme_, &window);
    int resumed = 0;
    ToastMessage message;
    message.text = u"Released 2 GPUs."_s;
    message.action_text = u"Resume"_s;
    message.action = [&] { ++resumed; };
    Toast* toast = stack.show(message);
    auto* button = toast->findChild<QPushButton*>();
    button->click();
    button->click();
    QCOMPARE(resumed, 1);
    QVERIFY(stack.toasts().isEmpty());
}

void FormTest::toastsStackUpwards()
{
    QWidget window;
    window.resize(600, 400);
    window.show();
    ToastStack stack(*theme_, &window);
    for (int i = 0; i < 6; ++i)
        stack.show(QString::number(i));
    QCOMPARE(stack.toasts().size(), 4);
    QCOMPARE(stack.toasts().first()->message().text, u"2"_s);
    QVERIFY(stack.toasts().first()->y() < stack.toasts().last()->y());
    window.resize(700, 500);
    QVERIFY(stack.toasts().last()->geometry().right() > 600);
}

void FormTest::fieldShowsErrorInsteadOfHint()
{
    auto* editor = new QLineEdit;
    FormField field(editor, nullptr);
    field.setLabel(u"Name"_s);
    field.setHint(u"Letters and digits"_s);
    field.resize(500, 80);
    field.show();
    QCOMPARE(editor->accessibleName(), u"Name"_s);
    QCOMPARE(editor->accessibleDescription(), u"Letters and digits"_s);
    field.setError(u"The name is taken. Choose another."_s);
    QVERIFY(field.hasError());
    QCOMPARE(editor->accessibleDescription(), u"The name is taken. Choose another."_s);
    QVERIFY(editor->property("invalid").toBool());
    field.setError({});
    QCOMPARE(editor->accessibleDescription(), u"Letters and digits"_s);
    QVERIFY(!editor->property("invalid").toBool());
}

void FormTest::wizardGoesStepByStep()
{
    StepDialog dialog(u"Upload dataset"_s, *theme_);
    for (const QString& name : {u"Source"_s, u"Review"_s})
        dialog.addStep(name);
    const QSignalSpy finished(&dialog, &StepDialog::finishRequested);
    dialog.setStepComplete(0, false);
    dialog.next();
    QCOMPARE(dialog.currentStep(), 0);
    dialog.setStepComplete(0, true);
    dialog.next();
    QCOMPARE(dialog.currentStep(), 1);
    dialog.setBusy(true);
    dialog.next();
    QCOMPARE(finished.size(), 0);
    dialog.setBusy(false);
    dialog.next();
    QCOMPARE(finished.size(), 1);
    dialog.back();
    QCOMPARE(dialog.currentStep(), 0);
}

void FormTest::stepDialogNeverLeavesTheFocusOnCancel()
{
    StepDialog dialog(u"Add cluster"_s, *theme_);
    for (const QString& name : {u"Where"_s, u"Review"_s})
        dialog.addStep(name);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto* next = dialog.findChild<QPushButton*>(u"next"_s);
    next->setFocus();
    connect(&dialog, &StepDialog::stepChanged, &dialog, [&dialog] { dialog.setStepComplete(1, false); });
    next->click();
    QCOMPARE(qobject_cast<QPushButton*>(QApplication::focusWidget())->text(), u"Back"_s);
    dialog.setStepComplete(1, true);
    QCOMPARE(QApplication::focusWidget(), next);
    dialog.setBusy(true);
    QCOMPARE(QApplication::focusWidget(), &dialog);
    dialog.setBusy(false);
    QCOMPARE(QApplication::focusWidget(), next);
}

void FormTest::searchFieldClearsOnEscape()
{
    SearchField field(*theme_);
    field.show();
    QTest::keyClicks(&field, u"loss"_s);
    QCOMPARE(field.text(), u"loss"_s);
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
    field.setNote(u"214 lines"_s);
    QCOMPARE(field.accessibleDescription(), u"214 lines"_s);
}

void FormTest::loadingShowsLate()
{
    LoadingState loading(*theme_);
    loading.show();
    QVERIFY(!loading.isShown());
    QTRY_VERIFY(loading.isShown());
    loading.hide();
    QVERIFY(!loading.isShown());
}

void FormTest::bannerHidesWithoutMessage()
{
    ErrorBanner banner(*theme_);
    QVERIFY(banner.isHidden());
    banner.setMessage(u"gpu-box does not answer."_s);
    QVERIFY(!banner.isHidden());
    const QSignalSpy retried(&banner, &ErrorBanner::retryRequested);
    banner.findChild<QPushButton*>()->click();
    QCOMPARE(retried.size(), 1);
    banner.setMessage({});
    QVERIFY(banner.isHidden());
}

void FormTest::copyBoxLeavesThePromptOut()
{
    CopyBox box(*theme_);
    box.setText(u"slipwayctl job list"_s, u"$"_s);
    box.findChild<QToolButton*>()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"slipwayctl job list"_s);
}

void FormTest::copyBoxHasRoomForMoreLinesAtOnce()
{
    QWidget window;
    QVBoxLayout layout(&window);
    CopyBox box(*theme_);
    box.setText(u"one"_s, u"$"_s);
    layout.addWidget(&box);
    layout.addStretch(1);
    window.resize(400, 300);
    window.show();
    box.setText(
        u"slipwayctl job submit --name one --flavor gpu-1 --image host --command 'python3 train.py'"_s,
        u"$"_s);
    layout.activate();
    const auto labels = box.findChildren<QLabel*>();
    for (const QLabel* label : labels)
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
}

void FormTest::aViewWithNothingToShowSaysWhy()
{
    StatePane pane(IconName::Jobs, *theme_);
    pane.resize(600, 400);
    pane.show();
    auto* loading = pane.findChild<LoadingState*>();
    QVERIFY2(loading->isVisible() && !loading->isShown(), "blank at first");
    QTRY_VERIFY(loading->isShown());
    auto* button = pane.findChild<QPushButton*>();
    const QSignalSpy acted(&pane, &StatePane::actionTriggered);
    pane.setFailed(u"The platform does not answer."_s, u"Retry"_s);
    QVERIFY(!loading->isVisible() && button->isVisible());
    QCOMPARE(pane.accessibleDescription(), u"The platform does not answer."_s);
    button->click();
    QCOMPARE(acted.size(), 1);
    pane.setRefused(u"You are no member."_s);
    QCOMPARE(pane.state(), StatePane::State::Refused);
    QVERIFY(!button->isVisible());
    pane.setEmpty(u"No job yet"_s, u"A job runs a command."_s, u"Launch job"_s);
    QVERIFY(button->isVisible());
    QCOMPARE(pane.accessibleName(), u"No job yet"_s);
    pane.setLoading();
    QVERIFY2(loading->isVisible() && !loading->isShown(), "blank at first, each time");
}

void FormTest::noLineOfAnEmptyStateHasOneWordAlone()
{
    EmptyState empty(IconName::Jobs, *theme_);
    empty.setText(
        u"An environment is a machine of your own with Jupyter and your packages. Give its GPU back "
        "whenever you like: files and packages stay."_s);
    empty.ensurePolished();
    const auto labels = empty.findChildren<QLabel*>();
    const auto text = std::find_if(labels.begin(), labels.end(),
                                   [](const QLabel* label) { return label->text().startsWith(u"An env"); });
    QVERIFY(text != labels.end());
    const auto height = [&text](int width) {
        return (*text)
            ->fontMetrics()
            .boundingRect(0, 0, width, 1000, Qt::TextWordWrap, (*text)->text())
            .height();
    };
    QVERIFY((*text)->height() >= height((*text)->width()));
    QVERIFY2(height((*text)->width() - 8) > height((*text)->width()), "narrower it would take a line more");
    empty.setText(QString(1'000'000, u'x'));
    QVERIFY2((*text)->text().size() < 1'000, "what a server says may be of any length");
}

void FormTest::longLabelsAreElided()
{
    ElidedLabel label(u"a/very/long/metric/name/that/does/not/fit"_s);
    label.resize(60, 20);
    label.show();
    QVERIFY(label.text().endsWith(u"…"_s));
    QCOMPARE(label.toolTip(), plainTooltip(label.wholeText()));
    label.resize(600, 20);
    QCOMPARE(label.text(), label.wholeText());
    QVERIFY(label.toolTip().isEmpty());
}

void FormTest::gpuMapWalksByKeyboard()
{
    GpuMap map(*theme_);
    map.setRows({{u"gpu-01"_s, {}, {{u"alice"_s}, {}}}, {u"gpu-02"_s, {}, {{u"bob"_s}}}});
    map.resize(500, 80);
    map.show();
    const QSignalSpy activated(&map, &GpuMap::cellActivated);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(map.currentCell(), (GpuMapCell{0, 1}));
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.currentCell(), (GpuMapCell{1, 0}));
    QVERIFY(map.accessibleDescription().contains(u"bob"_s));
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QVERIFY(map.colorOf(u"alice"_s) != map.colorOf(u"bob"_s));
    map.setRows({});
    QVERIFY(!map.currentCell());
}

void FormTest::gpuMapFindsCells()
{
    const GpuMapGeometry map{2, 8, 60, 100, 700};
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 8; ++column)
            QCOMPARE(map.at(map.cell({row, column}).center()), (GpuMapCell{row, column}));
    }
    QVERIFY(!map.at({10, 10}));
    QVERIFY(!map.at({699, 10}));
    QVERIFY(!map.at(QPoint(map.cell({0, 0}).right() + 2, 5)));
}

void FormTest::manyNodesMoveTogether_data()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("highest");
    QTest::newRow("a few have a line each") << 4 << 140;
    QTest::newRow("dozens stand beside each other") << 48 << 420;
    QTest::newRow("a hundred are dots") << 100 << 400;
    QTest::newRow("three hundred fit without scrolling") << 300 << 400;
}

void FormTest::manyNodesMoveTogether()
{
    QFETCH(const int, nodes);
    QFETCH(const int, highest);
    GpuMapGeometry map{nodes, 8, 60, 100, 700, GpuMapGeometry::densityFor(nodes)};
    QVERIFY2(map.height() <= highest, qPrintable(QString::number(map.height())));
    for (int row = 0; row < nodes; ++row) {
        for (int column = 0; column < 8; ++column) {
            const QRect cell = map.cell({row, column});
            QVERIFY(cell.right() < map.width && cell.bottom() < map.height());
            QCOMPARE(map.at(cell.center()), (GpuMapCell{row, column}));
        }
    }
}

QTEST_MAIN(FormTest)
#include "form_test.moc"
