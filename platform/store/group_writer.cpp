// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/group_writer.h"

#include "platform/store/sqlite_transaction.h"

#include <algorithm>
#include <cassert>
#include <exception>

namespace slipway {

namespace {

/// Bounds how long the first write of a group waits for the last.
constexpr std::size_t max_group = 256;

Result<void> guarded(const Store::Write& write, Transaction& transaction)
{
    try {
        return write(transaction);
    } catch (const std::exception& exception) {
        return fail(ErrorCode::Internal, std::string("A write to the database failed: ") + exception.what());
    }
}

Result<void> waitForRoom()
{
    return fail(
        ErrorCode::ResourceExhausted,
        "The disk that holds the platform's database is full. Free some space and try again; releasing, "
        "stopping and deleting still work.",
        disk_full);
}

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<Database> database, const std::filesystem::path& file,
                         StoreOptions options)
    : reserve_(file, options.reserved_bytes_each),
      database_(std::move(database)),
      options_(std::move(options))
{
}

GroupWriter::~GroupWriter()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

Result<void> GroupWriter::start()
{
    const auto counters = readCounters();
    if (!counters)
        return propagate(counters);
    version_ = counters->version;
    horizon_ = counters->horizon;
    thread_ = std::thread([this] { serve(); });
    return {};
}

Result<void> GroupWriter::write(Store::Write write, Store::Urgency urgency)
{
    assert(std::this_thread::get_id() != thread_.get_id());  // A write within a write would wait for itself.
    auto pending = std::make_unique<Pending>();
    pending->write = std::move(write);
    pending->urgency = urgency;
    auto answer = pending->promise.get_future();
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            return fail(ErrorCode::Unavailable, "The platform is stopping. Try again in a moment.");
        queue_.push_back(std::move(pending));
    }
    arrived_.notify_one();
    return answer.get();
}

void GroupWriter::serve()
{
    while (true) {
        auto group = take();
        if (group.empty())
            return;
        const auto begin = std::chrono::steady_clock::now();
        const bool durable = commit(group);
        if (options_.observe)
            options_.observe({group.size(), std::chrono::steady_clock::now() - begin, durable});
        for (const auto& pending : group)
            pending->promise.set_value(std::move(pending->answer));
    }
}

GroupWriter::Group GroupWriter::take()
{
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    Group group;
    while (!queue_.empty() && group.size() < max_group) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return group;
}

bool GroupWriter::commit(Group& group)
{
    written_ = KindSet();
    const bool room = reserve_.refill();
    auto counters = writeGroup(group, room ? Store::Urgency::CanWait : Store::Urgency::Essential);
    if (!counters && room && counters.error().type == disk_full) {
        reserve_.exhausted();
        counters = writeGroup(group, Store::Urgency::Essential);
    }
    if (!counters && counters.error().type == disk_full && startLogAnew())
        counters = writeGroup(group, Store::Urgency::Essential);
    if (!counters) {
        for (const auto& pending : group) {
            if (pending->answer)
                pending->answer = propagate(counters);
        }
        return false;
    }
    horizon_ = counters->horizon;
    kind_versions_.set(written_, counters->version);  // Before the version of all: see Store::listText().
    const bool changed = counters->version != version_.exchange(counters->version);
    if (changed && listener_)
        listener_(counters->version);
    return true;
}

bool GroupWriter::startLogAnew()
{
    Query query(*database_, "PRAGMA wal_checkpoint(RESTART)");
    const bool restarted = query.next() && query.number(0) == 0;
    return query.finish() && restarted;
}

Result<GroupWriter::Counters> GroupWriter::writeGroup(Group& group, Store::Urgency least)
{
    Result<Counters> counters;
    auto written = database_->run("BEGIN IMMEDIATE").and_then([&] { return runGroup(group, least); });
    if (written) {
        counters = readCounters();
        written = counters ? database_->run("COMMIT") : propagate(counters);
    }
    if (written)
        return counters;
    if (database_->inTransaction())
        static_cast<void>(database_->run("ROLLBACK"));
    return propagate(written);
}

Result<void> GroupWriter::runGroup(Group& group, Store::Urgency least)
{
    for (const auto& pending : group) {
        pending->answer = pending->urgency < least ? waitForRoom() : runOne(*pending);
        const bool full = !pending->answer && pending->answer.error().type == disk_full;
        if (full && least == Store::Urgency::CanWait)
            return pending->answer;  // To be tried again without what can wait.
        if (!database_->inTransaction())
            return fail(full ? ErrorCode::ResourceExhausted : ErrorCode::Unavailable,
                        "The database gave up a whole group of writes: " +
                            (pending->answer ? std::string() : pending->answer.error().message),
                        full ? disk_full : std::string());
    }
    if (unpruned_tombstones_ > options_.tombstones_kept / 100)
        return prune();
    return {};
}

Result<void> GroupWriter::runOne(Pending& pending)
{
    if (auto saved = database_->runKept("SAVEPOINT write"); !saved)
        return saved;
    SqliteTransaction transaction(*database_, options_.audit_key);
    auto answer = guarded(pending.write, transaction);
    unpruned_tombstones_ += transaction.tombstones();
    written_.add(transaction.written());
    if (!database_->inTransaction())
        return answer;
    if (!answer) {
        static_cast<void>(database_->run("ROLLBACK TO write; RELEASE write"));
        return answer;
    }
    return database_->runKept("RELEASE write");
}

Result<void> GroupWriter::prune()
{
    unpruned_tombstones_ = 0;
    Query oldest(*database_, "SELECT version FROM tombstones ORDER BY version DESC LIMIT 1 OFFSET ?");
    oldest.bind(static_cast<std::int64_t>(options_.tombstones_kept));
    if (!oldest.next())
        return oldest.finish();
    const std::int64_t horizon = oldest.number(0);
    Query forget(*database_, "DELETE FROM tombstones WHERE version <= ?");
    if (auto forgot = forget.bind(horizon).finish(); !forgot)
        return forgot;
    Query mark(*database_, "UPDATE counter SET horizon = ?");
    return mark.bind(horizon).finish();
}

Result<GroupWriter::Counters> GroupWriter::readCounters()
{
    Query query(*database_, "SELECT version, horizon FROM counter");
    Counters counters;
    if (query.next())
        counters = {query.number(0), query.number(1)};
    if (auto read = query.finish(); !read)
        return propagate(read);
    return counters;
}

}  // namespace slipway
