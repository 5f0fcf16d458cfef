// SPDX-License-Identifier: GPL-3.0-or-later
// What opens over, beside and out of the pages: dialogs, tabs of details, windows, toasts. Rendered in every
// look, and compared with the references.
#include "tests/ui/fixture_data.h"
#include "tests/ui/look/page_stage.h"
#include "ui/cluster/cluster_page.h"
#include "ui/connections/connection_dialog.h"
#include "ui/connections/trust_dialog.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/news/news_watch.h"
#include "ui/parts/details/details_window.h"
#include "ui/parts/details/details_windows.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/parts/files/files_tab.h"
#include "ui/parts/texts.h"
#include "ui/session/drafts.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "ui/templates/template_page.h"
#include "ui/volumes/volume_details.h"
#include "ui/volumes/volume_page.h"
#include "widgets/code/code_editor.h"
#include "widgets/code/diff_view.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QTextDocument>

#include <algorithm>

using namespace slipway;
using namespace Qt::StringLiterals;
using Page = WorkbenchView::Place;

class SurfacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void render_data() { test::PageStage::addLooks(); }
    void render();
    void cleanupTestCase() { QCOMPARE(test::PageStage::finish(), QString()); }

private:
    void open();
    WorkbenchView& view() { return *window_->workbench(); }
    void save(const QString& page, QWidget& widget) { stage_->save(page, widget); }
    void showTab(const QString& tab);
    void saveSettings();
    void saveConnections();
    void saveNews();
    void saveLists();
    void saveYaml();
    void saveFiles();
    void saveWindows();
    void saveCluster();
    void saveTemplates();
    void saveVolumes();

    std::unique_ptr<test::PageStage> stage_;
    std::unique_ptr<test::FakeServer> running_;
    std::unique_ptr<MainWindow> window_;
};

void SurfacesTest::initTestCase()
{
    stage_ = std::make_unique<test::PageStage>();
    running_ = std::make_unique<test::FakeServer>();
    test::putEverything(*running_->platform);
    test::putAlicesDay(*running_->platform);
    running_->platform->setAdministrator(true);
    JobSpec job;
    job.command = "python3 finetune.py";
    job.flavor = "gpu-1";
    job.params = {{"lr", "0.0001"}};
    running_->platform->put(test::made(
        Kind::Template, "finetune", write(TemplateSpec{"How we fine-tune", job}), nlohmann::json::object()));
    VolumeSpec large;
    large.size = 2048_GiB;
    large.storage_class = "fast";
    VolumeStatus failed;
    failed.phase = "Failed";
    failed.reason = "provisioning-failed";
    failed.message = "The cluster has no class \"fast\".";
    running_->platform->put(test::made(Kind::Volume, "checkpoints", write(large), write(failed)));
    running_->platform->putFile("notes.md", "# Notes\n\nThe learning rate was too high.\n");
    running_->platform->putFile("runs.csv",
                                "step,loss,accuracy\n100,2.31,0.11\n200,1.87,0.34\n300,1.42,0.52\n");
    running_->platform->putFile("train.py", "import torch\n\nprint(torch.cuda.is_available())\n");
}

void SurfacesTest::open()
{
    MainWindowOptions options;
    options.config_directory = stage_->configDirectory();
    options.profile = running_->profile();
    window_ = std::make_unique<MainWindow>(stage_->appearance(), options);
    window_->resize(stage_->size());
    window_->show();
    QTRY_VERIFY(view().workspace().loaded() && !view().workspace().account().user.empty());
    QTRY_COMPARE(view().workspace().link().state, Link::State::Live);
}

void SurfacesTest::showTab(const QString& tab)
{
    view().go(Page::Jobs);
    view().jobs()->select("vision/resnet50-food101");
    QTRY_VERIFY(view().jobs()->selected() && view().jobs()->selected()->resource.name == "resnet50-food101");
    view().jobs()->details()->setCurrentTabName(tab);
}

void SurfacesTest::saveSettings()
{
    SettingsDialog dialog(stage_->appearance().preferences(), stage_->appearance().theme(), window_.get());
    dialog.show();
    auto* sections = dialog.findChild<QListWidget*>();
    for (int section = 0; section < sections->count(); ++section) {
        sections->setCurrentRow(section);
        save(u"settings-%1"_s.arg(section + 1), dialog);
    }
}

