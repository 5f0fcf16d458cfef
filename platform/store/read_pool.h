// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/store/database.h"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace slipway {

/// Connections for reading, each used by one thread at a time.
class ReadPool {
public:
    /// A connection with one snapshot open on it, given back when it goes.
    class Lease {
    public:
        Lease(ReadPool& pool, std::unique_ptr<Database> database, Result<void> begun);
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;

        /// Whether the snapshot could be opened.
        const Result<void>& begun() const { return begun_; }
        Database& database() { return *database_; }

    private:
        ReadPool& pool_;
        std::unique_ptr<Database> database_;
        Result<void> begun_;
    };

    static Result<std::unique_ptr<ReadPool>> open(const std::filesystem::path& file, std::size_t connections);

    /// Waits until a connection is free.
    Lease lease();

private:
    ReadPool() = default;

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Database>> free_;
};

}  // namespace slipway
