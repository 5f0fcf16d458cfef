// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and what it opens, at two sizes, in both schemes and both languages: rendered for people to look
// at, searched for what is cut off, covered or pale, and compared with the references.
#include "tests/ui/fixture_data.h"
#include "tests/ui/look/page_stage.h"
#include "tests/ui/open_window.h"
#include "ui/cluster/cluster_page.h"
#include "ui/datasets/dataset_page.h"
#include "ui/datasets/upload_dialog.h"
#include "ui/environments/environment_page.h"
#include "ui/home/home_card.h"
#include "ui/home/home_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/metrics_tab.h"
#include "ui/parts/details/log_tab.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "ui/volumes/volume_page.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/heatmap/gpu_map.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"
#include "widgets/table/table_view.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace slipway;

namespace {

/// A folder to upload, which looks the same on every machine.
void makeFlowers(const QString& folder)
{
    for (int i = 0; i < 60; ++i) {
        const QString kind =
            folder + QLatin1Char('/') + (i % 3 ? QStringLiteral("rose") : QStringLiteral("tulip"));
        QDir().mkpath(kind);
        QFile file(kind + QStringLiteral("/%1.jpg").arg(i, 4, 10, QLatin1Char('0')));
        const int size = 2'000 + i * i * 37;  // Whoever runs beside this may be reading them.
        if (file.size() != size && file.open(QIODevice::WriteOnly))
            file.write(QByteArray(size, static_cast<char>(i)));
    }
}

/// Whether a label below `widget` has this in its text.
bool says(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel* label) { return label->text().contains(text); });
}

}  // namespace

class PagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void render_data() { test::PageStage::addLooks(); }
    void render();
    void cleanupTestCase() { QCOMPARE(test::PageStage::finish(), QString()); }

private:
    void save(const QString& page, QWidget& widget) { stage_->save(page, widget); }
    void saveDialogs(MainWindow& window, WorkbenchView& view);
    void saveJob(MainWindow& window, WorkbenchView& view);
    void saveReplicas(MainWindow& window, WorkbenchView& view);
    void saveAddCluster(MainWindow& window, WorkbenchView& view);
    void saveHome(MainWindow& window, WorkbenchView& view);
    void saveFresh();
    void saveSteps(MainWindow& window, const QString& page);

    // Where they stand is seen on screen.
    QString flowers_ = QDir::temp().filePath(QStringLiteral("slipway-pages/flowers"));
    QString kubeconfig_ = QDir::temp().filePath(QStringLiteral("slipway-pages/kubeconfig.yaml"));
    std::unique_ptr<test::FakeServer> running_;
    std::unique_ptr<test::PageStage> stage_;
};

void PagesTest::initTestCase()
{
    stage_ = std::make_unique<test::PageStage>();
    makeFlowers(flowers_);
    QFile::copy(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/ui/data/kubeconfig.yaml"), kubeconfig_);
    running_ = std::make_unique<test::FakeServer>();
    test::putEverything(*running_->platform);
    test::putAlicesDay(*running_->platform);
    running_->platform->setAdministrator(true);
}

void PagesTest::saveSteps(MainWindow& window, const QString& page)
{
    StepDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window.findChild<StepDialog*>()));
    QTRY_VERIFY(dialog->isVisible());
    if (auto* upload = qobject_cast<UploadDialog*>(dialog)) {
        upload->setFolder(flowers_);
        QTRY_VERIFY(!upload->findChild<QLineEdit*>(QStringLiteral("name"))->text().isEmpty());
    }
    for (int step = 0; step < dialog->stepCount(); ++step) {
        dialog->setCurrentStep(step);
        // The answer of a dry run comes later.
        if (auto* badge = dialog->findChild<StatusBadge*>(); badge && step + 1 == dialog->stepCount())
            QTRY_VERIFY(badge->isVisible());
        save(QStringLiteral("%1-%2").arg(page).arg(step + 1), *dialog);
    }
    delete dialog;
}

