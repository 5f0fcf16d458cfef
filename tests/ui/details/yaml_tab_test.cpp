// SPDX-License-Identifier: GPL-3.0-or-later
// The tab YAML of a real window on a real slipwayd: looked at, changed, refused, overtaken, applied.
#include "tests/ui/details/details_stage.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/details/yaml_tab.h"
#include "widgets/code/code_editor.h"
#include "widgets/code/diff_view.h"

#include <nlohmann/json.hpp>

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPushButton>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class YamlTabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { stage_->window.reset(); }
    void aChangeIsShownCheckedAndApplied();
    void thatCommentsAreNotKeptIsSaidBefore();
    void whatIsWrongIsMarkedWhereItStands();
    void whatMayNotChangeIsSaid();
    void aChangeOfAnotherIsSaidAndBothAreMerged();
    void theirsCanBeTakenAndMineKept();
    void draftsOutliveTabsAndAreAskedAboutBeforeTheyAreLost();
    void othersThingsAreReadOnlyOrNeedAReason();
    void theTextIsCopiedAndSaved();
    void pictures_data();
    void pictures();

private:
    void openYaml(const std::string& job);
    CodeEditor& editor() { return *tab_->editor(); }
    void edit(const QString& from, const QString& to);
    Resource job(const std::string& name) { return stage_->platform.get(Kind::Job, name).value(); }
    bool says(const QString& sentence) { return stage_->user.has(sentence); }
    QString problem();

    std::unique_ptr<DetailsStage> stage_;
    YamlTab* tab_ = nullptr;
};

void YamlTabTest::initTestCase()
{
    stage_ = std::make_unique<DetailsStage>();
}

void YamlTabTest::openYaml(const std::string& name)
{
    auto& view = stage_->view();
    stage_->user.waitUntil(u"the job is listed"_s,
                           [&] { return view.workspace().find(Kind::Job, "default/" + name) != nullptr; });
    view.go(WorkbenchView::Place::Jobs);
    view.jobs()->select("default/" + name);
    stage_->user.openTab(u"YAML"_s);
    tab_ = view.jobs()->findChild<YamlTab*>();
    QTRY_VERIFY(editor().toPlainText().contains(QString::fromStdString("name: " + name)));
}

/// Replaces a part of the text as by typing.
void YamlTabTest::edit(const QString& from, const QString& to)
{
    QTextCursor found = editor().document()->find(from);
    QVERIFY2(!found.isNull(), qPrintable(editor().toPlainText()));
    editor().setTextCursor(found);
    editor().setFocus();
    QTest::keyClicks(&editor(), to);
}

QString YamlTabTest::problem()
{
    auto* button = tab_->findChild<QPushButton*>(u"yamlProblem"_s);
    return button->isVisible() ? button->text() : QString();
}

