// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include "client/api/answers.h"
#include "client/api/api_request.h"
#include "client/stream_tail.h"
#include "core/json.h"
#include "net/fetch/fetcher.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <signal.h>

namespace slipway::test {

RunningPlatform::~RunningPlatform()
{
    stop();
    endTasks();
}

/// Tasks outlive their server by design, so each waiter is told to end.
void RunningPlatform::endTasks()
{
    QDirIterator attempts(dataDirectory() + QStringLiteral("/tasks"), {QStringLiteral("waiter.json")},
                          QDir::Files, QDirIterator::Subdirectories);
    while (attempts.hasNext()) {
        QFile record(attempts.next());
        const QString ended = QFileInfo(record).dir().filePath(QStringLiteral("exit.json"));
        if (QFile::exists(ended) || !record.open(QIODevice::ReadOnly))
            continue;
        ::kill(nlohmann::json::parse(record.readAll().toStdString()).at("pid").get<pid_t>(), SIGTERM);
        if (!QTest::qWaitFor([&] { return QFile::exists(ended); }, 10'000))
            qWarning("A task is still running: %s", qPrintable(record.fileName()));
    }
}

bool RunningPlatform::start()
{
    QFile::remove(readyFile());
    server_ = std::make_unique<QProcess>();
    server_->setStandardErrorFile(directory_.filePath(QStringLiteral("slipwayd.log")), QIODevice::Append);
    server_->start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayd"),
                   QStringList{QStringLiteral("--data"), dataDirectory(), QStringLiteral("--listen"),
                               QStringLiteral("127.0.0.1:0"), QStringLiteral("--s3-listen"),
                               QStringLiteral("127.0.0.1:0"), QStringLiteral("--engine"),
                               QStringLiteral("local"), QStringLiteral("--simulate-gpus"),
                               QString::number(gpus_), QStringLiteral("--trust-members"),
                               QStringLiteral("--ready-file"), readyFile()} +
                       more_);
    return QTest::qWaitFor([this] { return QFile::exists(readyFile()); }, 20'000) && connect();
}

void RunningPlatform::kill()
{
    ::kill(pid_t(server_->processId()), SIGKILL);
    server_->waitForFinished();
}

void RunningPlatform::stop()
{
    if (!server_ || server_->state() == QProcess::NotRunning)
        return;
    server_->terminate();
    if (!server_->waitForFinished(20'000))
        kill();
}

RunningPlatform::Ended RunningPlatform::ctl(const QStringList& arguments)
{
    const auto ended = [this](const QStringList& words) -> Ended {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setEnvironment(
            QProcess::systemEnvironment() +
            QStringList{QStringLiteral("XDG_CONFIG_HOME=") + path(QStringLiteral("config")),
                        QStringLiteral("SLIPWAY_SECRET_KEY=") +
                            QString::fromStdString(session().profile().secret_key)});
        process.start(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipwayctl"), words);
        if (!process.waitForFinished(200'000))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
    };
    const Profile& profile = session().profile();
    QStringList words{QStringLiteral("profile"),
                      QStringLiteral("add"),
                      QStringLiteral("test"),
                      QStringLiteral("--server"),
                      QString::fromStdString(profile.server),
                      QStringLiteral("--access-key"),
                      QString::fromStdString(profile.access_key)};
    if (!profile.ca_file.empty())
        words += QStringList{QStringLiteral("--ca-file"), QString::fromStdString(profile.ca_file)};
    const Ended added = ended(words);
    return added.code == 0 ? ended(arguments) : added;
}

Result<Resource> RunningPlatform::get(Kind kind, const std::string& name)
{
    return run<Resource>([&](Answer<Resource> done) { return session().get(kind, "default", name, done); });
}

Result<Resource> RunningPlatform::create(Kind kind, const std::string& name, const std::string& spec)
{
    Resource resource;
    resource.kind = kind;
    resource.project = "default";
    resource.name = name;
    resource.spec = spec;
    return make(resource);
}

Result<Resource> RunningPlatform::make(const Resource& resource)
{
    return run<Resource>(
        [&](Answer<Resource> done) { return session().create(resource, Session::DryRun::No, done); });
}

Result<void> RunningPlatform::remove(Kind kind, const std::string& project, const std::string& name)
{
    return run<void>([&](Answer<void> done) { return session().remove(kind, project, name, done); });
}

Result<Profile> RunningPlatform::profileOf(const std::string& user)
{
    Profile profile = session().profile();
    ApiRequest request;
    request.method = "POST";
    request.path = collectionPath(Kind::AccessKey, {});
    request.body = dumpJson({{"owner", user}, {"spec", nlohmann::json::object()}});
    const auto to_send = signedRequest(profile, request);
    if (!to_send)
        return propagate(to_send);
    const auto key = answerBody(net::Fetcher().run(*to_send)).and_then(readNewAccessKey);
    if (!key)
        return propagate(key);
    profile.access_key = key->access_key;
    profile.secret_key = key->secret_key;
    return profile;
}

Result<Resource> RunningPlatform::act(Kind kind, const std::string& name, const std::string& verb)
{
    return run<Resource>(
        [&](Answer<Resource> done) { return session().act(kind, "default", name, verb, done); });
}

WorkloadStatus RunningPlatform::status(Kind kind, const std::string& name)
{
    const Result<Resource> resource = get(kind, name);
    return resource ? readWorkloadStatus(*parseJson(resource->status)).value_or(WorkloadStatus{})
                    : WorkloadStatus{};
}

bool RunningPlatform::reaches(Kind kind, const std::string& name, Phase phase, int timeout_ms)
{
    return QTest::qWaitFor([&] { return status(kind, name).phase == phase; }, timeout_ms);
}

Result<std::string> RunningPlatform::stream(const std::string& job, const std::string& stream)
{
    auto bytes = std::make_shared<std::string>();
    auto ended = std::make_shared<std::promise<Result<void>>>();
    auto end = ended->get_future();
    StreamTail tail(session(), StreamAddress{Kind::Job, "default", job, stream, 0, 0}, StreamTail::Follow::No,
                    TailCallbacks{[bytes](std::string piece) { *bytes += piece; }, nullptr,
                                  [ended](Result<void> result) { ended->set_value(std::move(result)); }});
    if (end.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
        return fail(ErrorCode::DeadlineExceeded, "The stream did not end.");
    if (Result<void> result = end.get(); !result)
        return propagate(result);
    return *bytes;
}

bool RunningPlatform::connect()
{
    QFile ready(readyFile());
    if (!ready.open(QIODevice::ReadOnly))
        return false;
    const auto json = nlohmann::json::parse(ready.readAll().toStdString());
    QFile secret(QString::fromStdString(json.at("secret_key_file").get<std::string>()));
    if (!secret.open(QIODevice::ReadOnly))
        return false;
    Profile profile;
    profile.name = "test";
    profile.server = json.at("api").get<std::string>();
    profile.access_key = json.at("access_key").get<std::string>();
    profile.secret_key = secret.readAll().trimmed().toStdString();
    profile.ca_file = json.value("ca", std::string());
    session_ = std::make_unique<Session>(profile, std::make_shared<net::Fetcher>(),
                                         [](std::function<void()> closure) { closure(); });
    return true;
}

}  // namespace slipway::test
