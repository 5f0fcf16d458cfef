// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/waiting.h"

#include "app/slipwayctl/await.h"
#include "client/resource_feed.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace slipway::ctl {
namespace {

/// The newest state of one resource, as a feed tells it.
class Watched {
public:
    Watched(std::string project, std::string name) : project_(std::move(project)), name_(std::move(name)) {}

    void reset(const std::vector<Resource>& all)
    {
        const auto found = std::ranges::find_if(all, [this](const Resource& one) { return isIt(one); });
        set(found == all.end() ? std::nullopt : std::optional(*found));
    }

    void change(const std::vector<FeedChange>& changes)
    {
        for (const FeedChange& change : changes)
            if (isIt(change.resource))
                set(change.removed ? std::nullopt : std::optional(change.resource));
    }

    /// Waits for news.
    std::optional<Resource> next()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return fresh_; });
        fresh_ = false;
        return resource_;
    }

private:
    bool isIt(const Resource& resource) const
    {
        return resource.name == name_ && resource.project == project_;
    }
    void set(std::optional<Resource> resource)
    {
        std::lock_guard lock(mutex_);
        resource_ = std::move(resource);
        fresh_ = true;
        changed_.notify_all();
    }

    const std::string project_, name_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Resource> resource_;
    bool fresh_ = false;
};

void tell(const WorkloadStatus& status)
{
    fmt::print(stderr, "{}{}{}\n", name(status.phase), status.message.empty() ? "" : ": ", status.message);
}

}  // namespace

void tellNotice(const WorkloadStatus& status)
{
    if (!status.notice.empty())
        fmt::print(stderr, "Note: {}\n", status.notice);
}

Result<WorkloadStatus> workloadStatusOf(const Resource& resource)
{
    const auto json = parseJson(resource.status);
    return json ? readWorkloadStatus(*json) : Result<WorkloadStatus>(propagate(json));
}

Result<Resource> follow(Session& session, Kind kind, const std::string& project, const std::string& name,
                        const std::function<Result<bool>(const Resource&)>& enough)
{
    const auto known = await<Resource>([&](auto done) { return session.get(kind, project, name, done); });
    if (!known)
        return known;
    const auto watched = std::make_shared<Watched>(project, name);
    FeedCallbacks callbacks;
    callbacks.on_reset = [watched](const std::vector<Resource>& all) { watched->reset(all); };
    callbacks.on_changes = [watched](const std::vector<FeedChange>& changes) { watched->change(changes); };
    callbacks.on_state = [](bool, const Error* error) {
        if (error)
            printError(*error);
    };
    const ResourceFeed feed(session, {kind}, std::move(callbacks));
    while (auto resource = watched->next()) {
        const auto done = enough(*resource);
        if (!done)
            return propagate(done);
        if (*done)
            return std::move(*resource);
    }
    return fail(ErrorCode::NotFound, fmt::format("{} {} was deleted.", info(kind).name, name), "not-found");
}

Result<WorkloadStatus> waitUntil(Session& session, Kind kind, const std::string& project,
                                 const std::string& name,
                                 const std::function<bool(const WorkloadStatus&)>& enough)
{
    std::string told, noticed;
    return follow(session, kind, project, name,
                  [&](const Resource& resource) -> Result<bool> {
                      const auto status = workloadStatusOf(resource);
                      if (!status)
                          return propagate(status);
                      const bool stale = status->observed_generation != 0 &&
                                         status->observed_generation < resource.generation;
                      if (!stale && enough(*status))
                          return true;
                      const std::string now_known =
                          fmt::format("{}|{}", slipway::name(status->phase), status->message);
                      if (std::exchange(told, now_known) != now_known)
                          tell(*status);
                      if (std::exchange(noticed, status->notice) != status->notice)
                          tellNotice(*status);
                      return false;
                  })
        .and_then(workloadStatusOf);
}

Result<ExitCode> waitForJob(Session& session, const std::string& project, const std::string& name)
{
    const auto status = waitUntil(session, Kind::Job, project, name,
                                  [](const WorkloadStatus& now_so) { return isTerminal(now_so.phase); });
    if (!status)
        return propagate(status);
    tell(*status);
    return status->phase == Phase::Succeeded ? ExitCode::Ok : ExitCode::NotAsWaitedFor;
}

Result<ExitCode> waitForEnvironment(Session& session, const std::string& project, const std::string& name)
{
    const auto status =
        waitUntil(session, Kind::Environment, project, name, [](const WorkloadStatus& now_so) {
            return now_so.phase == Phase::Running || now_so.phase == Phase::Failed ||
                   now_so.phase == Phase::Lost;
        });
    if (!status)
        return propagate(status);
    tell(*status);
    return status->phase == Phase::Running ? ExitCode::Ok : ExitCode::NotAsWaitedFor;
}

}  // namespace slipway::ctl