void YamlTabTest::aChangeIsShownCheckedAndApplied()
{
    QVERIFY(stage_->platform.create(Kind::Job, "one", R"({"command":"sleep 600","description":"first"})"));
    stage_->open("admin");
    openYaml("one");
    QVERIFY(editor().toPlainText().startsWith(u"kind: Job\nproject: default\nname: one\nspec:\n"_s));
    QVERIFY2(!tab_->changes()->isVisible(), "nothing has changed yet");
    edit(u"first"_s, u"second"_s);
    QTRY_COMPARE(tab_->changes()->addedCount(), 1);
    QVERIFY(tab_->changes()->isVisible());
    QTRY_VERIFY(says(u"It can be applied: description: first -> second"_s));
    QCOMPARE(QString::fromStdString(job("one").spec).contains(u"second"_s), false);
    QTest::keyClick(&editor(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(says(u"Applied: description: first -> second"_s));
    QVERIFY(QString::fromStdString(job("one").spec).contains(u"second"_s));
    QVERIFY(!tab_->changes()->isVisible());
    QVERIFY(stage_->view().drafts().isEmpty());
}

void YamlTabTest::thatCommentsAreNotKeptIsSaidBefore()
{
    stage_->open("admin");
    openYaml("one");
    edit(u"spec:"_s, u"spec:  # as we tried it"_s);
    QTRY_VERIFY(says(u"It says what is so already. Comments, order and layout of your text are not kept."_s));
    edit(u"second"_s, u"third"_s);
    QTRY_VERIFY(
        says(u"It can be applied: description: second -> third. Comments, order and layout of your text "
             "are not kept."_s));
    edit(u"third"_s, u"second"_s);
    stage_->view().drafts().dropAll();
}

void YamlTabTest::whatIsWrongIsMarkedWhereItStands()
{
    QVERIFY(stage_->platform.create(Kind::Environment, "lab", R"({"flavor":"cpu-small","released":true})"));
    QVERIFY(stage_->platform.reaches(Kind::Environment, "lab", Phase::Released));
    auto& view = stage_->open("admin");
    view.go(WorkbenchView::Place::Environments);
    view.environments()->select("default/lab");
    stage_->user.openTab(u"YAML"_s);
    tab_ = view.environments()->findChild<YamlTab*>();
    QTRY_VERIFY(editor().toPlainText().contains(u"cpu-small"_s));
    edit(u"cpu-small"_s, u"gpu-77"_s);
    QTRY_VERIFY2(problem().startsWith(u"Line 5, column 3: spec.flavor: Flavor \"gpu-77\" does not exist."_s),
                 qPrintable(problem()));
    QCOMPARE(editor().marks().front().line, 5);
    QVERIFY(!stage_->user.has(u"Apply"_s));
    stage_->picture(u"yaml-error"_s);
    edit(u"flavor: gpu-77"_s, u"flavour: x"_s);
    QTRY_VERIFY2(problem().startsWith(u"Line 5, column 3: "_s) && problem().contains(u"flavour"_s),
                 qPrintable(problem()));
    edit(u"flavour: x"_s, u"flavor: [x"_s);
    QTRY_VERIFY2(problem().contains(u"no valid YAML"_s), qPrintable(problem()));
    editor().moveCursor(QTextCursor::Start);
    QTest::keyClick(&editor(), Qt::Key_F8);
    QCOMPARE(editor().textCursor().blockNumber() + 1, editor().marks().front().line);
    stage_->user.click(u"Revert"_s);
    QTRY_COMPARE(problem(), QString());
    QVERIFY(stage_->view().drafts().isEmpty());
}

void YamlTabTest::whatMayNotChangeIsSaid()
{
    QVERIFY(stage_->platform.create(Kind::Job, "frozen", R"({"command":"sleep 600"})"));
    stage_->open("admin");
    openYaml("frozen");
    QVERIFY(says(u"A job runs as it was submitted; only its description, retries and labels can change."_s));
    edit(u"sleep 600"_s, u"sleep 601"_s);
    QTRY_VERIFY2(problem().contains(u"cannot change any more: a job runs as it was submitted"_s),
                 qPrintable(problem()));
    edit(u"name: frozen"_s, u"name: other"_s);
    QTRY_VERIFY2(problem().startsWith(u"Line 3, column 1: "_s), qPrintable(problem()));
    stage_->view().drafts().dropAll();
}

void YamlTabTest::aChangeOfAnotherIsSaidAndBothAreMerged()
{
    QVERIFY(stage_->platform.create(Kind::Job, "both", R"({"command":"sleep 600","description":"first"})"));
    stage_->open("admin");
    openYaml("both");
    edit(u"first"_s, u"mine"_s);
    Resource theirs = job("both");
    Json spec = Json::parse(theirs.spec);
    spec["retries"] = 3;
    theirs.spec = dumpJson(spec);
    QVERIFY(stage_->platform.run<Resource>(
        [&](auto done) { return stage_->platform.session().update(theirs, std::move(done)); }));
    QTRY_VERIFY(says(u"Merge both"_s));
    QVERIFY2(editor().toPlainText().contains(u"mine"_s), "the text is kept");
    QVERIFY(says(u"It was changed meanwhile: retries: - -> 3. Your text is kept."_s));
    stage_->picture(u"yaml-conflict"_s);
    stage_->user.click(u"Merge both"_s);
    QTRY_VERIFY(says(u"It can be applied: description: first -> mine"_s));
    stage_->user.click(u"Apply"_s);
    QTRY_VERIFY(stage_->view().drafts().isEmpty());
    const Json merged = Json::parse(job("both").spec);
    QCOMPARE(merged["retries"].get<int>(), 3);
    QCOMPARE(merged["description"].get<std::string>(), std::string("mine"));
}

void YamlTabTest::theirsCanBeTakenAndMineKept()
{
    QVERIFY(stage_->platform.create(Kind::Job, "duel", R"({"command":"sleep 600","description":"first"})"));
    stage_->open("admin");
    openYaml("duel");
    for (const QString& choice : {u"Take theirs"_s, u"Keep mine"_s}) {
        edit(QString::fromStdString(Json::parse(job("duel").spec)["description"]), u"mine"_s);
        Resource theirs = job("duel");
        Json spec = Json::parse(theirs.spec);
        spec["description"] = "theirs-" + choice.left(4).toStdString();
        theirs.spec = dumpJson(spec);
        QVERIFY(stage_->platform.run<Resource>(
            [&](auto done) { return stage_->platform.session().update(theirs, std::move(done)); }));
        QTRY_VERIFY(says(choice));
        QVERIFY2(!says(u"Merge both"_s), "both changed the same member");
        stage_->user.click(choice);
        QTRY_VERIFY(!says(choice));
    }
    QVERIFY(editor().toPlainText().contains(u"description: mine"_s));
    stage_->user.click(u"Apply"_s);
    QTRY_COMPARE(Json::parse(job("duel").spec)["description"].get<std::string>(), std::string("mine"));
}

void YamlTabTest::draftsOutliveTabsAndAreAskedAboutBeforeTheyAreLost()
{
    QVERIFY(stage_->platform.create(Kind::Job, "kept", R"({"command":"sleep 600","description":"first"})"));
    auto& view = stage_->open("admin");
    openYaml("kept");
    edit(u"first"_s, u"draft"_s);
    stage_->user.openTab(u"Overview"_s);
    view.jobs()->select("default/one");
    stage_->user.openTab(u"YAML"_s);
    QVERIFY(!editor().toPlainText().contains(u"draft"_s));
    view.jobs()->select("default/kept");
    QVERIFY(editor().toPlainText().contains(u"description: draft"_s));
    stage_->window->close();
    QVERIFY2(stage_->window->isVisible(), "it asks first");
    QTRY_VERIFY(says(u"You changed the YAML of kept and have not applied it."_s));
    stage_->user.click(u"Cancel"_s);
    QVERIFY(editor().toPlainText().contains(u"description: draft"_s));
    stage_->window->close();
    stage_->user.click(u"Give up"_s);
    QTRY_VERIFY(!stage_->window->isVisible());
}

void YamlTabTest::othersThingsAreReadOnlyOrNeedAReason()
{
    QVERIFY(stage_->platform.create(Kind::Job, "others", R"({"command":"sleep 600","description":"first"})"));
    stage_->open("eve");
    openYaml("others");
    QVERIFY(editor().isReadOnly());
    QVERIFY(
        says(u"Read only. It belongs to admin. They, a manager of the project or an administrator may change "
             "it."_s));
    stage_->window.reset();
    stage_->open("mia", "manager");
    openYaml("others");
    edit(u"first"_s, u"hers"_s);
    QTRY_VERIFY(says(u"Why you change it"_s));
    stage_->user.click(u"Apply"_s);
    QVERIFY2(stage_->window->focusWidget()->objectName() == u"reason"_s, "the reason comes first");
    stage_->user.type(u"Why you change it"_s, u"for the team"_s);
    stage_->user.click(u"Apply"_s);
    QTRY_VERIFY(stage_->view().drafts().isEmpty());
    const auto history = stage_->platform.run<std::vector<HistoryEntry>>([&](auto done) {
        return stage_->platform.session().history(Kind::Job, "default", "others", std::move(done));
    });
    QVERIFY(history && !history->empty());
    QVERIFY(history->front().detail.find("for the team") != std::string::npos);
}

void YamlTabTest::theTextIsCopiedAndSaved()
{
    stage_->open("admin");
    openYaml("one");
    stage_->user.click(u"Copy"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), editor().toPlainText());
    stage_->user.click(u"Save as…"_s);
    auto* dialog = stage_->window->findChild<QFileDialog*>(u"saveText"_s);
    QVERIFY(dialog);
    const QString path = stage_->platform.path(u"one.yaml"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), editor().toPlainText());
    QCOMPARE(stage_->platform.ctl({u"apply"_s, u"-f"_s, path}).code, 0);
}

void YamlTabTest::pictures_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("language");
    QTest::newRow("light, English") << u"light"_s << u"en"_s;
    QTest::newRow("dark, Chinese") << u"dark"_s << u"zh_CN"_s;
}

void YamlTabTest::pictures()
{
    QFETCH(const QString, scheme);
    QFETCH(const QString, language);
    stage_->open("admin");
    openYaml("one");
    edit(u"second"_s, u"another description"_s);
    QTRY_VERIFY(tab_->changes()->addedCount() == 1);
    QTRY_VERIFY(says(u"It can be applied: *"_s));
    stage_->appearance->setScheme(scheme);
    stage_->appearance->setLanguage(language);
    stage_->picture(u"yaml-"_s + scheme + u'-' + language);
    stage_->appearance->setScheme(u"light"_s);
    stage_->appearance->setLanguage(u"en"_s);
    stage_->view().drafts().dropAll();
}

QTEST_MAIN(YamlTabTest)
#include "yaml_tab_test.moc"
