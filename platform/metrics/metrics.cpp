// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <unordered_map>

namespace slipway {

namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using Buckets = Histogram::BucketBoundaries;

const Buckets request_seconds{0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
const Buckets commit_seconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5};
const Buckets group_sizes{1, 2, 4, 8, 16, 32, 64, 128, 256};
const Buckets start_seconds{0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
const Buckets wait_seconds{0.1, 1, 10, 60, 300, 900, 3'600, 14'400, 43'200, 86'400};

double seconds(Metrics::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

template <class Type>
Family<Type>& family(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::detail::Builder<Type>().Name(name).Help(help).Register(registry);
}

/// Methods of strangers must not grow the table.
std::string knownMethod(std::string_view method)
{
    static constexpr std::array<std::string_view, 5> known{"GET", "HEAD", "POST", "PUT", "DELETE"};
    return std::find(known.begin(), known.end(), method) == known.end() ? "other" : std::string(method);
}

double residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double openDescriptors()
{
    std::error_code error;
    const std::filesystem::directory_iterator all("/proc/self/fd", error);
    return error ? 0 : static_cast<double>(std::distance(begin(all), end(all)) - 1);
}

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// What one route or operation answered with one status.
struct AnswerSeries {
    Counter& count;
    Histogram& duration;
};

/// Series by name, so that an answer does not build labels to find its own. Thread-safe.
class KnownSeries {
public:
    /// What `make` made for `name` and `status` the first time.
    template <class Make>
    AnswerSeries find(const std::string& name, int status, const Make& make)
    {
        const std::lock_guard lock(mutex_);
        auto& of_name = series_[name];
        const auto known = of_name.find(status);
        return known == of_name.end() ? of_name.emplace(status, make()).first->second : known->second;
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::string, std::unordered_map<int, AnswerSeries>> series_;
};

}  // namespace

struct Metrics::Families {
    prometheus::Registry registry;
    KnownSeries known_requests;
    KnownSeries known_object_requests;
    Family<Counter>& requests =
        family<Counter>(registry, "slipway_http_requests_total", "Requests of the API answered.");
    Family<Histogram>& request_duration = family<Histogram>(registry, "slipway_http_request_duration_seconds",
                                                            "Time until a request of the API was answered.");
    Family<Counter>& object_requests =
        family<Counter>(registry, "slipway_s3_requests_total", "Requests for objects answered.");
    Family<Histogram>& object_duration =
        family<Histogram>(registry, "slipway_s3_request_duration_seconds",
                          "Time until a request for objects was answered, its body received.");
    Family<Counter>& unauthenticated = family<Counter>(registry, "slipway_unauthenticated_requests_total",
                                                       "Requests without a valid signature.");
    Family<Counter>& limited = family<Counter>(registry, "slipway_limited_requests_total",
                                               "Requests refused because somebody asked too much.");
    Family<Histogram>& commit_duration =
        family<Histogram>(registry, "slipway_store_commit_duration_seconds",
                          "Time until a group of writes was on disk, or had failed.");
    Family<Histogram>& group_size =
        family<Histogram>(registry, "slipway_store_group_writes", "Writes that were committed together.");
    Family<Histogram>& queue_wait = family<Histogram>(registry, "slipway_queue_wait_seconds",
                                                      "Time that workloads waited for their turn.");
    Family<Histogram>& start_duration = family<Histogram>(registry, "slipway_task_start_duration_seconds",
                                                          "Time from admission until a workload ran.");
    Family<Counter>& ends =
        family<Counter>(registry, "slipway_tasks_ended_total", "Attempts that ended, by outcome.");
    Family<Histogram>& release_duration =
        family<Histogram>(registry, "slipway_release_duration_seconds",
                          "Time from the wish to release an environment until it held nothing.");
    Gauge& resident = family<Gauge>(registry, "process_resident_memory_bytes", "Resident memory.").Add({});
    Gauge& descriptors = family<Gauge>(registry, "process_open_fds", "Open file descriptors.").Add({});
    Gauge& started_at =
        family<Gauge>(registry, "process_start_time_seconds", "Start of the process since the epoch.")
            .Add({});
    Gauge& processor = family<Gauge>(registry, "process_cpu_seconds_total", "Processor time used.").Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>())
{
    families_->started_at.SetToCurrentTime();
}

Metrics::~Metrics() = default;

void Metrics::request(std::string_view method, std::string_view route, int status, Duration duration)
{
    const std::string known = knownMethod(method);
    const AnswerSeries series =
        families_->known_requests.find(known + ' ' + std::string(route), status, [&]() -> AnswerSeries {
            const std::string pattern(route);
            return {
                families_->requests.Add(
                    {{"method", known}, {"route", pattern}, {"status", std::to_string(status)}}),
                families_->request_duration.Add({{"method", known}, {"route", pattern}}, request_seconds)};
        });
    series.count.Increment();
    series.duration.Observe(seconds(duration));
}

void Metrics::objectRequest(std::string_view operation, int status, Duration duration)
{
    const std::string name(operation);
    const AnswerSeries series = families_->known_object_requests.find(name, status, [&]() -> AnswerSeries {
        return {families_->object_requests.Add({{"operation", name}, {"status", std::to_string(status)}}),
                families_->object_duration.Add({{"operation", name}}, request_seconds)};
    });
    series.count.Increment();
    series.duration.Observe(seconds(duration));
}

void Metrics::unauthenticated(std::string_view type)
{
    families_->unauthenticated.Add({{"type", std::string(type)}}).Increment();
}

void Metrics::limited(std::string_view limit)
{
    families_->limited.Add({{"limit", std::string(limit)}}).Increment();
}

void Metrics::committed(std::size_t writes, Duration duration, bool durable)
{
    families_->commit_duration.Add({{"outcome", durable ? "durable" : "failed"}}, commit_seconds)
        .Observe(seconds(duration));
    families_->group_size.Add({}, group_sizes).Observe(static_cast<double>(writes));
}

void Metrics::queued(std::string_view kind, Duration waited)
{
    families_->queue_wait.Add({{"kind", std::string(kind)}}, wait_seconds).Observe(seconds(waited));
}

void Metrics::started(std::string_view kind, Duration took)
{
    families_->start_duration.Add({{"kind", std::string(kind)}}, start_seconds).Observe(seconds(took));
}

void Metrics::ended(std::string_view kind, std::string_view outcome)
{
    families_->ends.Add({{"kind", std::string(kind)}, {"outcome", std::string(outcome)}}).Increment();
}

void Metrics::released(Duration took)
{
    families_->release_duration.Add({}, start_seconds).Observe(seconds(took));
}

std::string Metrics::text() const
{
    families_->resident.Set(residentBytes());
    families_->descriptors.Set(openDescriptors());
    families_->processor.Set(processorSeconds());
    return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace slipway
