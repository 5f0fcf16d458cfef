// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for volumes in the workbench, against a platform in memory.
#include "tests/ui/open_window.h"
#include "ui/environments/environment_page.h"
#include "ui/parts/details/fact_list.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/volumes/volume_details.h"
#include "ui/volumes/volume_page.h"
#include "ui/volumes/volume_text.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace slipway;
using namespace Qt::StringLiterals;

class VolumesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theListHasThoseOfProjectAndPeople();
    void filters_data();
    void filters();
    void theOverviewSaysWhatMountsIt();
    void aVolumeIsMade();
    void kindsOfAdministratorsAreTheirs_data();
    void kindsOfAdministratorsAreTheirs();
    void aSizeThatIsNoneIsToldBesideTheField();
    void aVolumeGrows();
    void deletingSaysWhatIsLost_data();
    void deletingSaysWhatIsLost();
    void whoMayNotChangeItCannotDeleteIt();
    void anEnvironmentMountsOne();

private:
    VolumePage& page() { return *open_->view().volumes(); }
    void put(const char* name, const VolumeSpec& spec, const VolumeStatus& status,
             const char* owner = "alice");
    void select(const char* name);
    QString fact(const QString& label);
    template <class Widget>
    Widget* find(const QString& name)
    {
        return open_->window->findChild<Widget*>(name);
    }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void VolumesTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    QTRY_VERIFY(open_->isLoaded());
    open_->view().go(WorkbenchView::Place::Volumes);
}

void VolumesTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

void VolumesTest::put(const char* name, const VolumeSpec& spec, const VolumeStatus& status, const char* owner)
{
    open_->running.platform->put(test::made(Kind::Volume, name, write(spec), write(status), owner));
    const std::string key = std::string("vision/") + name;
    QTRY_VERIFY(open_->view().workspace().find(Kind::Volume, key) &&
                open_->view().workspace().find(Kind::Volume, key)->specAs<VolumeSpec>() == spec);
}

void VolumesTest::select(const char* name)
{
    page().select(std::string("vision/") + name);
    QTRY_VERIFY(page().selected() && page().selected()->resource.name == name);
}

QString VolumesTest::fact(const QString& label)
{
    for (const Fact& one : page().details()->findChild<FactList*>()->facts())
        if (one.label == label)
            return one.value;
    return {};
}

void VolumesTest::theListHasThoseOfProjectAndPeople()
{
    QTRY_COMPARE(page().table()->filter()->rowCount(), 3);
    select("bobs-notes");
    QCOMPARE(fact(u"Who may mount it"_s), u"bob alone"_s);
    select("alices-notes");
    QCOMPARE(fact(u"Who may mount it"_s), u"You alone"_s);
    select("corpus");
    QCOMPARE(fact(u"Who may mount it"_s), u"The whole project"_s);
    QCOMPARE(fact(u"Size"_s), u"500 GiB"_s);
}

void VolumesTest::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows");
    QTest::newRow("by who may mount it") << u"scope:personal"_s << 2;
    QTest::newRow("one's own") << u"owner:me"_s << 2;
    QTest::newRow("by size") << u"size>1T"_s << 0;
    QTest::newRow("by state") << u"phase:ready"_s << 3;
}

void VolumesTest::filters()
{
    QFETCH(QString, filter);
    QTRY_COMPARE(page().table()->filter()->rowCount(), 3);
    page().findChild<FilterField*>(u"filter"_s)->setText(filter);
    QTEST(page().table()->filter()->rowCount(), "rows");
    QVERIFY(page().table()->filter()->filter().problems().isEmpty());
}

void VolumesTest::theOverviewSaysWhatMountsIt()
{
    select("corpus");
    QCOMPARE(fact(u"Mounted by"_s), u"Nothing now"_s);
    EnvironmentSpec environment;
    environment.volumes = {{"corpus", "/volumes/corpus"}};
    open_->running.platform->put(test::made(Kind::Environment, "lab", write(environment),
                                            write(test::workload(Phase::Released, std::chrono::minutes(3)))));
    JobSpec job;
    job.command = "true";
    job.volumes = environment.volumes;
    open_->running.platform->put(test::made(Kind::Job, "train", write(job),
                                            write(test::workload(Phase::Running, std::chrono::minutes(3)))));
    open_->running.platform->put(test::made(
        Kind::Job, "over", write(job), write(test::workload(Phase::Succeeded, std::chrono::minutes(3)))));
    QTRY_COMPARE(fact(u"Mounted by"_s), u"lab, train"_s);
}

