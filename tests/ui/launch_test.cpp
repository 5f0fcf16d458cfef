// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialog that launches jobs starts from, says and keeps, against a platform in memory.
#include "core/resources/template_spec.h"
#include "core/yaml/yaml_documents.h"
#include "tests/ui/open_window.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/fact_list.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/status_badge.h"

#include <nlohmann/json.hpp>

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace slipway;
using namespace Qt::StringLiterals;

class LaunchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theLastJobOfTheProjectIsTheDefault();
    void aCloneMarksAndListsWhatDiffers();
    void whatTheFormDoesNotShowStays();
    void theVerdictStandsOnEveryStep();
    void whatIsRefusedIsSaidAtOnce();
    void theCostIsSaidWhereItIsKnown();
    void aJobIsKeptAsATemplateAndStartedFrom();
    void theYamlIsTheForm();

private:
    template <class Widget>
    Widget* named(const QString& name);
    StepDialog* launch(const std::string& like = {});
    StepDialog* dialog() { return open_->window->findChild<StepDialog*>(u"launchJob"_s); }
    QLineEdit* edit(const char* name) { return dialog()->findChild<QLineEdit*>(QLatin1String(name)); }
    QComboBox* box(const char* name) { return dialog()->findChild<QComboBox*>(QLatin1String(name)); }
    QStringList changedFields();
    QString fact(const QString& label);
    JobSpec made(const std::string& name);
    void finish();

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

template <class Widget>
Widget* LaunchTest::named(const QString& name)
{
    for (Widget* widget : open_->window->findChildren<Widget*>()) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

void LaunchTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    test::putAlicesDay(*open_->running.platform);
    QTRY_VERIFY(open_->isLoaded());
    QTRY_VERIFY(open_->view().workspace().find(Kind::Template, "vision/finetune"));
    open_->view().go(WorkbenchView::Place::Jobs);
}

void LaunchTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

/// The dialog, which starts from a job where one is named.
StepDialog* LaunchTest::launch(const std::string& like)
{
    const ItemPtr job = like.empty() ? nullptr : open_->view().workspace().find(Kind::Job, "vision/" + like);
    open_->view().jobs()->clone(job);
    return QTest::qWaitFor([this] { return dialog()->isVisible(); }) ? dialog() : nullptr;
}

