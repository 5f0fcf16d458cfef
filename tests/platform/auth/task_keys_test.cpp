// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/task_keys.h"

#include "core/json.h"
#include "core/resources/statuses.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class TaskKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keysAreReadAsTheyAreWritten_data();
    void keysAreReadAsTheyAreWritten();
    void aKeyActsForItsOwnerWithinItsScope();
    void aKeyLivesAsLongAsItsAttempt_data();
    void aKeyLivesAsLongAsItsAttempt();
    void aKeyEndsWithItsOwnersRights();
    void theSecretIsMadeOnceAndKeptSealed();

private:
    Resource put(Kind kind, const std::string& project, const std::string& name, const Json& spec,
                 const std::string& owner = "alice");
    Resource running(Kind kind, Phase phase = Phase::Running, std::int64_t attempt = 2);
    std::string problemOf(const Resource& workload, std::int64_t attempt = 2)
    {
        const auto caller = authenticator_->caller(accessKeyOf({workload.id, attempt}));
        return caller ? std::string("lives") : caller.error().type;
    }

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> secrets_;
    std::unique_ptr<Authenticator> authenticator_;
};

void TaskKeysTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    const std::filesystem::path directory = directory_->path().toStdString();
    store_ = std::move(*Store::open(directory / "slipway.db"));
    secrets_ = std::make_unique<SecretBox>(*SecretBox::open(directory / "master.key"));
    QVERIFY(openTaskSecret(*store_, *secrets_));
    authenticator_ = std::make_unique<Authenticator>(*store_, *secrets_);
    put(Kind::Project, "", "vision", Json::object());
    put(Kind::Member, "vision", "alice", {{"user", "alice"}, {"role", "engineer"}});
}

void TaskKeysTest::cleanup()
{
    authenticator_.reset();
    store_.reset();
}

Resource TaskKeysTest::put(Kind kind, const std::string& project, const std::string& name, const Json& spec,
                           const std::string& owner)
{
    Resource made;
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        Resource resource;
        resource.kind = kind;
        resource.project = project;
        resource.name = name;
        resource.owner = owner;
        resource.spec = dumpJson(spec);
        auto created = transaction.create(resource);
        if (created)
            made = *created;
        return created ? Result<void>() : propagate(created);
    });
    Q_ASSERT(written);
    return made;
}

Resource TaskKeysTest::running(Kind kind, Phase phase, std::int64_t attempt)
{
    const Resource made = put(kind, "vision", "train", Json::object());
    const auto changed = modify(*store_, made.id, [&](Resource& resource) -> Result<void> {
        WorkloadStatus status;
        status.phase = phase;
        status.attempt = attempt;
        resource.status = dumpJson(write(status));
        return {};
    });
    Q_ASSERT(changed);
    return *changed;
}

void TaskKeysTest::keysAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("workload");
    QTest::addColumn<qint64>("attempt");

    const auto row = [](const char* name, const char* text, const char* workload, qint64 attempt) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(workload) << attempt;
    };
    row("of a job", "TASK-job-7f3k9q-2", "job-7f3k9q", 2);
    row("what signs forms", "STREAMS-job-7f3k9q-2", "job-7f3k9q", 2);
    row("of a late attempt", "TASK-env-7f3k9q-9223372036854775807", "env-7f3k9q", 9223372036854775807);
    row("a key of a person", "SLIP7F3K9Q7F3K9Q7F3K", "", 0);
    row("no attempt", "TASK-job-7f3k9q", "", 0);
    row("attempt zero", "TASK-job-7f3k9q-0", "", 0);
    row("a negative attempt", "TASK-job-7f3k9q--1", "", 0);
    row("a leading zero", "TASK-job-7f3k9q-02", "", 0);
    row("an attempt that overflows", "TASK-job-7f3k9q-9223372036854775808", "", 0);
    row("letters behind", "TASK-job-7f3k9q-2x", "", 0);
    row("no workload", "TASK--2", "", 0);
    row("nothing", "", "", 0);
}

