// SPDX-License-Identifier: GPL-3.0-or-later
// What the screens do, found by accessible names, against a platform in memory.
#include "tests/ui/fixture_data.h"
#include "ui/cluster/cluster_page.h"
#include "ui/connections/first_run_page.h"
#include "ui/environments/environment_page.h"
#include "ui/home/home_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/metrics_tab.h"
#include "ui/parts/details/log_tab.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/chart/chart_card.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast.h"
#include "widgets/log/log_buffer.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace slipway;

class WorkbenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aGpuIsReleasedByOneClickAndResumedFromTheToast();
    void nextNextFinishCreatesAnEnvironment();
    void whatTheServerRefusesStandsBesideItsField();
    void aJobOfAnotherIsStoppedOnlyWithAReason();
    void everyByteOfTheLogIsShown();
    void everyReplicaHasItsRowAndItsLog();
    void everyPointOfTheEventFilesIsCharted();
    void theListFollowsThePlatform();
    void columnsAreRemembered();
    void theConnectionIsNamedWhole();
    void homeIsFirstAndListsTakeTheFocus();
    void aLostPlatformIsSaidWithRetry();
    void machinesThatCannotBeSeenAreNotCalledAbsent();
    void theLanguageChangesWhileItRuns();
    void everyControlHasAName();
    void badKeysStandBesideTheirField();

private:
    template <class Widget>
    Widget* named(const QString& name, QWidget* in = nullptr);
    WorkbenchView& view() { return *window_->workbench(); }
    bool requested(const std::string& request) const;

    QTemporaryDir home_;
    std::unique_ptr<test::FakeServer> running_;
    std::unique_ptr<SettingsStore> settings_;
    std::unique_ptr<Theme> theme_;
    std::unique_ptr<Language> language_;
    std::unique_ptr<Appearance> appearance_;
    std::unique_ptr<MainWindow> window_;
};

/// The visible widget of that class with this accessible name.
template <class Widget>
Widget* WorkbenchTest::named(const QString& name, QWidget* in)
{
    for (Widget* widget : (in ? in : window_.get())->findChildren<Widget*>()) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

bool WorkbenchTest::requested(const std::string& request) const
{
    const auto all = running_->platform->requests();
    return std::find(all.begin(), all.end(), request) != all.end();
}

void WorkbenchTest::initTestCase()
{
    settings_ = std::make_unique<SettingsStore>(home_.filePath(QStringLiteral("settings.ini")));
    theme_ = std::make_unique<Theme>(ColorScheme::Light);
    language_ = std::make_unique<Language>();
    settings_->set(settings::language, QStringLiteral("en"));
    appearance_ = std::make_unique<Appearance>(*theme_, *language_, *settings_);
}

void WorkbenchTest::init()
{
    running_ = std::make_unique<test::FakeServer>();
    test::putEverything(*running_->platform);
    MainWindowOptions options;
    options.config_directory = home_.path().toStdString();
    options.profile = running_->profile();
    window_ = std::make_unique<MainWindow>(*appearance_, options);
    window_->resize(1280, 800);
    window_->show();
    QTRY_VERIFY(view().workspace().loaded() && !view().workspace().account().user.empty());
    QTRY_COMPARE(view().workspace().link().state, Link::State::Live);
}

void WorkbenchTest::cleanup()
{
    window_.reset();
    running_.reset();
}

void WorkbenchTest::aGpuIsReleasedByOneClickAndResumedFromTheToast()
{
    view().go(WorkbenchView::Place::Environments);
    view().environments()->select("vision/notebook-1");
    QTRY_VERIFY(named<QPushButton>(QStringLiteral("Release GPU")));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Release GPU")), Qt::LeftButton);
    QTRY_VERIFY(!view().toasts().toasts().isEmpty());
    Toast* toast = view().toasts().toasts().last();
    QCOMPARE(toast->message().text, QStringLiteral("GPU released in 412 ms. Files and packages are kept."));
    QVERIFY(requested("POST projects/vision/environments/notebook-1/release"));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Resume"), toast), Qt::LeftButton);
    QTRY_VERIFY(requested("POST projects/vision/environments/notebook-1/resume"));
}

void WorkbenchTest::nextNextFinishCreatesAnEnvironment()
{
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Create environment")), Qt::LeftButton);
    StepDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window_->findChild<StepDialog*>()));
    for (const char* button : {"Next", "Next", "Create"}) {
        QTRY_VERIFY(named<QPushButton>(QLatin1String(button), dialog));
        QTRY_VERIFY(named<QPushButton>(QLatin1String(button), dialog)->isEnabled());
        QTest::mouseClick(named<QPushButton>(QLatin1String(button), dialog), Qt::LeftButton);
    }
    QTRY_VERIFY(view().workspace().find(Kind::Environment, "vision/notebook-2"));
    const ItemPtr made = view().workspace().find(Kind::Environment, "vision/notebook-2");
    QCOMPARE(made->specAs<EnvironmentSpec>().flavor, std::string("gpu-1"));
    QTRY_COMPARE(view().environments()->selected()->resource.name, std::string("notebook-2"));
}

