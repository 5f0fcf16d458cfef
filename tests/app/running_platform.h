// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resources/statuses.h"

#include <QProcess>
#include <QTemporaryDir>

#include <future>
#include <memory>

namespace slipway::test {

/// The real slipwayd of the build on a data directory of its own, and a session of its first user. Members of
/// it trust each other, so that tests may have several wherever they run.
class RunningPlatform {
public:
    /// `more` are arguments of slipwayd beside the usual ones, and count for more.
    explicit RunningPlatform(int gpus = 2, QStringList more = {}) : gpus_(gpus), more_(std::move(more)) {}
    /// Ends the server and whatever still runs on it.
    ~RunningPlatform();

    /// Starts slipwayd and waits until it is ready; may be called again after kill() or stop().
    [[nodiscard]] bool start();
    /// As a crash would: no warning, nothing flushed.
    void kill();
    void stop();

    struct Ended {
        int code = -1;
        QString output;  ///< Of both kinds, as it came.
    };
    /// The real slipwayctl as its first user.
    Ended ctl(const QStringList& arguments);

    Session& session() { return *session_; }
    QString dataDirectory() const { return directory_.filePath(QStringLiteral("data")); }
    QString path(const QString& name) const { return directory_.filePath(name); }

    /// Runs one call of the session to its answer.
    template <class T, class Start>
    Result<T> run(Start start)
    {
        auto promise = std::make_shared<std::promise<Result<T>>>();
        auto answer = promise->get_future();
        CallHandle handle = start([promise](Result<T> result) { promise->set_value(std::move(result)); });
        if (answer.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
            return fail(ErrorCode::DeadlineExceeded, "The call got no answer.");
        return answer.get();
    }

    /// How to reach it with a new key of this user, who need not be known.
    Result<Profile> profileOf(const std::string& user);

    /// Makes whatever it is, wherever it belongs.
    Result<Resource> make(const Resource& resource);
    Result<void> remove(Kind kind, const std::string& project, const std::string& name);

    /// Calls about things in the project "default".
    Result<Resource> get(Kind kind, const std::string& name);
    Result<Resource> create(Kind kind, const std::string& name, const std::string& spec);
    Result<Resource> act(Kind kind, const std::string& name, const std::string& verb);
    WorkloadStatus status(Kind kind, const std::string& name);
    bool reaches(Kind kind, const std::string& name, Phase phase, int timeout_ms = 60'000);

    /// The whole stored stream of a job's latest attempt.
    Result<std::string> stream(const std::string& job, const std::string& stream);

private:
    void endTasks();
    QString readyFile() const { return directory_.filePath(QStringLiteral("ready.json")); }
    bool connect();

    QTemporaryDir directory_;
    int gpus_;
    QStringList more_;
    std::unique_ptr<QProcess> server_;
    std::unique_ptr<Session> session_;
};

}  // namespace slipway::test