void VolumesTest::aVolumeIsMade()
{
    page().begin();
    auto* dialog = find<StepDialog>(u"createVolume"_s);
    QVERIFY(dialog);
    QVERIFY2(!dialog->findChild<QComboBox*>(u"kind"_s)->isVisible(), "an engineer has no choice");
    dialog->findChild<QLineEdit*>(u"name"_s)->setText(u"scratch"_s);
    dialog->findChild<QLineEdit*>(u"size"_s)->setText(u"2 TiB"_s);
    dialog->findChild<QComboBox*>(u"scope"_s)->setCurrentIndex(1);
    dialog->setCurrentStep(1);
    QTRY_COMPARE(dialog->findChild<CopyBox*>()->text(),
                 u"slipwayctl --project vision volume create scratch --size 2TiB --personal"_s);
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(finish->isEnabled());
    dialog->next();
    QTRY_VERIFY(open_->view().workspace().find(Kind::Volume, "vision/scratch"));
    const auto& spec = open_->view().workspace().find(Kind::Volume, "vision/scratch")->specAs<VolumeSpec>();
    QCOMPARE(spec.size.count(), (2048_GiB).count());
    QVERIFY(spec.scope == VolumeScope::Personal);
    QTRY_VERIFY(page().selected() && page().selected()->resource.name == "scratch");
}

void VolumesTest::kindsOfAdministratorsAreTheirs_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("body");
    QTest::newRow("a claim that is there")
        << 1 << u"claim"_s << u"team-data"_s << u"\"claim\":\"team-data\""_s;
    QTest::newRow("what a CSI driver mounts")
        << 2 << u"driver"_s << u"hdfs.csi.example.org"_s << u"\"driver\":\"hdfs.csi.example.org\""_s;
}

void VolumesTest::kindsOfAdministratorsAreTheirs()
{
    QFETCH(int, kind);
    QFETCH(QString, field);
    QFETCH(QString, typed);
    QFETCH(QString, body);
    open_->running.platform->setAdministrator(true);
    open_->view().workspace().reconnect();
    QTRY_VERIFY(open_->view().workspace().account().administrator);
    page().begin();
    auto* dialog = find<StepDialog>(u"createVolume"_s);
    auto* box = dialog->findChild<QComboBox*>(u"kind"_s);
    QTRY_VERIFY(box->isVisible());
    box->setCurrentIndex(kind);
    QVERIFY(!dialog->findChild<QLineEdit*>(u"size"_s)->isVisible());
    auto* edit = dialog->findChild<QLineEdit*>(field);
    QVERIFY(edit->isVisible());
    auto* next = dialog->findChild<QPushButton*>(u"next"_s);
    QVERIFY2(!next->isEnabled(), "it is needed");
    edit->setText(typed);
    QTRY_VERIFY(next->isEnabled());
    dialog->next();
    QTRY_VERIFY(next->isEnabled());
    dialog->next();
    QTRY_VERIFY(open_->running.platform->lastBody().find(body.toStdString()) != std::string::npos);
}

void VolumesTest::aSizeThatIsNoneIsToldBesideTheField()
{
    page().begin();
    auto* dialog = find<StepDialog>(u"createVolume"_s);
    auto* size = dialog->findChild<QLineEdit*>(u"size"_s);
    auto* field = qobject_cast<FormField*>(size->parentWidget());
    size->setText(u"a lot"_s);
    QCOMPARE(field->error(), u"Write a number with its unit, such as 100 GiB."_s);
    QVERIFY(!dialog->findChild<QPushButton*>(u"next"_s)->isEnabled());
    size->setText(u"1 GiB"_s);
    QVERIFY(!field->hasError());
}