void WorkbenchTest::whatTheServerRefusesStandsBesideItsField()
{
    running_->platform->refuse("\"flavor\":\"gpu-1\"", "strange-flavor", "spec.flavor");
    view().environments()->begin();
    auto* dialog = window_->findChild<StepDialog*>();
    QVERIFY(dialog);
    const auto error = [&]() -> QString {
        for (FormField* field : dialog->findChildren<FormField*>())
            if (field->hasError())
                return field->editor()->objectName() + QStringLiteral(": ") + field->error();
        return QString();
    };
    QTRY_COMPARE(error(), QStringLiteral("flavor: Refused: \"flavor\":\"gpu-1\"."));
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
    running_->platform->refuse("big-model", "name-taken", "name");
    name->setText(QStringLiteral("big-model"));
    QTRY_VERIFY(!error().isEmpty());
    QVERIFY(!requested("POST projects/vision/environments"));
}

void WorkbenchTest::aJobOfAnotherIsStoppedOnlyWithAReason()
{
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/vit-pretrain");
    QTRY_VERIFY(named<QPushButton>(QStringLiteral("Stop")));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Stop")), Qt::LeftButton);
    auto* dialog = window_->findChild<QDialog*>(QStringLiteral("confirmDialog"));
    QTRY_VERIFY(dialog && dialog->isVisible());
    auto* confirm = named<QPushButton>(QStringLiteral("Stop job"), dialog);
    QVERIFY(!confirm->isEnabled());
    QTest::keyClicks(named<QLineEdit>(QStringLiteral("Reason"), dialog),
                     QStringLiteral("the machine is needed"));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(requested("POST projects/vision/jobs/vit-pretrain/stop"));
}

void WorkbenchTest::everyByteOfTheLogIsShown()
{
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/resnet50-food101");
    view().jobs()->findChild<QTabWidget*>()->setCurrentIndex(2);
    const std::string log = test::trainingLog();
    const LogBuffer& shown = view().jobs()->details()->log()->panel()->view()->buffer();
    QTRY_COMPARE(shown.sizeBytes(), log.size());
    QVERIFY(shown.bytes(0, log.size()) == log);
}

void WorkbenchTest::everyReplicaHasItsRowAndItsLog()
{
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/resnet50-food101");
    auto* tabs = view().jobs()->findChild<QTabWidget*>();
    QVERIFY(!tabs->isTabVisible(1));
    view().jobs()->select("vision/bert-pretrain");
    QVERIFY(tabs->isTabVisible(1));
    tabs->setCurrentIndex(1);
    auto* table = named<TableView>(QStringLiteral("Replicas"));
    QVERIFY(table);
    QCOMPARE(table->model()->rowCount(), 4);
    const LogPanel* panel = view().jobs()->details()->log()->panel();
    Q_EMIT table->rowActivated(QStringLiteral("worker-1"));  // As by Return.
    QCOMPARE(tabs->currentIndex(), 2);
    QTRY_COMPARE(panel->offset(), std::uint64_t(18));
    auto* replica = view().jobs()->findChild<QComboBox*>(QStringLiteral("replica"));
    QVERIFY(replica->isVisible());
    replica->setCurrentIndex(0);
    QTRY_COMPARE(panel->offset(), std::uint64_t(10));
}

void WorkbenchTest::everyPointOfTheEventFilesIsCharted()
{
    view().go(WorkbenchView::Place::Jobs);
    view().jobs()->select("vision/resnet50-food101");
    view().jobs()->findChild<QTabWidget*>()->setCurrentIndex(3);
    ChartGrid* charts = view().jobs()->details()->metrics()->charts();
    QTRY_COMPARE(charts->metrics(), QStringList({QStringLiteral("lr"), QStringLiteral("train/loss"),
                                                 QStringLiteral("val/accuracy")}));
    for (const QString& metric : charts->metrics())
        QTRY_COMPARE(charts->card(metric)->data().series().front()->raw.size(), 300u);
}

void WorkbenchTest::theListFollowsThePlatform()
{
    view().go(WorkbenchView::Place::Jobs);
    TableView* table = view().jobs()->table();
    QTRY_COMPARE(table->model()->rowCount(), 5);
    view().jobs()->select("vision/ocr-finetune");
    running_->platform->put(
        test::made(Kind::Job, "fresh", write(JobSpec{}), write(test::workload(Phase::Queued))));
    QTRY_COMPARE(table->model()->rowCount(), 6);
    QCOMPARE(table->currentKey(), QStringLiteral("vision/ocr-finetune"));
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("fresh"));
    auto done = test::workload(Phase::Succeeded, std::chrono::minutes(1));
    running_->platform->put(test::made(Kind::Job, "fresh", write(JobSpec{}), write(done)));
    QTRY_VERIFY(!view().toasts().toasts().isEmpty());
    QCOMPARE(view().toasts().toasts().last()->message().text, QStringLiteral("Job fresh succeeded."));
}