void TaskKeysTest::keysAreReadAsTheyAreWritten()
{
    QFETCH(QString, text);
    QFETCH(QString, workload);
    QFETCH(qint64, attempt);
    const auto key = readTaskKey(text.toStdString());
    QCOMPARE(key.has_value(), !workload.isEmpty());
    if (!key)
        return;
    QCOMPARE(QString::fromStdString(key->workload.text()), workload);
    QCOMPARE(key->attempt, attempt);
    QCOMPARE(QString::fromStdString(accessKeyOf(*key)), text);
}

void TaskKeysTest::aKeyActsForItsOwnerWithinItsScope()
{
    const Resource job = running(Kind::Job);
    const auto caller = authenticator_->caller(accessKeyOf({job.id, 2}));
    QVERIFY(caller && caller->task);
    QCOMPARE(caller->user, std::string("alice"));
    QCOMPARE(caller->task->writes, "jobs/train/" + job.id.text() + "/");
    QVERIFY(caller->may(Role::Engineer, "vision") && !caller->may(Role::Manager, "vision"));
    QVERIFY(!caller->may(Role::Viewer, "speech"));
    const auto environment = authenticator_->caller(accessKeyOf({running(Kind::Environment).id, 2}));
    QVERIFY(environment && environment->task);
    QCOMPARE(environment->task->writes, std::string());
}

void TaskKeysTest::aKeyLivesAsLongAsItsAttempt_data()
{
    QTest::addColumn<QString>("phase");
    QTest::addColumn<qint64>("attempt");
    QTest::addColumn<QString>("problem");

    for (const char* phase : {"Starting", "Running", "Stopping"})
        QTest::newRow(phase) << QString::fromLatin1(phase) << qint64(2) << QStringLiteral("lives");
    for (const char* phase : {"Pending", "Queued", "Succeeded", "Failed", "Stopped", "Lost"})
        QTest::newRow(phase) << QString::fromLatin1(phase) << qint64(2) << QStringLiteral("expired-key");
    QTest::newRow("of the attempt before")
        << QStringLiteral("Running") << qint64(3) << QStringLiteral("expired-key");
    QTest::newRow("of an attempt to come")
        << QStringLiteral("Running") << qint64(1) << QStringLiteral("expired-key");
}

void TaskKeysTest::aKeyLivesAsLongAsItsAttempt()
{
    QFETCH(QString, phase);
    QFETCH(qint64, attempt);
    QFETCH(QString, problem);
    const auto named = phaseNamed(phase.toStdString());
    QVERIFY(named.has_value());
    const Resource job = running(Kind::Job, *named, attempt);
    QCOMPARE(QString::fromStdString(problemOf(job)), problem);
}

void TaskKeysTest::aKeyEndsWithItsOwnersRights()
{
    const Resource job = running(Kind::Job);
    QCOMPARE(problemOf(job), std::string("lives"));
    const auto member = store_->get(Kind::Member, "vision", "alice");
    QVERIFY(member);
    const auto changed = modify(*store_, member->id, [](Resource& resource) -> Result<void> {
        resource.spec = R"({"user":"alice","role":"viewer"})";
        return {};
    });
    QVERIFY(changed);
    QCOMPARE(problemOf(job), std::string("revoked-key"));
    QVERIFY(store_->write([&](Transaction& transaction) { return transaction.remove(job.id); }));
    QCOMPARE(problemOf(job), std::string("expired-key"));
}

void TaskKeysTest::theSecretIsMadeOnceAndKeptSealed()
{
    const auto first = openTaskSecret(*store_, *secrets_);
    const auto second = openTaskSecret(*store_, *secrets_);
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
    QVERIFY(first->size() >= 40);
    const auto kept = store_->record("secrets", task_secret_record);
    QVERIFY(kept && *kept && (*kept)->find(*first) == std::string::npos);
    QVERIFY(secretKeyOf(*first, "TASK-job-a-1") != secretKeyOf(*first, "TASK-job-a-2"));
}

QTEST_GUILESS_MAIN(TaskKeysTest)
#include "task_keys_test.moc"
