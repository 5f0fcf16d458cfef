// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "runner/data/ondemand/file_table.h"
#include "runner/data/ondemand/open_order.h"
#include "runner/data/ondemand/waiting_open.h"

#include <sys/stat.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>

namespace slipway {

/// Which files of a task's datasets have their content, and who waits for which: what is asked for comes
/// first, and in between what was not asked for yet, in the order of the table, until the cache is full. Then
/// files that nobody has open make room, the one that was opened longest ago first. Thread-safe.
class DatasetCache {
public:
    struct Options {
        std::filesystem::path directory;  ///< Of the datasets.
        Bytes bound;                      ///< Of all content; 0 = none.
        /// Whether waiting opens can be given a descriptor. Where they cannot, nobody knows when the file is
        /// open in the end, and nothing is emptied.
        bool gives = true;
        std::chrono::milliseconds patience;           ///< With a store that does not answer.
        std::function<void(const std::string&)> say;  ///< To who runs the task.
    };
    DatasetCache(FileTable files, Options options);

    /// Which file this is; nothing when it is none of them.
    std::optional<std::size_t> find(const struct stat& status) const;
    const FileTable& files() const { return files_; }

    /// Answers once the file is there, at once when it is.
    void ask(std::size_t index, WaitingOpen open);

    /// Blocks until there is a file to fetch, whose room is made; nothing once stop() was called.
    std::optional<std::size_t> next();
    void stop();
    /// It was fetched, or why not: then nothing of it is left.
    void fetched(std::size_t index, const Result<void>& result);

private:
    enum class State : std::uint8_t { Empty, Asked, Fetching, Full };
    struct Slot {
        State state = State::Empty;
        bool ahead = false;   ///< It is fetched though nobody asked.
        bool failed = false;  ///< And is not tried again before somebody asks.
        bool told = false;    ///< That it is larger than the cache.
        bool stays = false;   ///< Nobody knows whether it is open, so it is never emptied.
    };
    using Waiting = std::vector<WaitingOpen>;

    std::optional<std::size_t> takeNext();
    std::optional<std::size_t> takeAhead();
    void begin(std::size_t index);
    bool empty(std::size_t index);
    void sayFull(std::size_t index, std::uint64_t bytes);
    /// Whether it is to be tried again for those who wait.
    bool triesAgain(std::size_t index, const Error& error);
    void keep(std::size_t index, Waiting& waiting);
    std::uint64_t heldBy(std::size_t index) const;

    const FileTable files_;
    const Options options_;
    dev_t device_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Slot> slots_;
    std::map<std::size_t, Waiting> waiting_;
    std::deque<std::size_t> asked_;
    OpenOrder order_;  ///< Of what can be emptied.
    std::uint64_t bound_, held_ = 0;
    std::size_t ahead_ = 0;  ///< The next one to fetch though nobody asked.
    std::size_t fetching_ahead_ = 0;
    bool told_full_ = false;
    bool stopped_ = false;
};

}  // namespace slipway