void PagesTest::saveDialogs(MainWindow& window, WorkbenchView& view)
{
    view.environments()->begin();
    saveSteps(window, QStringLiteral("create-environment"));
    view.jobs()->clone(view.workspace().find(Kind::Job, "vision/bert-pretrain"));
    saveSteps(window, QStringLiteral("launch-job"));
    view.datasets()->begin();
    saveSteps(window, QStringLiteral("upload-dataset"));
    view.openPalette(QStringLiteral("res"));
    auto* palette = window.findChild<QDialog*>(QStringLiteral("palette"));
    QTRY_VERIFY(palette && palette->isVisible());
    const auto* list = palette->findChild<QListWidget*>();
    QTRY_VERIFY(!list->findItems(QStringLiteral("reviews"), Qt::MatchStartsWith).isEmpty());
    save(QStringLiteral("palette"), *palette);
    delete palette;
    view.environments()->actions().remove(running_->platform->resource(Kind::Environment, "labelling"),
                                          &window);
    auto* confirm = window.findChild<QDialog*>(QStringLiteral("confirmDialog"));
    QTRY_VERIFY(confirm && confirm->isVisible());
    save(QStringLiteral("confirm"), *confirm);
    delete confirm;
}

void PagesTest::saveAddCluster(MainWindow& window, WorkbenchView& view)
{
    view.go(WorkbenchView::Place::Cluster);
    test::addClusterButton(view)->click();
    auto* dialog = window.findChild<StepDialog*>(QStringLiteral("addCluster"));
    QVERIFY(dialog);
    dialog->findChild<QLineEdit*>(QStringLiteral("kubeconfig"))->setText(kubeconfig_);
    auto* context = dialog->findChild<QComboBox*>(QStringLiteral("context"));
    QTRY_COMPARE(context->count(), 2);
    dialog->findChild<QLineEdit*>(QStringLiteral("kubeconfig"))->setCursorPosition(0);
    save(QStringLiteral("add-cluster-1"), *dialog);
    dialog->next();
    QTRY_VERIFY(dialog->findChildren<StatusBadge*>().size() > 6);
    save(QStringLiteral("add-cluster-2"), *dialog);
    delete dialog;
}

void PagesTest::saveHome(MainWindow& window, WorkbenchView& view)
{
    view.go(WorkbenchView::Place::Home);
    const Pins::Pin pin{Kind::Dataset, "vision/food-101"};
    if (!view.home()->pins().contains(pin))
        view.home()->pins().toggle(pin);
    auto* waiting = view.home()->findChild<HomeCard*>(QStringLiteral("waiting"));
    const auto has_place = [waiting] {
        const auto labels = waiting->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == QStringLiteral("First in line") ||
                   label->text() == QStringLiteral("下一个");
        });
    };
    QTRY_VERIFY(has_place());
    save(QStringLiteral("home"), window);
}

/// An empty platform, where the first steps are offered; and one with very many nodes.
void PagesTest::saveFresh()
{
    test::FakeServer fresh;
    test::putMachines(*fresh.platform);
    MainWindowOptions options;
    options.config_directory = stage_->configDirectory();
    options.profile = fresh.profile();
    MainWindow window(stage_->appearance(), options);
    window.resize(stage_->size());
    window.show();
    QTRY_VERIFY(window.workbench()->home()->findChild<QWidget*>(QStringLiteral("guide"))->isVisible());
    QTRY_VERIFY(window.workbench()->home()->findChild<HomeCard*>(QStringLiteral("running"))->isVisible());
    save(QStringLiteral("home-first-steps"), window);
    test::putLargeCluster(*fresh.platform, 300);
    window.workbench()->go(WorkbenchView::Place::Cluster);
    QTRY_COMPARE(window.workbench()->cluster()->map().rows().size(), 301);
    save(QStringLiteral("cluster-large"), window);
}