void SurfacesTest::saveConnections()
{
    window_->openLink(u"slipway://gpu.example.com/projects/vision/jobs/a"_s);
    auto* dialog = window_->findChild<ConnectionDialog*>();
    QVERIFY(dialog);
    save(u"connection"_s, *dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(u"moreOptions"_s), Qt::LeftButton);
    save(u"connection-options"_s, *dialog);
    delete dialog;
    Profile profile;
    profile.name = "gpu";
    profile.server = "https://gpu.example.com";
    const ServerCertificate certificate{"0e9026846933c1125c605756dd2bb7b9123e575f8286ad4b000f6d0983864f2c",
                                        "CN=gpu.example.com", "CN=Example Company", "2026-11-20T00:00:00Z",
                                        "2027-11-20T00:00:00Z"};
    for (const auto& [why, page] : {std::pair(TrustDialog::Why::Unknown, u"trust"_s),
                                    std::pair(TrustDialog::Why::Changed, u"trust-changed"_s)}) {
        TrustDialog trust(profile, certificate, why, stage_->appearance().theme(), window_.get());
        trust.show();
        save(page, trust);
    }
}

void SurfacesTest::saveNews()
{
    view().go(Page::Jobs);
    const auto tell = [this](const QString& words, StatusTone tone) {
        ToastMessage message;
        message.text = words;
        message.tone = tone;
        message.action_text = WorkbenchView::tr("Show");
        message.action = [] {};
        view().toasts().show(message);
    };
    const ItemPtr failed = view().workspace().find(Kind::Job, "vision/ocr-finetune");
    tell(NewsWatch::tr("Job %1 succeeded.").arg(u"resnet50-food101-b"_s), StatusTone::Done);
    tell(NewsWatch::tr("Job %1 failed. %2").arg(u"ocr-finetune"_s, Texts::reason(failed->workload())),
         StatusTone::Failed);
    save(u"toasts"_s, *window_);
    view().openNotices();
    auto* pane = view().findChild<QFrame*>(u"noticePane"_s);
    save(u"notices"_s, *pane);
    delete pane;
    for (Toast* toast : QList<Toast*>(view().toasts().toasts()))
        toast->dismiss();
}

void SurfacesTest::saveLists()
{
    view().go(Page::Jobs);
    view().jobs()->table()->selectAll();
    save(u"jobs-selected"_s, *window_);
    auto* filter = view().jobs()->findChild<FilterField*>();
    filter->setText(u"owner:me colour:red"_s);
    QTRY_VERIFY(filter->hint()->isVisible());
    save(u"jobs-filter-hint"_s, *window_);
    filter->clear();
}

void SurfacesTest::saveYaml()
{
    showTab(u"yaml"_s);
    auto* tab = view().jobs()->findChild<YamlTab*>();
    QTRY_VERIFY(tab->editor()->toPlainText().contains(u"resnet50-food101"_s));
    save(u"tab-yaml"_s, *window_);
    const auto replace = [tab](const QString& from, const QString& to) {
        QTextCursor found = tab->editor()->document()->find(from);
        QVERIFY2(!found.isNull(), qPrintable(tab->editor()->toPlainText()));
        found.insertText(to);
        tab->editor()->moveCursor(QTextCursor::Start);
    };
    replace(u"--epochs 90"_s, u"--epochs 120"_s);
    QTRY_COMPARE(tab->changes()->addedCount(), 1);
    const auto can_apply = [tab] {
        const auto buttons = tab->findChildren<QPushButton*>();
        return std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
            return button->property("buttonKind") == u"primary"_s && button->isEnabled();
        });
    };
    QTRY_VERIFY(can_apply());
    save(u"tab-yaml-changed"_s, *window_);
    running_->platform->fail("jobs/resnet50-food101", 400, "unknown-flavor",
                             "Flavor \"gpu-77\" does not exist. Choose one of: gpu-1, gpu-2.", "spec.flavor");
    replace(u"flavor: gpu-2"_s, u"flavor: gpu-77"_s);
    auto* problem = tab->findChild<QPushButton*>(u"yamlProblem"_s);
    QTRY_VERIFY(problem->isVisible());
    save(u"tab-yaml-error"_s, *window_);
    running_->platform->fail({}, 200, {}, {});
    view().drafts().dropAll();
}

