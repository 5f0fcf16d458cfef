// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace slipway {

struct StreamAddress {
    Kind kind = Kind::Job;
    std::string project, name;
    std::string stream = "log";
    std::int64_t attempt = 0;  ///< 0: the latest.
    std::uint64_t offset_bytes = 0;
};

struct TailCallbacks {
    std::function<void(std::string bytes)> on_bytes;  ///< In order, without gaps or repeats.
    std::function<void(bool live, const Error* error)>
        on_state;                              ///< Lost and found connections; retried by itself.
    std::function<void(Result<void>)> on_end;  ///< Complete, or final (`NotFound`, `PermissionDenied`).
};

/// Follows one stream by offset across broken connections. Stops when destroyed; callbacks on the executor.
class StreamTail {
public:
    enum class Follow { No, Yes };
    StreamTail(const Session& session, StreamAddress address, Follow follow, TailCallbacks callbacks);
    ~StreamTail();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway
