// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/collect_command.h"

#include "net/relay/back_door.h"
#include "net/serve/server.h"
#include "runner/data/data_plan.h"
#include "runner/data/output_sync.h"
#include "runner/directory_watch.h"
#include "runner/pod/handed_file.h"
#include "runner/pod/last_words.h"
#include "runner/pod/pod_access.h"
#include "runner/pod/pod_service.h"

#include <fcntl.h>
#include <sys/file.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

namespace slipway {

namespace {

using Clock = std::chrono::steady_clock;

std::atomic<bool> asked_to_end = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // A signal's handler sets it.

constexpr std::chrono::milliseconds glance{50};
constexpr std::chrono::seconds rare_glance{1};
constexpr std::chrono::milliseconds last_answers{200};
constexpr int most_tries = 3;  // Of what has been tried several times each.

Result<std::string> readKey(const PodLayout& layout)
{
    std::string key = readHanded(layout.key() / "key");
    if (key.size() < 16)
        return fail(ErrorCode::DataLoss, "The collector was handed no key.");
    return key;
}

Result<std::unique_ptr<net::Server>> listen(const std::string& address,
                                            const std::shared_ptr<PodService>& service)
{
    net::ServerOptions options;
    options.address = address;
    options.workers = 4;  // Files may keep some of them busy.
    options.streaming_workers = 1;
    return net::Server::start(options, service);
}

/// The way to objects for all programs of the pod, where they have no other; null where they do.
Result<std::unique_ptr<net::BackDoor>> openStoreDoor(const PodLayout& layout, const std::string& key)
{
    const auto plan = parseDataPlan(readHanded(layout.key() / "data.json"));
    if (!plan || plan->store.endpoint != std::string("http://") + store_door)
        return nullptr;
    net::BackDoorOptions options;
    options.callers = store_door;
    options.backs = store_back;
    options.admit = [key](std::string_view hello) {
        const auto query = parseQuery(hello);
        return query && checkSignature(store_back_method, store_back_path, *query, key, now());
    };
    return net::BackDoor::open(std::move(options));
}

/// Whether main lived once and does not any more.
bool mainIsGone(const PodLayout& layout)
{
    const FileDescriptor lock(::open(layout.mainLock().c_str(), O_RDWR | O_CLOEXEC));
    return lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

/// What stores the task's outputs; nothing when they are not to be stored.
std::optional<OutputSync> outputsOf(const PodLayout& layout)
{
    const auto plan = parseDataPlan(readHanded(layout.key() / "data.json"));
    if (!plan || plan->outputs_prefix.empty())
        return std::nullopt;
    return OutputSync(TaskBucket(plan->store), plan->outputs_prefix, layout.attempt().path() / "outputs");
}

/// What posts the streams while nobody reads them; null when the pod was not told how.
std::shared_ptr<SegmentPoster> posterOf(const PodLayout& layout)
{
    const auto ways = parsePostWays(readHanded(layout.segments()));
    if (!ways)
        return nullptr;
    std::error_code error;
    const std::filesystem::path authorities = layout.storeAuthorities();
    return std::make_shared<SegmentPoster>(layout.attempt(), *ways,
                                           std::filesystem::exists(authorities, error) ? authorities.string()
                                                                                       : std::string());
}

void tell(SegmentPoster* poster, PodService& service)
{
    if (!poster)
        return;
    poster->noteReaders(service.followed());
    if (asked_to_end)
        poster->hurry();
}

/// Returns when there is a record of main's end, of its own or because it went without one.
void awaitEnd(const PodLayout& layout, std::optional<OutputSync>& outputs,
              const std::function<void()>& glimpse)
{
    const AttemptDirectory attempt = layout.attempt();
    std::error_code error;
    DirectoryWatch changes;
    while (!std::filesystem::exists(attempt.exitFile(), error)) {
        changes.add(layout.shared());
        changes.add(attempt.path());
        changes.wait(rare_glance);
        glimpse();
        if (outputs)
            (void)outputs->pass();  // What fails is tried again, and once more at the end.
        if (mainIsGone(layout) && !std::filesystem::exists(attempt.exitFile(), error))
            attempt.writeExit({ExitCause::Lost, {}, {}, "Its container ended without a record.", now()});
    }
}

/// The task's own files are worth waiting for, as long as the store takes them.
void storeRest(OutputSync& outputs)
{
    Result<void> stored = outputs.finish();
    for (int tries = 1; !stored && tries < most_tries; ++tries)
        stored = outputs.finish();
    if (!stored)
        std::fprintf(stderr, "Outputs could not be stored: %s\n", stored.error().message.c_str());
}

}  // namespace

int runPodCollect(const PodLayout& layout, const std::string& address)
{
    // The pod's end is main's: what Kubernetes asks for is asked of main too.
    std::signal(SIGTERM, [](int) { asked_to_end = true; });
    std::signal(SIGINT, SIG_IGN);
    const Result<std::string> key = readKey(layout);
    std::error_code error;
    std::filesystem::create_directories(layout.attempt().path(), error);
    const std::shared_ptr<SegmentPoster> poster = posterOf(layout);
    const auto service = std::make_shared<PodService>(layout, key.value_or(""), poster);
    const auto server = key ? listen(address, service) : propagate(key);
    if (!server)
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
    const auto door = key ? openStoreDoor(layout, *key) : nullptr;
    if (!door)
        std::fprintf(stderr, "%s\n", door.error().message.c_str());
    std::optional<OutputSync> outputs = outputsOf(layout);
    const auto glimpse = [&] { tell(poster.get(), *service); };
    awaitEnd(layout, outputs, glimpse);
    const auto end = Clock::now() + reader_patience;
    glimpse();
    if (poster)
        poster->conclude();
    if (outputs)
        storeRest(*outputs);
    DirectoryWatch nothing;
    while (server && !service->kept() && (Clock::now() < end || (poster && !poster->finished()))) {
        nothing.wait(glance);
        glimpse();
    }
    if (!service->kept())
        writeLastWords(layout.attempt(),
                       [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    std::fflush(stdout);
    if (server)
        (*server)->stop(last_answers);
    return server ? 0 : 1;
}

}  // namespace slipway
