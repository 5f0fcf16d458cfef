// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/prefix_copier.h"

#include "core/s3/s3_xml.h"
#include "platform/objects/stores/inner_request.h"
#include "platform/objects/stores/object_carrier.h"

#include <atomic>
#include <vector>

namespace slipway {

namespace {

/// Objects on their way at a time: most are small, and each waits for two stores.
constexpr int at_once = 4;

Result<std::vector<s3::ObjectEntry>> listAll(ObjectBackend& store, const std::string& project,
                                             const std::string& prefix, const std::stop_token& stop)
{
    std::vector<s3::ObjectEntry> objects;
    std::string token;
    do {
        InnerRequest list("GET", project, {}, platformCaller());
        list.head().query = {{"list-type", "2"}, {"prefix", prefix}};
        if (!token.empty())
            list.head().query.emplace_back("continuation-token", token);
        auto page = store.onBucket(list.request()).and_then(textOf).and_then(s3::readObjectPage);
        if (!page)
            return propagate(page);
        objects.insert(objects.end(), std::make_move_iterator(page->objects.begin()),
                       std::make_move_iterator(page->objects.end()));
        token = page->next_token;
    } while (!token.empty() && !stop.stop_requested());
    return objects;
}

}  // namespace

PrefixCopier::PrefixCopier(std::shared_ptr<const StoreTable> stores) : stores_(std::move(stores))
{
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

PrefixCopier::~PrefixCopier()
{
    thread_ = {};
}

Result<CopyProgress> PrefixCopier::ask(const PrefixCopy& copy)
{
    const std::lock_guard lock(mutex_);
    const auto [job, is_new] = jobs_.try_emplace(copy);
    if (is_new) {
        waiting_.push_back(copy);
        wake_.notify_all();
    }
    CopyProgress progress = job->second.progress;
    if (!job->second.ended)
        return progress;
    const Result<void> outcome = std::move(job->second.outcome);
    jobs_.erase(job);
    if (!outcome)
        return propagate(outcome);
    progress.done = true;
    return progress;
}

void PrefixCopier::run(const std::stop_token& stop)
{
    while (true) {
        PrefixCopy copy;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return !waiting_.empty(); }))
                return;
            copy = std::move(waiting_.front());
            waiting_.pop_front();
        }
        Result<void> outcome = perform(copy, stop);
        const std::lock_guard lock(mutex_);
        Job& job = jobs_[copy];
        job.ended = true;
        job.outcome = std::move(outcome);
    }
}

void PrefixCopier::note(const PrefixCopy& copy, std::int64_t bytes)
{
    const std::lock_guard lock(mutex_);
    CopyProgress& progress = jobs_[copy].progress;
    ++progress.files;
    progress.bytes += bytes;
}

Result<void> PrefixCopier::perform(const PrefixCopy& copy, const std::stop_token& stop)
{
    const auto from = stores_->find(copy.from);
    const auto to = stores_->find(copy.to);
    if (!from || !to)
        return from ? propagate(to) : propagate(from);
    (*to)->openBucket(copy.project);
    const auto wanted = listAll(**from, copy.project, copy.prefix, stop);
    const auto there = listAll(**to, copy.project, copy.prefix, stop);
    if (!wanted || !there)
        return wanted ? propagate(there) : propagate(wanted);
    std::map<std::string, std::uint64_t> sizes;
    for (const s3::ObjectEntry& object : *there)
        sizes.emplace(object.key, object.size_bytes);
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    Result<void> outcome;
    const auto work = [&] {
        for (std::size_t at = next++; at < wanted->size() && !stop.stop_requested(); at = next++) {
            const s3::ObjectEntry& object = (*wanted)[at];
            const auto known = sizes.find(object.key);
            if (known == sizes.end() || known->second != object.size_bytes) {
                const auto copied = copyAcross(**from, **to, copy.project, object.key, object.size_bytes);
                if (!copied) {
                    next = wanted->size();
                    const std::lock_guard lock(mutex);
                    if (outcome)
                        outcome = copied;
                    return;
                }
            }
            note(copy, static_cast<std::int64_t>(object.size_bytes));
        }
    };
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < at_once; ++worker)
            workers.emplace_back(work);
    }
    if (outcome && stop.stop_requested())
        return fail(ErrorCode::Canceled, "The server ends; the copy goes on when it is there again.");
    return outcome;
}

}  // namespace slipway
