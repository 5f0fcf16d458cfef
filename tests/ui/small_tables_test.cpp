// SPDX-License-Identifier: GPL-3.0-or-later
// The filters above the tables within pages and details, against a platform in memory.
#include "tests/ui/open_window.h"
#include "ui/cluster/cluster_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTabWidget>

using namespace slipway;
using namespace Qt::StringLiterals;

class SmallTablesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void filters_data();
    void filters();
    void anUnknownKeyIsExplained();

private:
    /// The table of that name, shown.
    TableView* show(const QString& name);

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void SmallTablesTest::initTestCase()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    test::putAlicesDay(*open_->running.platform);
    test::putLargeCluster(*open_->running.platform, 8);
    const std::string now_text = formatTimestamp(now() - std::chrono::minutes(3));
    open_->running.platform->setHistory(
        R"({"items":[{"time":")" + now_text + R"(","user":"alice","action":"stop","detail":"enough"},)" +
        R"({"time":")" + now_text + R"(","user":"","action":"failed","detail":"exit code 1"},)" +
        R"({"time":"2026-01-01T00:00:00Z","user":"bob","action":"create","detail":"flavor gpu-2"}]})");
    for (const char* file : {"notes.md", "runs.csv"})
        open_->running.platform->putFile(file, "step,loss\n");
    open_->running.platform->putFile("weights.bin", std::string(2'000, 'w'));
    QTRY_VERIFY(open_->isLoaded());
    QTRY_VERIFY(open_->view().workspace().find(Kind::Node, "gpu-node-107"));
}

void SmallTablesTest::cleanupTestCase()
{
    open_.reset();
    frame_.reset();
}

TableView* SmallTablesTest::show(const QString& name)
{
    WorkbenchView& view = open_->view();
    if (const auto tab = QStringList{u"queue"_s, u"nodes"_s, u"clusters"_s}.indexOf(name); tab >= 0) {
        view.go(WorkbenchView::Place::Cluster);
        view.cluster()->findChild<QTabWidget*>()->setCurrentIndex(static_cast<int>(tab));
        return view.cluster()->findChild<TableView*>(name);
    }
    if (name == u"files"_s) {
        view.goToItem(Kind::Environment, "vision/notebook-1");
        view.environments()->details()->setCurrentTabName(name);
        return view.environments()->details()->findChild<TableView*>(name);
    }
    view.goToItem(Kind::Job, "vision/bert-pretrain");
    view.jobs()->details()->setCurrentTabName(name);
    return view.jobs()->details()->findChild<TableView*>(name);
}

void SmallTablesTest::filters_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* says, const QString& table, const QString& filter, int rows) {
        const QString field = table == u"queue"_s      ? u"queueFilter"_s
                              : table == u"nodes"_s    ? u"nodeFilter"_s
                              : table == u"clusters"_s ? u"clusterFilter"_s
                              : table == u"files"_s    ? u"fileFilter"_s
                              : table == u"replicas"_s ? u"replicaFilter"_s
                                                       : u"eventFilter"_s;
        QTest::newRow(says) << table << field << filter << rows;
    };
    row("the whole queue", u"queue"_s, QString(), 2);
    row("one's own of the queue", u"queue"_s, u"owner:me"_s, 1);
    row("what asks for many GPUs", u"queue"_s, u"gpu>=8"_s, 1);
    row("what has waited long", u"queue"_s, u"waits>30m"_s, 1);
    row("a word of the queue", u"queue"_s, u"vit"_s, 1);
    row("all nodes", u"nodes"_s, QString(), 9);
    row("nodes of a cluster", u"nodes"_s, u"cluster:lab"_s, 8);
    row("nodes with a model", u"nodes"_s, u"model:H100"_s, 8);
    row("nodes with all GPUs free", u"nodes"_s, u"free>=8"_s, 2);
    row("nodes with much memory", u"nodes"_s, u"memory>600G"_s, 8);
    row("nodes with few CPUs", u"nodes"_s, u"cpu<100"_s, 1);
    row("all clusters", u"clusters"_s, QString(), 3);
    row("clusters by how they are", u"clusters"_s, u"phase:away"_s, 1);
    row("clusters of a kind", u"clusters"_s, u"kind:kubernetes"_s, 2);
    row("clusters with many GPUs", u"clusters"_s, u"gpu>100"_s, 1);
    row("clusters with few nodes", u"clusters"_s, u"node<5"_s, 2);
    row("all files", u"files"_s, QString(), 3);
    row("files by their endings", u"files"_s, u".csv"_s, 1);
    row("files by size", u"files"_s, u"size>1K"_s, 1);
    row("files of late", u"files"_s, u"age<5m"_s, 0);
    row("all replicas", u"replicas"_s, QString(), 4);
    row("replicas by phase", u"replicas"_s, u"phase:running"_s, 3);
    row("replicas by name", u"replicas"_s, u"name:worker"_s, 3);
    row("replicas that have run", u"replicas"_s, u"runtime>1h"_s, 4);
    row("all events", u"events"_s, QString(), 3);
    row("one's own events", u"events"_s, u"who:me"_s, 1);
    row("events by what happened", u"events"_s, u"what:create"_s, 1);
    row("events of late", u"events"_s, u"age<1h"_s, 2);
    row("a word of events", u"events"_s, u"exit"_s, 1);
}

void SmallTablesTest::filters()
{
    QFETCH(QString, table);
    QFETCH(QString, field);
    QFETCH(QString, filter);
    QFETCH(int, rows);
    TableView* view = show(table);
    QVERIFY(view);
    const QAbstractItemModelTester tester(view->filter(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto* edit = open_->window->findChild<FilterField*>(field);
    QVERIFY(edit && edit->isVisible());
    QVERIFY(!edit->accessibleName().isEmpty());
    edit->setText(filter);
    QTRY_COMPARE(view->filter()->rowCount(), rows);
    QVERIFY2(view->filter()->filter().problems().isEmpty(), qPrintable(view->filter()->filter().hint()));
    edit->clear();
}

void SmallTablesTest::anUnknownKeyIsExplained()
{
    show(u"nodes"_s);
    auto* edit = open_->window->findChild<FilterField*>(u"nodeFilter"_s);
    edit->setText(u"colour:red"_s);
    QTRY_VERIFY(edit->hint()->isVisible());
    QVERIFY2(edit->hint()->text().contains(u"memory"_s), qPrintable(edit->hint()->text()));
    edit->clear();
    QVERIFY(!edit->hint()->isVisible());
}

QTEST_MAIN(SmallTablesTest)
#include "small_tables_test.moc"