void LaunchTest::finish()
{
    dialog()->setCurrentStep(2);
    auto* next = dialog()->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(next->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY(!dialog());
}

JobSpec LaunchTest::made(const std::string& name)
{
    const Resource job = open_->running.platform->resource(Kind::Job, name);
    return parseJson(job.spec).and_then(readJobSpec).value_or(JobSpec());
}

QStringList LaunchTest::changedFields()
{
    QStringList names;
    for (const FormField* field : dialog()->findChildren<FormField*>())
        if (field->isChanged())
            names << field->editor()->objectName();
    names.sort();
    return names;
}

QString LaunchTest::fact(const QString& label)
{
    dialog()->setCurrentStep(2);
    for (const Fact& fact : dialog()->findChild<FactList*>()->facts())
        if (fact.label == label)
            return fact.value;
    return {};
}

void LaunchTest::theLastJobOfTheProjectIsTheDefault()
{
    QVERIFY(launch());
    QCOMPARE(box("origin")->currentText(), u"An empty form"_s);
    edit("name")->setText(u"first"_s);
    edit("command")->setText(u"python3 first.py"_s);
    box("flavor")->setCurrentIndex(box("flavor")->findData(u"gpu-2"_s));
    finish();
    QVERIFY(launch());
    QCOMPARE(box("origin")->currentText(), u"What you launched last: first"_s);
    QCOMPARE(edit("name")->text(), u"first-2"_s);
    QCOMPARE(edit("command")->text(), u"python3 first.py"_s);
    QCOMPARE(box("flavor")->currentData().toString(), u"gpu-2"_s);
    QVERIFY2(changedFields().isEmpty(), "nothing was changed yet");
    delete dialog();
    open_->view().workspace().setProject("speech");
    QVERIFY(launch());
    QCOMPARE(edit("command")->text(), QString());
}

void LaunchTest::aCloneMarksAndListsWhatDiffers()
{
    QVERIFY(launch("resnet50-food101"));
    QVERIFY(changedFields().isEmpty());
    edit("command")->setText(u"python3 train.py --epochs 5"_s);
    box("flavor")->setCurrentIndex(box("flavor")->findData(u"gpu-1"_s));
    QCOMPARE(changedFields(), QStringList({u"command"_s, u"flavor"_s}));
    dialog()->setCurrentStep(2);
    QCOMPARE(fact(u"Changed from resnet50-food101"_s),
             u"command: python3 train.py --epochs 90 --batch 256 → python3 train.py --epochs 5\n"
             "flavor: gpu-2 → gpu-1"_s);
    box("flavor")->setCurrentIndex(box("flavor")->findData(u"gpu-2"_s));
    QCOMPARE(changedFields(), QStringList{u"command"_s});
}

void LaunchTest::whatTheFormDoesNotShowStays()
{
    JobSpec job;
    job.command = "true";
    job.flavor = "gpu-1";
    job.description = "A first try";
    job.dataset_access = DatasetAccess::Copy;
    open_->running.platform->put(
        test::made(Kind::Job, "quiet", write(job), write(test::workload(Phase::Succeeded))));
    QTRY_VERIFY(open_->view().workspace().find(Kind::Job, "vision/quiet"));
    QVERIFY(launch("quiet"));
    QVERIFY(changedFields().isEmpty());
    finish();
    QVERIFY(made("quiet-2") == job);
}

void LaunchTest::theVerdictStandsOnEveryStep()
{
    QVERIFY(launch("resnet50-food101"));
    auto* badge = dialog()->findChild<StatusBadge*>();
    for (int step = 0; step < 3; ++step) {
        dialog()->setCurrentStep(step);
        QTRY_VERIFY(badge->isVisible());
        QCOMPARE(badge->text(), u"Starts"_s);
    }
}

void LaunchTest::whatIsRefusedIsSaidAtOnce()
{
    open_->running.platform->refuse("\"flavor\":\"gpu-1\"", "strange-flavor", "spec.flavor");
    QVERIFY(launch("ocr-finetune"));
    auto* badge = dialog()->findChild<StatusBadge*>();
    QTRY_VERIFY(badge->isVisible());
    QCOMPARE(badge->text(), u"Refused"_s);
    QCOMPARE(dialog()->currentStep(), 0);
}

void LaunchTest::theCostIsSaidWhereItIsKnown()
{
    QVERIFY(launch("resnet50-food101"));
    QCOMPARE(fact(u"Cost"_s), u"4.50 USD per hour"_s);
    auto* limit = box("limit");
    limit->setCurrentIndex(limit->count() - 1);
    QVERIFY(fact(u"Cost"_s).startsWith(u"4.50 USD per hour · at most "_s));
    box("flavor")->setCurrentIndex(box("flavor")->findData(u"cpu-small"_s));
    QVERIFY2(fact(u"Cost"_s).isEmpty(), "nobody set a price for it");
}

void LaunchTest::aJobIsKeptAsATemplateAndStartedFrom()
{
    QVERIFY(launch("ocr-finetune"));
    edit("command")->setText(u"python3 ocr.py"_s);
    dialog()->setCurrentStep(2);
    QTest::mouseClick(named<QPushButton>(u"Save as template…"_s), Qt::LeftButton);
    auto* saving = open_->window->findChild<QDialog*>(u"saveTemplate"_s);
    QTRY_VERIFY(saving && saving->isVisible());
    named<QLineEdit>(u"Name"_s);
    saving->findChildren<QLineEdit*>().first()->setText(u"finetune"_s);
    QTest::mouseClick(named<QPushButton>(u"Save template"_s), Qt::LeftButton);
    const auto refused = [saving] {
        const auto fields = saving->findChildren<FormField*>();
        return std::any_of(fields.begin(), fields.end(), [](FormField* field) { return field->hasError(); });
    };
    QTRY_VERIFY2(refused(), "the name is taken");
    saving->findChildren<QLineEdit*>().first()->setText(u"ocr"_s);
    QTest::mouseClick(named<QPushButton>(u"Save template"_s), Qt::LeftButton);
    QTRY_VERIFY(open_->view().workspace().find(Kind::Template, "vision/ocr"));
    const ItemPtr kept = open_->view().workspace().find(Kind::Template, "vision/ocr");
    QCOMPARE(kept->specAs<TemplateSpec>().job.command, std::string("python3 ocr.py"));
    delete dialog();
    QVERIFY(launch());
    box("origin")->setCurrentText(u"Template ocr"_s);
    QCOMPARE(edit("command")->text(), u"python3 ocr.py"_s);
    QCOMPARE(edit("name")->text(), u"ocr"_s);
}

void LaunchTest::theYamlIsTheForm()
{
    QVERIFY(launch("resnet50-food101"));
    dialog()->setCurrentStep(2);
    QTest::mouseClick(named<QPushButton>(u"The same as a file for slipwayctl apply"_s), Qt::LeftButton);
    const auto documents =
        readYaml(dialog()->findChild<CopyBox*>()->text().toStdString() + "\n", "form.yaml");
    QVERIFY(documents && documents->size() == 1);
    const auto job = parseResource(documents->front().json);
    QVERIFY(job);
    QCOMPARE(job->name, std::string("resnet50-food101-2"));
    const auto spec = parseJson(job->spec).and_then(readJobSpec);
    const ItemPtr origin = open_->view().workspace().find(Kind::Job, "vision/resnet50-food101");
    QVERIFY(spec && *spec == origin->specAs<JobSpec>());
    QTest::mouseClick(named<QPushButton>(u"The same on the command line"_s), Qt::LeftButton);
    QVERIFY(dialog()->findChild<CopyBox*>()->text().startsWith(u"slipwayctl"_s));
}

QTEST_MAIN(LaunchTest)
#include "launch_test.moc"
