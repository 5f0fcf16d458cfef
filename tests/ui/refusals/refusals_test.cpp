// SPDX-License-Identifier: GPL-3.0-or-later
// What a real slipwayd refuses, met in the real window as in life: somebody else deletes, takes or revokes
// what a person is about to use. What is wrong stands beside what is at fault, and nothing entered is lost.
#include "tests/ui/refusals/refusal_stage.h"
#include "ui/shell/workbench_view.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTest>

#include <functional>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

namespace {

/// What happens until something is refused.
using Story = std::function<void()>;

struct Sentence {
    QString english, chinese;
};

const Sentence deleted_flavor{
    u"Flavor \"short-lived\" does not exist. Choose one of: cpu-large, cpu-small, gpu-1, gpu-2, gpu-64."_s,
    u"规格“short-lived”不存在，请从这些中选择：cpu-large, cpu-small, gpu-1, gpu-2, gpu-64。"_s};
const Sentence never_fits{
    u"No machine can hold the flavor \"gpu-64\". Needs 64 GPUs; the machine has 2. Choose a smaller flavor."_s,
    u"平台上没有任何机器能满足该规格，请选择更小的规格。"_s};
const Sentence deleted_dataset{u"Dataset \"cats\" does not exist. There is none yet; make one first."_s,
                               u"所选的某个数据集已不存在，请另选。"_s};
const Sentence no_name{
    u"\"../../etc/passwd\" cannot be a name. Use 1 to 63 lower-case letters, digits and hyphens, starting "
    u"with "
    u"a letter and ending with a letter or digit."_s,
    u"名称最多 63 个字符，只能包含小写字母、数字和连字符，以字母开头，且不能以连字符结尾。"_s};
const Sentence no_member{
    u"There is no project \"%1\" that you are a member of. Check its name, or ask its manager to add you."_s,
    u"该项目不存在，或您不是其成员。请检查名称，或请其管理员将您加入。"_s};
const Sentence left_project{
    u"You are not a member of the project %1. Choose another one above, or ask its manager to add you."_s,
    u"您不是项目 %1 的成员。请在上方选择其他项目，或请其管理员将您加入。"_s};
const Sentence bad_signature{
    u"The signature does not match the request. Check the secret key, and that no proxy "
    u"on the way changes requests."_s,
    u"私有密钥与访问密钥不匹配，请检查两者。"_s};
const Sentence revoked_key{u"This access key was revoked. Use another, or make a new one."_s,
                           u"该访问密钥已被吊销，请新建一个。"_s};
const Sentence damaged_file{
    u"%2/profiles.yaml:3:1: This is no valid YAML (end of sequence flow not found). Correct "
    u"the line or remove the file."_s,
    u"连接文件在 %2/profiles.yaml:3:1 处损坏，请更正该行或删除该文件。"_s};

Sentence taken(const QString& by)
{
    return {u"The name \"mine\" is taken%1. Choose another name."_s.arg(by),
            u"该名称在项目中已被使用，请换一个。"_s};
}

/// "label: message" when the message is seen in the row of that label, below its editor.
QString rowOf(const FormField* field)
{
    QString label, message;
    for (const auto* text : field->findChildren<QLabel*>(Qt::FindDirectChildrenOnly)) {
        if (text->buddy() == field->editor())
            label = text->text();
        else if (text->isVisible() && text->y() >= field->editor()->geometry().bottom())
            message = text->text();
    }
    return label + u": "_s + message;
}

/// The label of the field that the next key goes to.
QString fieldWithFocus(const QWidget* window)
{
    for (const QWidget* widget = window->focusWidget(); widget; widget = widget->parentWidget())
        if (const auto* field = qobject_cast<const FormField*>(widget))
            return field->editor()->accessibleName();
    return {};
}

/// Everything that a window says is wrong: rows of fields, and banners. Screen readers are told the same.
QStringList messagesIn(const QWidget* window)
{
    QStringList all;
    for (const auto* field : window->findChildren<FormField*>())
        if (field->hasError() && field->editor()->accessibleDescription() == field->error())
            all << rowOf(field);
    for (const auto* banner : window->findChildren<ErrorBanner*>())
        if (banner->isVisible())
            all << banner->accessibleName();
    for (const auto* pane : window->findChildren<StatePane*>())
        if (pane->isVisible() &&
            (pane->state() == StatePane::State::Failed || pane->state() == StatePane::State::Refused))
            all << pane->accessibleDescription();
    return all;
}

}  // namespace

Q_DECLARE_METATYPE(Story)

class RefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { stage_->endScene(); }
    void messagesStandWhereTheyAreLookedFor_data();
    void messagesStandWhereTheyAreLookedFor();

private:
    static void addRows(const char* rule, const char* field, const Sentence& sentence, const Story& story);
    void addFlavorRows(RefusalStage& stage);
    void addDatasetRow(RefusalStage& stage);
    void addTakenRows(RefusalStage& stage);
    void addPathRows(RefusalStage& stage);
    void addProjectRows(RefusalStage& stage);
    void addKeyRows(RefusalStage& stage);
    void addFileRow(RefusalStage& stage);

    std::unique_ptr<RefusalStage> stage_;
};

