// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for stores of objects in the workbench, against a platform in memory.
#include "core/json.h"
#include "core/resources/object_store.h"
#include "tests/ui/open_window.h"
#include "ui/cluster/cluster_page.h"
#include "ui/datasets/dataset_page.h"
#include "ui/datasets/far_data_notice.h"
#include "ui/datasets/upload_dialog.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/forms/cluster_box.h"
#include "ui/parts/forms/dataset_list.h"
#include "ui/parts/texts.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace slipway;
using namespace Qt::StringLiterals;

class StoresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aDatasetIsPutWhereItIsWanted();
    void aDatasetIsCopiedToAFurtherStore();
    void howFarCopiesAreIsSaid_data();
    void howFarCopiesAreIsSaid();
    void aClusterIsAddedWithAStore();
    void withOneStoreNobodyIsAsked();
    void dataThatIsFarIsTold_data();
    void dataThatIsFarIsTold();
    void aJobWithFarDataOffersTheCopy();

private:
    void putClusterWithStore(const char* engine);

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void StoresTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    open_->running.platform->setAdministrator(true);
    QTRY_VERIFY(open_->isLoaded());
}

void StoresTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

void StoresTest::aDatasetIsPutWhereItIsWanted()
{
    open_->view().go(WorkbenchView::Place::Datasets);
    open_->view().datasets()->begin();
    auto* dialog = open_->window->findChild<UploadDialog*>();
    QVERIFY(dialog);
    auto* store = dialog->findChild<StoreBox*>(u"store"_s);
    QTRY_VERIFY(store->isVisible());
    QCOMPARE(store->accessibleName(), u"Store"_s);
    QCOMPARE(store->itemText(0), u"The platform's own"_s);
    QVERIFY(store->findText(u"west (does not answer)"_s) > 0);
    dialog->setFolder(QStringLiteral(SLIPWAY_SOURCE_DIR "/core"));
    auto* name = dialog->findChild<QLineEdit*>(u"name"_s);
    QTRY_VERIFY(!name->text().isEmpty());
    store->choose("east");
    dialog->setCurrentStep(1);
    QTRY_VERIFY(dialog->findChild<CopyBox*>()->text().contains(u"--store east"_s));
}

void StoresTest::aDatasetIsCopiedToAFurtherStore()
{
    open_->view().go(WorkbenchView::Place::Datasets);
    open_->view().datasets()->select("vision/food-101");
    QTRY_VERIFY(open_->view().datasets()->selected() &&
                open_->view().datasets()->selected()->resource.name == "food-101");
    auto* copy = open_->view().datasets()->findChild<QPushButton*>(u"copyToStore"_s);
    QTRY_VERIFY(copy->isVisible());
    QCOMPARE(copy->menu()->actions().size(), 2);  // Not to where it is.
    for (QAction* action : copy->menu()->actions()) {
        if (action->text() == u"east"_s)
            action->trigger();
    }
    QTRY_VERIFY(open_->running.platform->lastBody().find("\"copies\":[\"east\"]") != std::string::npos);
}

void StoresTest::howFarCopiesAreIsSaid_data()
{
    QTest::addColumn<QString>("phase");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("says");
    QTest::newRow("one that is there") << u"Ready"_s << QString() << u"home, east"_s;
    QTest::newRow("one on its way") << u"Copying"_s << QString() << u"home, east (12 files copied)"_s;
    QTest::newRow("one that gets on no further")
        << u"Copying"_s << u"It is away."_s << u"home, east (cannot be copied there now)"_s;
    QTest::newRow("one that goes") << u"Deleting"_s << QString() << u"home, east (being deleted)"_s;
}

void StoresTest::howFarCopiesAreIsSaid()
{
    QFETCH(QString, phase);
    QFETCH(QString, message);
    QFETCH(QString, says);
    DatasetStatus status;
    status.copies.push_back({"east", phase.toStdString(), 12, 34, message.toStdString()});
    QCOMPARE(Texts::datasetStores(status), says);
}

void StoresTest::aClusterIsAddedWithAStore()
{
    open_->running.platform->setFindings(
        R"({"findings":[{"check":"reach","verdict":"good","message":"It answers."}]})");
    open_->view().workspace().reconnect();
    QTRY_VERIFY(open_->view().workspace().account().administrator);
    open_->view().go(WorkbenchView::Place::Cluster);
    test::addClusterButton(open_->view())->click();
    auto* dialog = open_->window->findChild<StepDialog*>(u"addCluster"_s);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit*>(u"kubeconfig"_s)
        ->setText(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/ui/data/kubeconfig.yaml"));
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(finish->isEnabled());
    dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"far"_s);
    auto* store = dialog->findChild<StoreBox*>(u"store"_s);
    QTRY_VERIFY(store->isVisible());
    store->choose("east");
    dialog->next();
    QTRY_VERIFY(finish->isEnabled());
    dialog->next();
    QTRY_VERIFY(open_->view().workspace().find(Kind::Cluster, "far"));
    QCOMPARE(open_->view().workspace().find(Kind::Cluster, "far")->specAs<ClusterSpec>().store,
             std::string("east"));
}

