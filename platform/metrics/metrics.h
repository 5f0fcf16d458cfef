// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace slipway {

/// What the platform counts and times for Prometheus, see docs/operations.md for the names. Thread-safe.
///
/// Labels come from closed sets (routes, operations, kinds, causes), never from what a client sends, so that
/// the number of series is bounded.
class Metrics {
public:
    using Duration = std::chrono::nanoseconds;

    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// A request of the API answered; `route` is a pattern of the routes' table.
    void request(std::string_view method, std::string_view route, int status, Duration duration);
    /// A request for objects answered; `operation` such as "PutObject".
    void objectRequest(std::string_view operation, int status, Duration duration);
    /// A request without a valid signature, by the type of its refusal.
    void unauthenticated(std::string_view type);
    /// A request that was refused because somebody asked too much: "key", "origin" or "uploads".
    void limited(std::string_view limit);

    /// A group of so many writes was committed, or failed as a whole.
    void committed(std::size_t writes, Duration duration, bool durable);

    /// A workload left the queue after so long.
    void queued(std::string_view kind, Duration waited);
    /// A workload runs so long after it was admitted.
    void started(std::string_view kind, Duration took);
    /// An attempt ended as `outcome`, the phase of its workload afterwards.
    void ended(std::string_view kind, std::string_view outcome);
    /// An environment held nothing any more so long after its release was asked.
    void released(Duration took);

    /// Everything in Prometheus's text format, with the usual figures of the process.
    std::string text() const;

private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace slipway