void RefusalsTest::initTestCase()
{
    try {
        stage_ = std::make_unique<RefusalStage>();
    } catch (const demo::Failure& failure) {
        QFAIL(failure.what());
    }
}

void RefusalsTest::addRows(const char* rule, const char* field, const Sentence& sentence, const Story& story)
{
    QTest::newRow(rule) << u"en"_s << story << QString::fromUtf8(field) << sentence.english;
    QTest::addRow("%s, in Chinese", rule)
        << u"zh_CN"_s << story << QString::fromUtf8(field) << sentence.chinese;
}

void RefusalsTest::messagesStandWhereTheyAreLookedFor_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<Story>("story");
    QTest::addColumn<QString>("field");     // Its label; empty: a banner above all fields.
    QTest::addColumn<QString>("sentence");  // With %1 for the project, %2 for the folder of connections.
    addFlavorRows(*stage_);
    addDatasetRow(*stage_);
    addTakenRows(*stage_);
    addPathRows(*stage_);
    addProjectRows(*stage_);
    addKeyRows(*stage_);
    addFileRow(*stage_);
}

void RefusalsTest::addFlavorRows(RefusalStage& stage)
{
    addRows("a flavor deleted while an environment is created stands beside Flavor", "Flavor", deleted_flavor,
            [&stage] {
                stage.make(Kind::Flavor, "short-lived", R"({"cpus":1})");
                stage.connectAs(stage.eve());
                stage.startEnvironment(u"box"_s, u"short-lived"_s);
                stage.click("Next");
                stage.remove(Kind::Flavor, "short-lived");
                stage.finish("Create");
            });
    addRows("a flavor deleted while a job is launched stands beside Flavor", "Flavor", deleted_flavor,
            [&stage] {
                stage.make(Kind::Flavor, "short-lived", R"({"cpus":1})");
                stage.connectAs(stage.eve());
                stage.startJob(u"train"_s, u"short-lived"_s);
                stage.click("Next");
                stage.remove(Kind::Flavor, "short-lived");
                stage.finish("Launch");
            });
    addRows("a flavor deleted while it is looked at stays chosen, with the error beside Flavor", "Flavor",
            deleted_flavor, [&stage] {
                stage.make(Kind::Flavor, "short-lived", R"({"cpus":1})");
                stage.connectAs(stage.eve());
                stage.startEnvironment(u"box"_s, u"short-lived"_s);
                stage.remember();
                stage.remove(Kind::Flavor, "short-lived");
            });
    addRows("more GPUs for an environment than there are stand beside Flavor", "Flavor", never_fits,
            [&stage] {
                stage.connectAs(stage.eve());
                stage.startEnvironment(u"box"_s, u"gpu-64"_s);
                stage.remember();
            });
    addRows("more GPUs for a job than there are stand beside Flavor", "Flavor", never_fits, [&stage] {
        stage.connectAs(stage.eve());
        stage.startJob(u"train"_s, u"gpu-64"_s);
        stage.remember();
    });
}

void RefusalsTest::addDatasetRow(RefusalStage& stage)
{
    addRows("a dataset deleted while a job is launched stands beside Datasets", "Datasets", deleted_dataset,
            [&stage] {
                stage.make(Kind::Dataset, "cats", R"({"sealed":true})");
                stage.connectAs(stage.eve());
                stage.startJob(u"train"_s, u"cpu-small"_s);
                stage.check("Datasets", u"cats"_s);
                stage.click("Next");
                stage.remove(Kind::Dataset, "cats");
                stage.finish("Launch");
            });
}

void RefusalsTest::addTakenRows(RefusalStage& stage)
{
    addRows("a name taken while an environment is created stands beside Name", "Name",
            taken(u" by another environment"_s), [&stage] {
                stage.connectAs(stage.eve());
                stage.startEnvironment(u"mine"_s, u"cpu-small"_s);
                stage.click("Next");
                stage.make(Kind::Environment, "mine", R"({"released":true})");
                stage.finish("Create");
            });
    addRows("a name taken while a job is launched stands beside Name", "Name", taken(u" by another job"_s),
            [&stage] {
                stage.connectAs(stage.eve());
                stage.startJob(u"mine"_s, u"cpu-small"_s);
                stage.click("Next");
                stage.make(Kind::Job, "mine", R"({"command":"true"})");
                stage.finish("Launch");
            });
    addRows("a name taken while a dataset is reviewed stands beside Name", "Name", taken({}), [&stage] {
        stage.connectAs(stage.eve());
        stage.startDataset(u"mine"_s);
        stage.click("Next");
        stage.make(Kind::Dataset, "mine", R"({"sealed":true})");
        stage.finish("Upload *");
    });
}

