// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/platform_process.h"
#include "bench/harness/seeded_jobs.h"
#include "bench/harness/stream_readers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t readers = 10'000;
constexpr std::size_t rounds = 20;
constexpr const char* changed_job = "projects/default/jobs/job-000000";

/// What a run with so many watches and so many log tails showed.
class Watches {
public:
    Watches(PlatformProcess& platform, std::size_t watches, std::size_t tails)
        : platform_(platform), watches_(watches), tails_(tails)
    {
    }

    Result<void> run()
    {
        auto client = platform_.client();
        if (!client)
            return propagate(client);
        client_.emplace(std::move(*client));
        auto job = client_->get(changed_job);
        if (!job)
            return propagate(job);
        spec_ = job->at("spec");
        if (auto opened = open(); !opened)
            return opened;
        for (std::size_t i = 0; i < rounds; ++i) {
            if (auto changed = change(fmt::format("round-{:04}", i)); !changed)
                return changed;
            if (auto printed = printLine(fmt::format("line-{:04}", i)); !printed)
                return printed;
            resident_mib = std::max(resident_mib, platform_.process().residentMib());
        }
        return {};
    }

    std::vector<double> milliseconds;
    double resident_mib = 0;

private:
    Result<void> open()
    {
        const RequestSigner signer = platform_.signer();
        const auto watch = [&] { return signer.request("GET", "/api/v1/watch", {{"kinds", "Job"}}); };
        if (auto opened = readers_.open(platform_.port(), watches_, watch); !opened || tails_ == 0)
            return opened;
        // The job prints what is written into this pipe.
        const std::string pipe = platform_.path("lines");
        if (::mkfifo(pipe.c_str(), 0600) != 0)
            return fail(ErrorCode::Unavailable,
                        std::string("No pipe could be made: ") + std::strerror(errno));
        const Json job{{"name", "printer"}, {"spec", {{"command", "exec cat " + pipe}}}};
        if (auto made = client_->post("projects/default/jobs", job); !made)
            return propagate(made);
        lines_ = FileDescriptor(::open(pipe.c_str(), O_WRONLY | O_CLOEXEC));  // Returns once the job reads.
        const auto tail = [&] {
            return signer.request("GET", "/api/v1/projects/default/jobs/printer/streams/log",
                                  {{"follow", "true"}});
        };
        return readers_.open(platform_.port(), tails_, tail);
    }

    Result<void> change(const std::string& mark)
    {
        const Json wanted{{"labels", {{"round", mark}}}, {"spec", spec_}};
        if (auto put = client_->put(changed_job, wanted); !put)
            return propagate(put);
        return await(mark, 0, watches_);
    }

    Result<void> printLine(const std::string& mark)
    {
        if (tails_ == 0)
            return {};
        const std::string line = mark + "\n";
        if (::write(lines_.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            return fail(ErrorCode::Unavailable, "The job takes no lines any more.");
        return await(mark, watches_, watches_ + tails_);
    }

    Result<void> await(const std::string& mark, std::size_t first, std::size_t last)
    {
        const auto waited = readers_.waitFor(mark, first, last, Clock::now());
        if (!waited)
            return propagate(waited);
        milliseconds.insert(milliseconds.end(), waited->begin(), waited->end());
        return {};
    }

    PlatformProcess& platform_;
    const std::size_t watches_;
    const std::size_t tails_;
    std::optional<ApiClient> client_;
    Json spec_;
    StreamReaders readers_;
    FileDescriptor lines_;
};

Result<void> measure(const std::string& name, std::size_t watches, std::size_t tails, Figures& figures)
{
    PlatformProcess platform({});
    if (auto started = startWithJobs(platform, 1); !started)
        return started;
    Watches run(platform, watches, tails);
    if (auto done = run.run(); !done)
        return done;
    figures.push_back({name + "_rss_mib", run.resident_mib, "MiB"});
    figures.push_back({name + "_p50_ms", percentile(run.milliseconds, 0.5), "ms"});
    figures.push_back({name + "_p99_ms", percentile(run.milliseconds, 0.99), "ms"});
    return {};
}

}  // namespace

Result<Figures> measureWatches()
{
    Figures figures;
    if (auto watched = measure("watch_10k_readers", readers, 0, figures); !watched)
        return propagate(watched);
    if (auto mixed = measure("watch_and_tail_10k_readers", readers / 5 * 4, readers / 5, figures); !mixed)
        return propagate(mixed);
    return figures;
}

}  // namespace slipway::bench