void WorkbenchTest::columnsAreRemembered()
{
    view().go(WorkbenchView::Place::Jobs);
    QHeaderView* header = view().jobs()->table()->horizontalHeader();
    header->resizeSection(0, 333);
    header->setSectionHidden(3, true);
    window_.reset();
    MainWindowOptions options;
    options.config_directory = home_.path().toStdString();
    options.profile = running_->profile();
    window_ = std::make_unique<MainWindow>(*appearance_, options);
    QCOMPARE(view().jobs()->table()->horizontalHeader()->sectionSize(0), 333);
    QVERIFY(view().jobs()->table()->isColumnHidden(3));
    QVERIFY2(!view().environments()->table()->isColumnHidden(3), "each table has columns of its own");
}

void WorkbenchTest::theConnectionIsNamedWhole()
{
    const auto* link = window_->findChild<QLabel*>(QStringLiteral("link"));
    QTRY_VERIFY(link->text().contains(QStringLiteral("127.0.0.1")));
    QVERIFY(!link->text().contains(QStringLiteral("…")));
    QTRY_VERIFY(link->toolTip().contains(QStringLiteral(" ms")));
}

void WorkbenchTest::homeIsFirstAndListsTakeTheFocus()
{
    QVERIFY(view().home()->isVisible());
    QCOMPARE(window_->focusWidget(), named<QPushButton>(QStringLiteral("Launch job")));
    view().go(WorkbenchView::Place::Environments);
    QCOMPARE(window_->focusWidget(), view().environments()->table());
}

void WorkbenchTest::machinesThatCannotBeSeenAreNotCalledAbsent()
{
    Workspace& workspace = window_->workbench()->workspace();
    const CallHandle call = workspace.session().remove(Kind::Node, {}, "gpu-box", [](const Result<void>&) {});
    QTRY_VERIFY(workspace.items(Kind::Node).empty());
    window_->workbench()->go(WorkbenchView::Place::Cluster);
    QTRY_COMPARE(window_->findChild<QLabel*>(QStringLiteral("gpuUsage"))->text(),
                 QStringLiteral("GPUs not visible"));
    const auto labels = window_->workbench()->cluster()->findChildren<QLabel*>();
    const auto said = [&](const QString& word) {
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(word);
        });
    };
    QVERIFY(said(QStringLiteral("The machines of this cluster are not visible")));
    QVERIFY(!said(QStringLiteral("No machine")));
    QVERIFY(!said(QStringLiteral("0 of 0")));
}

void WorkbenchTest::aLostPlatformIsSaidWithRetry()
{
    view().go(WorkbenchView::Place::Environments);
    running_->platform->close();
    running_->stop();
    auto* banner = view().environments()->findChild<ErrorBanner*>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    QVERIFY(named<QPushButton>(QStringLiteral("Retry"), banner));
    QTRY_VERIFY(window_->findChild<QLabel*>(QStringLiteral("age"))->text() != QStringLiteral("Updated now"));
    QVERIFY2(view().workspace().items(Kind::Job).size() == 5, "what was known stays on screen");
}

void WorkbenchTest::theLanguageChangesWhileItRuns()
{
    QVERIFY(named<QPushButton>(QStringLiteral("Create environment")));
    appearance_->setLanguage(QStringLiteral("zh_CN"));
    QTRY_VERIFY(named<QPushButton>(QStringLiteral("创建环境")));
    QVERIFY(named<QAbstractButton>(QStringLiteral("数据集")));
    appearance_->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY(named<QPushButton>(QStringLiteral("Create environment")));
}

void WorkbenchTest::everyControlHasAName()
{
    for (const auto place :
         {WorkbenchView::Place::Home, WorkbenchView::Place::Environments, WorkbenchView::Place::Jobs,
          WorkbenchView::Place::Datasets, WorkbenchView::Place::Cluster}) {
        view().go(place);
        QCoreApplication::processEvents();
        for (QWidget* widget : window_->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                                 qobject_cast<TableView*>(widget);
            if (!control || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') +
                                widget->objectName()));
        }
    }
}

void WorkbenchTest::badKeysStandBesideTheirField()
{
    FirstRunPage page(*theme_);
    page.show();
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Connect"), &page), Qt::LeftButton);
    int wrong = 0;
    for (FormField* field : page.findChildren<FormField*>())
        wrong += field->hasError() ? 1 : 0;
    QCOMPARE(wrong, 3);
    page.showError({ErrorCode::Unauthenticated, "Bad.", "bad-signature", ""});
    const auto fields = page.findChildren<FormField*>();
    const auto secret = std::find_if(fields.begin(), fields.end(), [](FormField* field) {
        return field->editor()->objectName() == QStringLiteral("secretKey");
    });
    QCOMPARE((*secret)->error(), QStringLiteral("Bad."));
}

QTEST_MAIN(WorkbenchTest)
#include "workbench_test.moc"