void RefusalsTest::addPathRows(RefusalStage& stage)
{
    const QString path = u"../../etc/passwd"_s;
    addRows("a path as the name of an environment stands beside Name", "Name", no_name, [&stage, path] {
        stage.connectAs(stage.eve());
        stage.startEnvironment(path, {});
        stage.remember();
    });
    addRows("a path as the name of a job stands beside Name", "Name", no_name, [&stage, path] {
        stage.connectAs(stage.eve());
        stage.startJob(path, {});
        stage.remember();
    });
    addRows("a path as the name of a dataset, and so of its objects, stands beside Name", "Name", no_name,
            [&stage, path] {
                stage.connectAs(stage.eve());
                stage.startDataset(path);
                stage.remember();
            });
}

void RefusalsTest::addProjectRows(RefusalStage& stage)
{
    addRows("a project left while an environment is created is told above Create", "", no_member, [&stage] {
        stage.connectAs(stage.eve());
        stage.startEnvironment(u"box"_s, u"cpu-small"_s);
        stage.click("Next");
        stage.remove(Kind::Member, "eve");
        stage.finish("Create");
    });
    addRows("a project left while a job is launched is told above Launch", "", no_member, [&stage] {
        stage.connectAs(stage.eve());
        stage.startJob(u"train"_s, u"cpu-small"_s);
        stage.click("Next");
        stage.remove(Kind::Member, "eve");
        stage.finish("Launch");
    });
    addRows("a project left while a dataset is reviewed is told above Upload", "", no_member, [&stage] {
        stage.connectAs(stage.eve());
        stage.startDataset(u"pictures"_s);
        stage.click("Next");
        stage.remove(Kind::Member, "eve");
        stage.finish("Upload *");
    });
    addRows("a project left while it is looked at is told above its list", "", left_project, [&stage] {
        stage.connectAs(stage.eve());
        stage.frontWindow()->findChild<WorkbenchView*>()->go(WorkbenchView::Place::Environments);
        stage.remove(Kind::Member, "eve");
    });
}

void RefusalsTest::addKeyRows(RefusalStage& stage)
{
    addRows("a bad signature stands beside Secret key", "Secret key", bad_signature, [&stage] {
        Profile wrong = stage.eve();
        wrong.secret_key = "wrong";
        stage.enterKeys(wrong);
        stage.finish("Connect");
    });
    addRows("a revoked key stands beside Access key", "Access key", revoked_key, [&stage] {
        const NewAccessKey key = stage.newKey();
        stage.revoke(key);
        stage.enterKeys(stage.profileWith(key));
        stage.finish("Connect");
    });
    addRows("a key revoked while connected leads to Access key, with all but the secret filled in",
            "Access key", revoked_key, [&stage] {
                const NewAccessKey key = stage.newKey();
                stage.connectAs(stage.profileWith(key));
                stage.revoke(key);
                stage.click("Connect again…");
                stage.remember({u"serverUrl="_s + QString::fromStdString(stage.eve().server),
                                u"accessKey="_s + QString::fromStdString(key.access_key), u"secretKey="_s});
            });
    addRows("a key revoked while an environment is created is told above Create", "", revoked_key, [&stage] {
        const NewAccessKey key = stage.newKey();
        stage.connectAs(stage.profileWith(key));
        stage.startEnvironment(u"box"_s, u"cpu-small"_s);
        stage.click("Next");
        stage.revoke(key);
        stage.finish("Create");
    });
}

void RefusalsTest::addFileRow(RefusalStage& stage)
{
    addRows("a damaged file of connections is told with line and column", "", damaged_file, [&stage] {
        QDir().mkpath(stage.configDirectory());
        QFile file(stage.configDirectory() + u"/profiles.yaml"_s);
        if (!file.open(QIODevice::WriteOnly) || file.write("current: a\nprofiles: [\n") < 0)
            throw demo::Failure(file.errorString());
        file.close();
        stage.openWindow(std::nullopt);
    });
}

void RefusalsTest::messagesStandWhereTheyAreLookedFor()
{
    QFETCH(const QString, language);
    QFETCH(const Story, story);
    QFETCH(const QString, field);
    QFETCH(QString, sentence);
    try {
        stage_->beginScene(language);
        story();
    } catch (const demo::Failure& failure) {
        QFAIL(failure.what());
    }
    sentence.replace(u"%1"_s, stage_->project()).replace(u"%2"_s, stage_->configDirectory());
    const QStringList expected{field.isEmpty() ? sentence : stage_->word(field) + u": "_s + sentence};
    QTRY_COMPARE_WITH_TIMEOUT(messagesIn(stage_->frontWindow()), expected, 20'000);
    if (!field.isEmpty())
        QCOMPARE(fieldWithFocus(stage_->frontWindow()), stage_->word(field));
    const QStringList kept = stage_->entered();
    for (const QString& entry : stage_->remembered())
        QVERIFY2(kept.contains(entry), qPrintable(entry));
}

QTEST_MAIN(RefusalsTest)
#include "refusals_test.moc"
