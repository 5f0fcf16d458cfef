// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/harness/request_signer.h"
#include "core/file_descriptor.h"
#include "core/json.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace slipway::bench {

/// A watch whose events are looked at one by one.
class EventWatch {
public:
    static Result<EventWatch> open(std::uint16_t port, const RequestSigner& signer, const std::string& kinds);

    /// Reads events until `enough` says so of a resource.
    Result<void> until(std::chrono::seconds limit, const std::function<bool(const Json&)>& enough);

private:
    explicit EventWatch(FileDescriptor socket) : socket_(std::move(socket)) {}
    Result<void> receive(std::chrono::steady_clock::time_point deadline);

    FileDescriptor socket_;
    std::string bytes_;
};

}  // namespace slipway::bench
