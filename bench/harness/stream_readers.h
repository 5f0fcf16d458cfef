// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway::bench {

/// Readers of responses without end: watches and log tails. One thread uses them.
class StreamReaders {
public:
    StreamReaders();
    ~StreamReaders();

    /// Opens `count` connections, each with a request of its own, and returns once all heads are there.
    Result<void> open(std::uint16_t port, std::size_t count, const std::function<std::string()>& request);

    std::size_t count() const { return readers_.size(); }

    /// Reads until every reader from `first` to before `last` has received `mark`; how long each had to wait
    /// since `begin`, in milliseconds.
    Result<std::vector<double>> waitFor(const std::string& mark, std::size_t first, std::size_t last,
                                        std::chrono::steady_clock::time_point begin);

private:
    struct Reader;
    Result<bool> receive(Reader& reader, const std::string& mark);

    FileDescriptor events_;
    std::vector<std::unique_ptr<Reader>> readers_;
    std::vector<char> piece_;
};

}  // namespace slipway::bench