void VolumesTest::aVolumeGrows()
{
    select("corpus");
    page().details()->findChild<QPushButton*>(u"grow"_s)->click();
    auto* dialog = find<QDialog>(u"growVolume"_s);
    QVERIFY(dialog);
    auto* size = dialog->findChild<QLineEdit*>(u"size"_s);
    auto* grow = dialog->findChild<QPushButton*>(u"confirmGrow"_s);
    QVERIFY(grow->isEnabled());
    size->setText(u"100 GiB"_s);
    QVERIFY2(!grow->isEnabled(), "a volume never shrinks");
    QVERIFY(qobject_cast<FormField*>(size->parentWidget())->hasError());
    size->setText(u"600 GiB"_s);
    QVERIFY(grow->isEnabled());
    QCOMPARE(dialog->findChild<CopyBox*>()->text(),
             u"slipwayctl --project vision volume grow corpus 600GiB"_s);
    grow->click();
    QTRY_COMPARE(
        open_->view().workspace().find(Kind::Volume, "vision/corpus")->specAs<VolumeSpec>().size.count(),
        (600_GiB).count());
    QTRY_COMPARE(fact(u"Size"_s), u"600 GiB"_s);
}

void VolumesTest::deletingSaysWhatIsLost_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("the files of what the platform made")
        << 0 << u"Lost for ever: all files in it. It holds up to 500 GiB."_s;
    QTest::newRow("no file of a claim") << 1 << u"Lost: the way to its files, which are not touched."_s;
    QTest::newRow("no file of a CSI driver's")
        << 2 << u"Lost: the way to its files, which are not touched."_s;
}

void VolumesTest::deletingSaysWhatIsLost()
{
    QFETCH(int, kind);
    QFETCH(QString, says);
    VolumeSpec spec;
    spec.kind = static_cast<VolumeKind>(kind);
    if (spec.kind == VolumeKind::Shared)
        spec.size = 500_GiB;
    else if (spec.kind == VolumeKind::Claim)
        spec.claim = "team-data";
    else
        spec.csi.driver = "hdfs.csi.example.org";
    put("doomed", spec, {});
    select("doomed");
    page().details()->findChild<QPushButton*>(u"delete"_s)->click();
    auto* dialog = find<QDialog>(u"confirmDialog"_s);
    QVERIFY(dialog);
    QStringList texts;
    for (const QLabel* label : dialog->findChildren<QLabel*>())
        texts << label->text();
    QVERIFY2(texts.contains(says), qPrintable(texts.join(u'|')));
    dialog->accept();
    QTRY_VERIFY(!open_->view().workspace().find(Kind::Volume, "vision/doomed"));
}

void VolumesTest::whoMayNotChangeItCannotDeleteIt()
{
    open_->running.platform->setRole("engineer");
    open_->view().workspace().reconnect();
    QTRY_COMPARE(open_->view().workspace().account().roles.size(), std::size_t{2});
    QTRY_VERIFY(open_->view().workspace().account().roles[1].second == "engineer" ||
                open_->view().workspace().account().roles[0].second == "engineer");
    select("bobs-notes");
    auto* remove = page().details()->findChild<QPushButton*>(u"delete"_s);
    QVERIFY(!remove->isEnabled());
    QVERIFY(remove->toolTip().contains(u"bob"_s));
    select("corpus");
    QVERIFY(remove->isEnabled());
}

void VolumesTest::anEnvironmentMountsOne()
{
    open_->view().go(WorkbenchView::Place::Environments);
    open_->view().environments()->begin();
    auto* dialog = find<StepDialog>(u"createEnvironment"_s);
    auto* volumes = dialog->findChild<VolumeList*>();
    volumes->setMounts({{"corpus", "/data", true}});
    dialog->setCurrentStep(2);
    QTRY_VERIFY(dialog->findChild<CopyBox*>()->text().contains(u"--volume corpus:/data:ro"_s));
    auto* finish = dialog->findChild<QPushButton*>(u"next"_s);
    QTRY_VERIFY(finish->isEnabled());
    dialog->next();
    QTRY_VERIFY(open_->running.platform->lastBody().find(
                    R"("volumes":[{"name":"corpus","path":"/data","read_only":true}])") != std::string::npos);
}

QTEST_MAIN(VolumesTest)
#include "volumes_test.moc"
