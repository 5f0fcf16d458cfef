// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for clusters in the workbench, against a platform in memory.
#include "core/json.h"
#include "core/kubeconfig/kubeconfig.h"
#include "tests/ui/open_window.h"
#include "ui/cluster/cluster_page.h"
#include "ui/jobs/job_page.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace slipway;
using namespace Qt::StringLiterals;

class ClustersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void onlyAnAdministratorAddsOne();
    void oneContextAloneLeavesThisComputer();
    void whatIsBadIsNamedWithARequest();
    void aKubeconfigThatCannotBeReadSaysWhy();
    void aTakenNameLeadsBackToItsField();
    void newWorkCanBeKeptAway();
    void whereAJobRunsIsChosen();

private:
    /// The dialog with the test's kubeconfig read.
    StepDialog* open();
    QLineEdit* edit(StepDialog& dialog, const QString& name) { return dialog.findChild<QLineEdit*>(name); }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void ClustersTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    open_->running.platform->setAdministrator(true);
    QTRY_VERIFY(open_->isLoaded());
    open_->view().workspace().reconnect();
    QTRY_VERIFY(open_->view().workspace().account().administrator);
    open_->view().go(WorkbenchView::Place::Cluster);
}

void ClustersTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

StepDialog* ClustersTest::open()
{
    test::addClusterButton(open_->view())->click();
    auto* dialog = open_->window->findChild<StepDialog*>(u"addCluster"_s);
    if (dialog == nullptr)
        return nullptr;
    edit(*dialog, u"kubeconfig"_s)
        ->setText(QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/ui/data/kubeconfig.yaml"));
    auto* context = dialog->findChild<QComboBox*>(u"context"_s);
    return QTest::qWaitFor([context] { return context->count() == 2; }) ? dialog : nullptr;
}

void ClustersTest::onlyAnAdministratorAddsOne()
{
    auto* add = test::addClusterButton(open_->view());
    open_->view().cluster()->findChild<QTabWidget*>()->setCurrentIndex(2);
    QVERIFY(add->isVisible());
    open_->running.platform->setAdministrator(false);
    open_->view().workspace().reconnect();
    QTRY_VERIFY(!add->isVisible());
}

void ClustersTest::oneContextAloneLeavesThisComputer()
{
    open_->running.platform->setFindings(
        R"({"findings":[{"check":"reach","verdict":"good","message":"It answers."}]})");
    StepDialog* dialog = open();
    QVERIFY(dialog);
    dialog->findChild<QComboBox*>(u"context"_s)->setCurrentText(u"edge"_s);
    QCOMPARE(edit(*dialog, u"name"_s)->text(), u"edge-2"_s);  // "edge" is taken.
    edit(*dialog, u"name"_s)->setText(u"far"_s);
    dialog->next();
    QCOMPARE(dialog->currentStep(), 1);
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(finish->isEnabled());
    QCOMPARE(finish->text(), u"Add"_s);
    dialog->next();
    QTRY_VERIFY(open_->view().workspace().find(Kind::Cluster, "far"));
    const Json body = parseJson(open_->running.platform->lastBody()).value();
    const auto config = Kubeconfig::parse(body["spec"].value("kubeconfig", ""), "/", "sent");
    QVERIFY(config);
    QCOMPARE(config->contexts(), std::vector<std::string>{"edge"});
    QTRY_VERIFY(!open_->window->findChild<StepDialog*>(u"addCluster"_s));
}

void ClustersTest::whatIsBadIsNamedWithARequest()
{
    StepDialog* dialog = open();
    QVERIFY(dialog);
    dialog->next();
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_COMPARE(finish->text(), u"Add anyway"_s);
    QVERIFY(dialog->findChild<CopyBox*>()->text().contains(u"resources: [secrets]"_s));
}

void ClustersTest::aKubeconfigThatCannotBeReadSaysWhy()
{
    StepDialog* dialog = open();
    QVERIFY(dialog);
    edit(*dialog, u"kubeconfig"_s)->setText(u"/no/such/kubeconfig"_s);
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QVERIFY(!finish->isEnabled());
    FormField* field = dialog->findChildren<FormField*>().front();
    QTRY_VERIFY2(field->error().contains(u"/no/such/kubeconfig"_s), qPrintable(field->error()));
    QCOMPARE(dialog->findChild<QComboBox*>(u"context"_s)->count(), 0);
}

void ClustersTest::aTakenNameLeadsBackToItsField()
{
    StepDialog* dialog = open();
    QVERIFY(dialog);
    edit(*dialog, u"name"_s)->setText(u"edge"_s);
    dialog->next();
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(finish->isEnabled());
    dialog->next();
    QTRY_COMPARE(dialog->currentStep(), 0);
    QCOMPARE(dialog->focusWidget(), edit(*dialog, u"name"_s));
}

void ClustersTest::newWorkCanBeKeptAway()
{
    QVERIFY(test::addClusterButton(open_->view()));
    auto* table = open_->view().cluster()->findChild<TableView*>(u"clusters"_s);
    QMenu menu;
    Q_EMIT table->contextMenuRequested(&menu, {u"lab"_s});
    const auto actions = menu.actions();
    const auto pause = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->text() == u"Take nothing new"_s;
    });
    QVERIFY(pause != actions.end());
    (*pause)->trigger();
    QTRY_VERIFY(open_->running.platform->lastBody().find("\"paused\":true") != std::string::npos);
}

void ClustersTest::whereAJobRunsIsChosen()
{
    open_->view().go(WorkbenchView::Place::Jobs);
    open_->view().jobs()->clone(open_->view().workspace().find(Kind::Job, "vision/resnet50-food101"));
    auto* dialog = open_->window->findChild<StepDialog*>();
    QVERIFY(dialog);
    auto* cluster = dialog->findChild<QComboBox*>(u"cluster"_s);
    QCOMPARE(cluster->count(), 4);
    QCOMPARE(cluster->currentText(), u"Chosen by the platform"_s);
    cluster->setCurrentIndex(cluster->findData(u"lab"_s));
    dialog->setCurrentStep(2);
    QTRY_VERIFY(dialog->findChild<CopyBox*>()->text().contains(u"--cluster lab"_s));
}

QTEST_MAIN(ClustersTest)
#include "clusters_test.moc"