void SurfacesTest::saveFiles()
{
    view().go(Page::Environments);
    view().environments()->select("vision/notebook-1");
    QTRY_VERIFY(view().environments()->selected() &&
                view().environments()->selected()->resource.name == "notebook-1");
    auto* details = view().environments()->findChild<DetailsPane*>();
    details->setCurrentTabName(u"files"_s);
    auto* tab = view().environments()->findChild<FilesTab*>();
    auto* table = tab->findChild<TableView*>(u"files"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    save(u"tab-files"_s, *window_);
    table->selectKey(u"runs.csv"_s);
    QTRY_VERIFY(tab->findChild<QTableWidget*>(u"previewTable"_s)->isVisible());
    save(u"tab-files-table"_s, *window_);
    table->selectKey(u"notes.md"_s);
    QTRY_VERIFY(tab->findChild<QWidget*>(u"previewText"_s)->isVisible());
    save(u"tab-files-text"_s, *window_);
    details->setCurrentTabName(u"logs"_s);
    auto* panel = details->findChild<LogPanel*>();
    QTRY_VERIFY(panel->offset() > 0 && !panel->isLive() &&
                !panel->view()->findChild<StatePane*>()->isVisible());
    save(u"environments-logs"_s, *window_);
    details->setCurrentTabName(u"overview"_s);
}

void SurfacesTest::saveWindows()
{
    showTab(u"overview"_s);
    Q_EMIT view().jobs()->details()->windowRequested({});
    QTRY_COMPARE(view().windows().windows().size(), 1);
    DetailsWindow* torn = view().windows().windows().front();
    torn->resize(960, 600);
    save(u"details-window"_s, *torn);
    torn->close();
    QTRY_VERIFY(view().windows().windows().isEmpty());
}

void SurfacesTest::saveCluster()
{
    view().go(Page::Cluster);
    auto* tabs = view().cluster()->findChild<QTabWidget*>();
    tabs->setCurrentIndex(1);
    save(u"cluster-nodes"_s, *window_);
    tabs->setCurrentIndex(2);
    save(u"cluster-clusters"_s, *window_);
    auto* clusters = view().cluster()->findChild<TableView*>(u"clusters"_s);
    Q_EMIT clusters->rowActivated(u"lab"_s);
    auto* check = window_->findChild<QDialog*>(u"clusterCheck"_s);
    QVERIFY(check);
    QTRY_VERIFY(check->findChildren<StatusBadge*>().size() > 6);
    const auto buttons = check->findChildren<QPushButton*>();
    QTRY_VERIFY(std::all_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
        return !button->isVisible() || button->isEnabled();
    }));
    save(u"cluster-check"_s, *check);
    delete check;
    tabs->setCurrentIndex(0);
}

void SurfacesTest::saveTemplates()
{
    view().jobs()->clone(view().workspace().find(Kind::Job, "vision/bert-pretrain"));
    StepDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window_->findChild<StepDialog*>()) && dialog->isVisible());
    dialog->setCurrentStep(dialog->stepCount() - 1);
    dialog->findChild<QPushButton*>(u"saveAsTemplate"_s)->click();
    QDialog* asking = nullptr;
    QTRY_VERIFY((asking = dialog->findChild<QDialog*>(u"saveTemplate"_s)));
    save(u"save-template"_s, *asking);
    delete dialog;
    view().go(Page::Templates);
    view().templates()->select("vision/finetune");
    QTRY_VERIFY(view().templates()->selected());
    save(u"templates"_s, *window_);
    view().templates()->findChild<QPushButton*>(u"rename"_s)->click();
    QTRY_VERIFY((asking = window_->findChild<QDialog*>(u"renameTemplate"_s)));
    save(u"rename-template"_s, *asking);
    delete asking;
}

void SurfacesTest::saveVolumes()
{
    view().go(Page::Volumes);
    view().volumes()->select("vision/checkpoints");
    QTRY_VERIFY(view().volumes()->selected() && view().volumes()->selected()->resource.name == "checkpoints");
    save(u"volumes-not-made"_s, *window_);
    view().volumes()->select("vision/corpus");
    QTRY_COMPARE(view().volumes()->selected()->resource.name, "corpus");
    view().volumes()->details()->findChild<QPushButton*>(u"grow"_s)->click();
    QDialog* asking = nullptr;
    QTRY_VERIFY((asking = window_->findChild<QDialog*>(u"growVolume"_s)));
    save(u"grow-volume"_s, *asking);
    delete asking;
    view().volumes()->begin();
    StepDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window_->findChild<StepDialog*>(u"createVolume"_s)));
    for (int step = 0; step < dialog->stepCount(); ++step) {
        dialog->setCurrentStep(step);
        QTRY_VERIFY(dialog->findChild<StatusBadge*>()->isVisible());
        save(u"create-volume-%1"_s.arg(step + 1), *dialog);
    }
    delete dialog;
}

void SurfacesTest::render()
{
    stage_->begin();
    open();
    saveSettings();
    saveConnections();
    saveNews();
    saveLists();
    saveYaml();
    saveFiles();
    saveWindows();
    saveCluster();
    saveTemplates();
    saveVolumes();
    window_.reset();
    QVERIFY2(stage_->findings().isEmpty(), "each finding is said above");
}

QTEST_MAIN(SurfacesTest)
#include "surfaces_test.moc"