void PagesTest::saveReplicas(MainWindow& window, WorkbenchView& view)
{
    auto* tabs = view.jobs()->findChild<QTabWidget*>();
    view.jobs()->select("vision/bert-pretrain");
    tabs->setCurrentIndex(1);
    save(QStringLiteral("jobs-replicas"), window);
    view.jobs()->details()->log()->chooseReplica(QStringLiteral("worker-1"));
    tabs->setCurrentIndex(2);
    // Both are short enough to have come whole with their end.
    const LogPanel& panel = *view.jobs()->details()->log()->panel();
    QTRY_VERIFY(panel.offset() > 0 && !panel.isLive());
    save(QStringLiteral("jobs-replica-log"), window);
}

void PagesTest::saveJob(MainWindow& window, WorkbenchView& view)
{
    const auto tab = [](QWidget* page, int index) { page->findChild<QTabWidget*>()->setCurrentIndex(index); };
    view.go(WorkbenchView::Place::Jobs);
    view.jobs()->select("vision/resnet50-food101");
    save(QStringLiteral("jobs-overview"), window);
    tab(view.jobs(), 2);
    QTRY_VERIFY(view.jobs()->details()->findChild<LogView*>()->verticalScrollBar()->maximum() > 300);
    QTRY_VERIFY(!view.jobs()->details()->log()->panel()->isLive());
    save(QStringLiteral("jobs-logs"), window);
    tab(view.jobs(), 3);
    for (const char* last_point : {"1e-6", "0.3725", "0.9281"})
        QTRY_VERIFY(says(*view.jobs()->details()->metrics(), QLatin1String(last_point)));
    save(QStringLiteral("jobs-metrics"), window);
    tab(view.jobs(), 5);
    QTRY_VERIFY(view.jobs()->details()->findChild<TableView*>(QStringLiteral("events"))->model()->rowCount() >
                0);
    save(QStringLiteral("jobs-events"), window);
}

void PagesTest::render()
{
    stage_->begin();
    MainWindowOptions options;
    options.config_directory = stage_->configDirectory();
    MainWindow first(stage_->appearance(), options);
    first.resize(stage_->size());
    first.show();
    QTRY_VERIFY(first.findChild<QPushButton*>(QStringLiteral("connect"))->isVisible());
    save(QStringLiteral("first-run"), first);

    options.profile = running_->profile();
    MainWindow window(stage_->appearance(), options);
    window.resize(stage_->size());
    window.show();
    WorkbenchView& view = *window.workbench();
    QTRY_VERIFY2_WITH_TIMEOUT(
        view.workspace().loaded() && !view.workspace().account().user.empty(),
        view.workspace().link().error ? view.workspace().link().error->message.c_str() : "no error", 20'000);
    QTRY_COMPARE(view.workspace().link().state, Link::State::Live);

    saveHome(window, view);
    view.go(WorkbenchView::Place::Environments);
    view.environments()->select("vision/notebook-1");
    save(QStringLiteral("environments"), window);
    saveJob(window, view);
    saveReplicas(window, view);
    view.go(WorkbenchView::Place::Datasets);
    view.datasets()->select("vision/food-101");
    save(QStringLiteral("datasets"), window);
    view.go(WorkbenchView::Place::Volumes);
    view.volumes()->select("vision/corpus");
    save(QStringLiteral("volumes"), window);
    view.go(WorkbenchView::Place::Cluster);
    QTRY_VERIFY(view.cluster()->findChild<TableView*>(QStringLiteral("queue"))->model()->rowCount() > 0);
    save(QStringLiteral("cluster"), window);
    view.workspace().setProject("speech");
    view.go(WorkbenchView::Place::Environments);
    save(QStringLiteral("empty"), window);
    view.workspace().setProject("vision");
    saveDialogs(window, view);
    saveAddCluster(window, view);
    saveFresh();
    QVERIFY2(stage_->findings().isEmpty(), "each finding is said above");
}

QTEST_MAIN(PagesTest)
#include "pages_test.moc"
