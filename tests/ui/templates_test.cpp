// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for templates of jobs in the workbench, against a platform in memory.
#include "tests/ui/open_window.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/fact_list.h"
#include "ui/templates/template_details.h"
#include "ui/templates/template_page.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

using namespace slipway;
using namespace Qt::StringLiterals;

class TemplatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theyAreReachedFromJobs();
    void theyAreReachedFromThePalette();
    void aJobIsLaunchedFromOne();
    void oneIsRenamed();
    void aNameThatIsTakenIsToldBesideTheField();
    void oneIsDeleted();
    void others();

private:
    TemplatePage& page() { return *open_->view().templates(); }
    QPushButton* button(const QString& name) { return page().findChild<QPushButton*>(name); }
    void select(const char* name);
    bool isEngineer()
    {
        const auto& roles = open_->view().workspace().account().roles;
        return std::any_of(roles.begin(), roles.end(),
                           [](const auto& role) { return role.second == "engineer"; });
    }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void TemplatesTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    JobSpec job;
    job.command = "python3 finetune.py";
    job.flavor = "gpu-1";
    job.params = {{"lr", "0.0001"}};
    open_->running.platform->setRole("engineer");
    for (const char* owner : {"alice", "bob"})
        open_->running.platform->put(
            test::made(Kind::Template, owner == std::string("alice") ? "finetune" : "bobs-own",
                       write(TemplateSpec{"How we fine-tune", job}), Json::object(), owner));
    open_->view().workspace().reconnect();
    QTRY_VERIFY(open_->isLoaded());
    QTRY_VERIFY(open_->view().workspace().find(Kind::Template, "vision/bobs-own"));
    QTRY_VERIFY(isEngineer());
    open_->view().go(WorkbenchView::Place::Templates);
}

void TemplatesTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

void TemplatesTest::select(const char* name)
{
    page().select(std::string("vision/") + name);
    QTRY_VERIFY(page().selected() && page().selected()->resource.name == name);
}

void TemplatesTest::theyAreReachedFromJobs()
{
    open_->view().go(WorkbenchView::Place::Jobs);
    open_->view().jobs()->findChild<QPushButton*>(u"templates"_s)->click();
    QVERIFY(page().isVisible());
    QTRY_COMPARE(page().table()->filter()->rowCount(), 2);
    button(u"jobs"_s)->click();
    QVERIFY(open_->view().jobs()->isVisible());
}

void TemplatesTest::theyAreReachedFromThePalette()
{
    open_->view().go(WorkbenchView::Place::Home);
    open_->view().openPalette(u"finetune"_s);
    auto* list = open_->window->findChild<QDialog*>(u"palette"_s)->findChild<QListWidget*>();
    QTRY_VERIFY(!list->findItems(u"finetune  —  Template in vision"_s, Qt::MatchExactly).isEmpty());
    Q_EMIT list->itemActivated(
        list->findItems(u"finetune  —  Template in vision"_s, Qt::MatchExactly).front());
    QTRY_VERIFY(page().isVisible());
    QTRY_VERIFY(page().selected() && page().selected()->resource.name == "finetune");
}

void TemplatesTest::aJobIsLaunchedFromOne()
{
    select("finetune");
    button(u"launchFrom"_s)->click();
    auto* dialog = open_->window->findChild<StepDialog*>(u"launchJob"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QComboBox*>(u"origin"_s)->currentText(), u"Template finetune"_s);
    QCOMPARE(dialog->findChild<QLineEdit*>(u"command"_s)->text(), u"python3 finetune.py"_s);
    QVERIFY(open_->view().jobs()->isVisible());
}

void TemplatesTest::oneIsRenamed()
{
    select("finetune");
    button(u"rename"_s)->click();
    auto* dialog = open_->window->findChild<QDialog*>(u"renameTemplate"_s);
    QVERIFY(dialog);
    auto* rename = dialog->findChild<QPushButton*>(u"confirmRename"_s);
    QVERIFY2(!rename->isEnabled(), "it has that name");
    dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"finetune-vit"_s);
    rename->click();
    QTRY_VERIFY(open_->view().workspace().find(Kind::Template, "vision/finetune-vit"));
    QTRY_VERIFY(!open_->view().workspace().find(Kind::Template, "vision/finetune"));
    const ItemPtr renamed = open_->view().workspace().find(Kind::Template, "vision/finetune-vit");
    QCOMPARE(renamed->specAs<TemplateSpec>().job.command, std::string("python3 finetune.py"));
    QTRY_VERIFY(page().selected() && page().selected()->resource.name == "finetune-vit");
}

void TemplatesTest::aNameThatIsTakenIsToldBesideTheField()
{
    open_->running.platform->refuse("\"bobs-own\"", "name-taken", "name");
    select("finetune");
    button(u"rename"_s)->click();
    auto* dialog = open_->window->findChild<QDialog*>(u"renameTemplate"_s);
    auto* name = dialog->findChild<QLineEdit*>(u"name"_s);
    name->setText(u"bobs-own"_s);
    dialog->findChild<QPushButton*>(u"confirmRename"_s)->click();
    QTRY_VERIFY(qobject_cast<FormField*>(name->parentWidget())->hasError());
    QVERIFY(open_->view().workspace().find(Kind::Template, "vision/finetune"));
}

void TemplatesTest::oneIsDeleted()
{
    select("finetune");
    button(u"delete"_s)->click();
    open_->window->findChild<QDialog*>(u"confirmDialog"_s)->accept();
    QTRY_VERIFY(!open_->view().workspace().find(Kind::Template, "vision/finetune"));
}

/// Those of others can be started from, and not taken away.
void TemplatesTest::others()
{
    select("bobs-own");
    QVERIFY(button(u"launchFrom"_s)->isEnabled());
    QVERIFY(!button(u"rename"_s)->isEnabled());
    QVERIFY(!button(u"delete"_s)->isEnabled());
}

QTEST_MAIN(TemplatesTest)
#include "templates_test.moc"
