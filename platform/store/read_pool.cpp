// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/read_pool.h"

namespace slipway {

ReadPool::Lease::Lease(ReadPool& pool, std::unique_ptr<Database> database, Result<void> begun)
    : pool_(pool), database_(std::move(database)), begun_(std::move(begun))
{
}

ReadPool::Lease::~Lease()
{
    if (database_->inTransaction())
        static_cast<void>(database_->runKept("ROLLBACK"));
    {
        const std::lock_guard lock(pool_.mutex_);
        pool_.free_.push_back(std::move(database_));
    }
    pool_.returned_.notify_one();
}

Result<std::unique_ptr<ReadPool>> ReadPool::open(const std::filesystem::path& file, std::size_t connections)
{
    std::unique_ptr<ReadPool> pool(new ReadPool);
    for (std::size_t i = 0; i < connections; ++i) {
        auto database = Database::open(file, Database::Access::Read);
        if (!database)
            return propagate(database);
        pool->free_.push_back(std::move(*database));
    }
    return pool;
}

ReadPool::Lease ReadPool::lease()
{
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !free_.empty(); });
    auto database = std::move(free_.back());
    free_.pop_back();
    lock.unlock();
    auto begun = database->runKept("BEGIN");
    return Lease(*this, std::move(database), std::move(begun));
}

}  // namespace slipway