void StoresTest::withOneStoreNobodyIsAsked()
{
    std::vector<CallHandle> gone;
    for (const char* name : {"east", "west"})
        gone.push_back(
            open_->view().workspace().session().remove(Kind::Store, {}, name, [](Result<void>) {}));
    QTRY_COMPARE(open_->view().workspace().items(Kind::Store).size(), std::size_t(1));
    open_->view().go(WorkbenchView::Place::Datasets);
    open_->view().datasets()->begin();
    auto* dialog = open_->window->findChild<UploadDialog*>();
    QVERIFY(dialog);
    QVERIFY(!dialog->findChild<StoreBox*>(u"store"_s)->isVisible());
}

void StoresTest::putClusterWithStore(const char* engine)
{
    ClusterSpec spec;
    spec.store = "east";
    open_->running.platform->put(test::made(Kind::Cluster, "far", write(spec),
                                            write(ClusterStatus{"Ready", "", engine, "", "", 1, 8, 1})));
    QTRY_VERIFY(open_->view().workspace().find(Kind::Cluster, "far"));
}

void StoresTest::dataThatIsFarIsTold_data()
{
    QTest::addColumn<bool>("is_job");
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("says");  // Empty: nothing.
    const QString afar = u"The dataset food-101 lies in home, and not in east beside the cluster far, so its "
                         "files come from afar."_s;
    QTest::newRow("a job reads from afar") << true << u"far"_s << "kubernetes"_ba << afar;
    QTest::newRow("an environment reads from afar") << false << u"far"_s << "kubernetes"_ba << afar;
    QTest::newRow("a machine that uses files in place waits")
        << true << u"far"_s << "local"_ba
        << u"The dataset food-101 lies in home, and not in east beside the cluster far, which uses files in "
           "place. It would wait for the dataset."_s;
    QTest::newRow("data that is near is not told") << true << u"local"_s << "kubernetes"_ba << QString();
    QTest::newRow("the platform chooses what is near") << true << QString() << "kubernetes"_ba << QString();
}

void StoresTest::dataThatIsFarIsTold()
{
    QFETCH(bool, is_job);
    QFETCH(QString, cluster);
    QFETCH(QByteArray, engine);
    QFETCH(QString, says);
    putClusterWithStore(engine.constData());
    if (is_job)
        open_->view().jobs()->begin();
    else
        open_->view().environments()->begin();
    auto* dialog = open_->window->findChild<StepDialog*>(is_job ? u"launchJob"_s : u"createEnvironment"_s);
    QVERIFY(dialog);
    auto* notice = dialog->findChild<FarDataNotice*>();
    dialog->findChild<DatasetList*>()->setNames({"food-101"});
    QVERIFY(notice->isHidden());
    dialog->findChild<ClusterBox*>()->setCluster(cluster.toStdString());
    QCOMPARE(notice->isHidden(), says.isEmpty());
    QCOMPARE(notice->findChild<QLabel*>(u"farDataText"_s)->text(), says);
    if (says.isEmpty())
        return;
    auto* copy = notice->findChild<QPushButton*>(u"copyNear"_s);
    QCOMPARE(copy->text(), u"Copy to east"_s);
    copy->click();
    QTRY_VERIFY(open_->running.platform->lastBody().find("\"copies\":[\"east\"]") != std::string::npos);
    // It is on its way then, and once it is there nothing is said any more.
    QTRY_VERIFY(copy->isHidden());
    Resource dataset = open_->running.platform->resource(Kind::Dataset, "food-101");
    DatasetStatus status = readDatasetStatus(*parseJson(dataset.status)).value();
    status.copies = {{"east", "Ready", 0, 0, {}}};
    dataset.status = dumpJson(write(status));
    open_->running.platform->put(dataset);
    QTRY_VERIFY(notice->isHidden());
}

void StoresTest::aJobWithFarDataOffersTheCopy()
{
    putClusterWithStore("kubernetes");
    JobSpec job;
    job.command = "true";
    job.datasets = {"food-101"};
    WorkloadStatus running = test::workload(Phase::Running, std::chrono::minutes(3));
    running.cluster = "far";
    open_->running.platform->put(test::made(Kind::Job, "apart", write(job), write(running)));
    QTRY_VERIFY(open_->view().workspace().find(Kind::Job, "vision/apart"));
    open_->view().goToItem(Kind::Job, "vision/apart");
    auto* notice = open_->view().jobs()->details()->findChild<FarDataNotice*>();
    QTRY_VERIFY(notice->isVisible());
    running = test::workload(Phase::Succeeded, std::chrono::minutes(3));
    running.cluster = "far";
    open_->running.platform->put(test::made(Kind::Job, "apart", write(job), write(running)));
    QTRY_VERIFY2(!notice->isVisible(), "nothing can be done about what is over");
}

QTEST_MAIN(StoresTest)
#include "stores_test.moc"
