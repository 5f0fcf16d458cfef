// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/dataset_cache.h"

#include "runner/data/ondemand/cached_file.h"

#include <algorithm>
#include <cerrno>

namespace slipway {

namespace {

constexpr std::size_t most_fetching_ahead = 8;
constexpr std::uint64_t block_bytes = 4096;
constexpr int most_shortages = 3;

bool isUnreached(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
           error.code == ErrorCode::ResourceExhausted;
}

bool isShortage(const Error& error)
{
    return error.type == disk_full;
}

}  // namespace

DatasetCache::DatasetCache(FileTable files, Options options)
    : files_(std::move(files)),
      options_(std::move(options)),
      slots_(files_.size()),
      order_(files_.size()),
      bound_(options_.bound.count())
{
    struct stat status {};
    if (::stat(options_.directory.c_str(), &status) == 0)
        device_ = status.st_dev;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        if (files_.at(i).size_bytes == 0)
            slots_[i].state = State::Full;
    }
}

std::optional<std::size_t> DatasetCache::find(const struct stat& status) const
{
    if (status.st_dev != device_ || !S_ISREG(status.st_mode))
        return std::nullopt;
    return files_.find(status.st_ino);
}

std::uint64_t DatasetCache::heldBy(std::size_t index) const
{
    return (files_.at(index).size_bytes + block_bytes - 1) / block_bytes * block_bytes;
}

void DatasetCache::ask(std::size_t index, WaitingOpen open)
{
    {
        const std::lock_guard lock(mutex_);
        Slot& slot = slots_[index];
        if (slot.state != State::Full) {
            waiting_[index].push_back(std::move(open));
            if (slot.state == State::Empty) {
                slot.state = State::Asked;
                asked_.push_back(index);
                changed_.notify_one();
            }
            return;
        }
        Waiting one;
        one.push_back(std::move(open));
        keep(index, one);
        open = std::move(one.front());
    }
    open.answer();
}

/// Opens it for those who wait, so that it cannot be emptied before they have it.
void DatasetCache::keep(std::size_t index, Waiting& waiting)
{
    Slot& slot = slots_[index];
    slot.stays = slot.stays || !options_.gives || files_.at(index).size_bytes == 0;
    for (WaitingOpen& open : waiting) {
        if (options_.gives && open.wanted.use == WantedFile::Use::Read)
            open.open();
        else
            slot.stays = true;  // Nobody tells when the kernel has opened it.
    }
    if (slot.stays)
        order_.remove(index);
    else
        order_.use(index);
}

std::optional<std::size_t> DatasetCache::next()
{
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        if (const auto index = takeNext())
            return index;
        changed_.wait(lock);
    }
    return std::nullopt;
}

void DatasetCache::stop()
{
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
}

std::optional<std::size_t> DatasetCache::takeNext()
{
    std::optional<std::size_t> index;
    if (!asked_.empty()) {
        index = asked_.front();
        asked_.pop_front();
    } else if (fetching_ahead_ < most_fetching_ahead) {
        index = takeAhead();
    }
    if (index)
        begin(*index);
    return index;
}

std::optional<std::size_t> DatasetCache::takeAhead()
{
    while (ahead_ < slots_.size() && (slots_[ahead_].state != State::Empty || slots_[ahead_].failed))
        ++ahead_;
    if (ahead_ == slots_.size())
        return std::nullopt;
    if (bound_ > 0 && held_ + heldBy(ahead_) > bound_) {
        ahead_ = slots_.size();
        return std::nullopt;
    }
    slots_[ahead_].ahead = true;
    ++fetching_ahead_;
    return ahead_++;
}

void DatasetCache::begin(std::size_t index)
{
    slots_[index].state = State::Fetching;
    const std::uint64_t bytes = heldBy(index);
    if (options_.gives) {
        for (std::size_t tries = order_.size(); bound_ > 0 && held_ + bytes > bound_ && tries > 0; --tries) {
            const std::size_t oldest = *order_.oldest();
            if (!empty(oldest))
                order_.use(oldest);  // It is open, as if it had just been opened.
        }
    }
    held_ += bytes;
    if (bound_ > 0 && held_ > bound_)
        sayFull(index, bytes);
}

bool DatasetCache::empty(std::size_t index)
{
    const DatasetFile file = files_.at(index);
    CachedFile cached = CachedFile::open(options_.directory / file.place, file.inode);
    if (!cached || !cached.clearUnlessUsed())
        return false;
    order_.remove(index);
    slots_[index].state = State::Empty;
    held_ -= heldBy(index);
    return true;
}

void DatasetCache::sayFull(std::size_t index, std::uint64_t bytes)
{
    const std::string cache = "the cache for datasets, which is to hold " + Bytes(bound_).text();
    Slot& slot = slots_[index];
    if (bytes > bound_ && !slot.told) {
        slot.told = true;
        options_.say("The file " + std::string(files_.at(index).place) + " is larger than " + cache +
                     ". It is fetched all the same.");
    } else if (bytes <= bound_ && !told_full_) {
        told_full_ = true;
        options_.say("The files of datasets that are open at once need more than " + cache +
                     ". They are fetched all the same.");
    }
}

bool DatasetCache::triesAgain(std::size_t index, const Error& error)
{
    const auto found = waiting_.find(index);
    if (found == waiting_.end())
        return false;
    WaitingOpen& first = found->second.front();
    if (isShortage(error)) {
        bound_ = std::max<std::uint64_t>(held_, 1);
        return order_.size() > 0 && ++first.shortages < most_shortages;
    }
    return isUnreached(error) && std::chrono::steady_clock::now() - first.since < options_.patience;
}

void DatasetCache::fetched(std::size_t index, const Result<void>& result)
{
    Waiting waiting;
    {
        const std::lock_guard lock(mutex_);
        Slot& slot = slots_[index];
        fetching_ahead_ -= std::exchange(slot.ahead, false) ? 1 : 0;
        if (!result)
            held_ -= heldBy(index);
        if (!result && triesAgain(index, result.error())) {
            slot.state = State::Asked;
            asked_.push_back(index);
        } else {
            if (const auto found = waiting_.find(index); found != waiting_.end()) {
                waiting = std::move(found->second);
                waiting_.erase(found);
            }
            slot.state = result ? State::Full : State::Empty;
            slot.failed = !result && !isUnreached(result.error());
            if (!result)
                ahead_ = isShortage(result.error()) ? slots_.size() : std::min(ahead_, index);
            if (result)
                keep(index, waiting);
        }
        changed_.notify_all();
    }
    if (!result && !waiting.empty())
        options_.say("The file " + std::string(files_.at(index).place) +
                     " could not be fetched, so that it cannot be opened: " + result.error().message);
    for (WaitingOpen& open : waiting) {
        open.error = result ? open.error : EIO;
        open.answer();
    }
}

}  // namespace slipway
