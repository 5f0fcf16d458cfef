// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/data/ondemand/dataset_cache.h"
#include "runner/data/task_bucket.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace slipway {

/// Answers the opens of a task: those of its datasets' files once these are there, all others at once.
///
/// Its end waits for the task's, and for what is just being fetched: a process that has nothing else to do
/// ends instead.
class OpenWatch {
public:
    struct Options {
        std::filesystem::path table;  ///< The text of a FileTable, read once it is needed.
        DatasetCache::Options cache;
    };
    OpenWatch(BucketAccess store, Options options);
    ~OpenWatch();
    OpenWatch(const OpenWatch&) = delete;
    OpenWatch& operator=(const OpenWatch&) = delete;

    /// Answers what this listener hears from now on. With the first one datasets begin to be fetched.
    Result<void> watch(FileDescriptor listener);

private:
    Result<void> begin();
    void answerAll(const std::shared_ptr<OpenNotices>& notices);
    void answer(const std::shared_ptr<OpenNotices>& notices, const OpenNotice& notice);
    void answerHidden(const OpenNotices& notices, const OpenNotice& notice);
    void fetchAll();

    const TaskBucket bucket_;
    const Options options_;
    std::unique_ptr<DatasetCache> cache_;
    std::atomic<bool> told_hidden_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace slipway
