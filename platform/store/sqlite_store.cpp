// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/group_writer.h"
#include "platform/store/listing.h"
#include "platform/store/read_cache.h"
#include "platform/store/read_pool.h"
#include "platform/store/rows.h"
#include "platform/store/schema.h"
#include "platform/store/store.h"
#include "platform/store/store_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::size_t read_connections = 8;
constexpr std::size_t kept_page_bytes = 32u << 20;
constexpr std::size_t kept_resource_bytes = 4u << 20;

/// Runs `read` on a connection of the pool, in one snapshot.
template <class Read>
auto inSnapshot(ReadPool& pool, Read read) -> decltype(read(std::declval<Database&>()))
{
    auto lease = pool.lease();
    if (!lease.begun())
        return propagate(lease.begun());
    return read(lease.database());
}

Result<std::int64_t> counter(Database& database, const char* sql)
{
    Query query(database, sql);
    const std::int64_t value = query.next() ? query.number(0) : 0;
    if (auto read = query.finish(); !read)
        return propagate(read);
    return value;
}

Result<std::vector<std::pair<std::string, std::string>>> listRecords(Database& database,
                                                                     std::string_view space)
{
    Query query(database, "SELECT key, value FROM records WHERE space = ? ORDER BY key");
    query.bind(space);
    std::vector<std::pair<std::string, std::string>> records;
    while (query.next())
        records.emplace_back(query.text(0), query.text(1));
    if (auto read = query.finish(); !read)
        return propagate(read);
    return records;
}

class SqliteStore : public Store {
public:
    SqliteStore(std::unique_ptr<GroupWriter> writer, std::unique_ptr<ReadPool> readers)
        : writer_(std::move(writer)), readers_(std::move(readers))
    {
    }

    Result<void> write(Write write, Urgency urgency) override
    {
        return writer_->write(std::move(write), urgency);
    }

    Result<Resource> get(Kind kind, std::string_view project, std::string_view name) override
    {
        const auto find = [&](Database& database) { return findResource(database, kind, project, name); };
        // What belongs to the platform is looked at with every request and seldom written.
        if (!project.empty() || info(kind).scope != NameScope::Platform)
            return inSnapshot(*readers_, find);
        const std::string question = std::string(info(kind).name) + "/" + std::string(name);
        const std::int64_t version = writer_->version(kind);
        if (auto kept = kept_resources_.find(question, version))
            return std::move(*kept);
        auto found = inSnapshot(*readers_, find);
        if (found)
            kept_resources_.keep(question, version, *found, found->spec.size() + found->status.size());
        return found;
    }

    Result<Resource> get(const ResourceId& id) override
    {
        return inSnapshot(*readers_, [&](Database& database) { return findResource(database, id); });
    }

    Result<Page> list(const ListQuery& query) override
    {
        return inSnapshot(*readers_, [&](Database& database) -> Result<Page> {
            const auto version = counter(database, "SELECT version FROM counter");
            if (!version)
                return propagate(version);
            auto page = listResources(database, query);
            if (page)
                page->version = *version;
            return page;
        });
    }

    // The version of all is looked up first: what is written up to it has raised the version of its kind, so
    // an unchanged page is the page of that version.
    Result<TextPage> listText(const ListQuery& query) override
    {
        const std::int64_t version = writer_->version();
        const std::int64_t kind_version = writer_->version(query.kind);
        const std::string question = questionOf(query);
        if (auto kept = kept_pages_.find(question, kind_version)) {
            kept->version = version;
            return std::move(*kept);
        }
        auto listed =
            inSnapshot(*readers_, [&](Database& database) { return listResourceTexts(database, query); });
        if (!listed)
            return propagate(listed);
        const TextPage page{std::make_shared<const std::string>(std::move(listed->items)),
                            std::move(listed->cursor), version};
        kept_pages_.keep(question, kind_version, page, page.items->size());
        return page;
    }

    Result<std::vector<AuditEntry>> auditEntries(std::optional<std::string> user,
                                                 std::optional<std::string> resource, std::int64_t before,
                                                 std::size_t limit) override
    {
        return inSnapshot(*readers_, [&](Database& database) {
            return listAudit(database, user, resource, before, limit);
        });
    }

    Result<std::optional<std::string>> record(std::string_view space, std::string_view key) override
    {
        return inSnapshot(*readers_, [&](Database& database) { return findRecord(database, space, key); });
    }

    Result<std::vector<std::pair<std::string, std::string>>> records(std::string_view space) override
    {
        return inSnapshot(*readers_, [&](Database& database) { return listRecords(database, space); });
    }

    std::int64_t version() override { return writer_->version(); }
    std::int64_t version(Kind kind) override { return writer_->version(kind); }
    std::int64_t horizon() override { return writer_->horizon(); }

    Result<std::vector<Change>> changesSince(std::int64_t since, std::size_t limit) override
    {
        return inSnapshot(*readers_, [&](Database& database) -> Result<std::vector<Change>> {
            const auto horizon = counter(database, "SELECT horizon FROM counter");
            if (!horizon)
                return propagate(horizon);
            const auto version = counter(database, "SELECT version FROM counter");
            if (!version)
                return propagate(version);
            if (since < *horizon || since > *version)
                return fail(ErrorCode::Gone, "Changes since this version are no longer kept. List again.",
                            "gone", "since");
            return listChanges(database, since, limit);
        });
    }

    void onCommit(std::function<void(std::int64_t)> listener) override
    {
        writer_->onCommit(std::move(listener));
    }

private:
    std::unique_ptr<GroupWriter> writer_;
    std::unique_ptr<ReadPool> readers_;
    ReadCache<TextPage> kept_pages_{kept_page_bytes};
    ReadCache<Resource> kept_resources_{kept_resource_bytes};
};

/// Makes the file before SQLite does, since SQLite would let others read it.
Result<void> makePrivate(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorCode::Unavailable,
                    "The database " + file.string() + " could not be opened: " + std::strerror(errno) + ".");
    ::close(descriptor);
    return {};
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file, StoreOptions options)
{
    if (auto made = makePrivate(file); !made)
        return propagate(made);
    auto database = Database::open(file, Database::Access::Write);
    if (!database)
        return propagate(database);
    if (auto migrated = migrate(**database, options); !migrated)
        return propagate(migrated);
    if (auto sound = checkSound(**database, file); !sound)
        return propagate(sound);
    auto writer = std::make_unique<GroupWriter>(std::move(*database), file, options);
    if (auto started = writer->start(); !started)
        return propagate(started);
    auto readers = ReadPool::open(file, read_connections);
    if (!readers)
        return propagate(readers);
    return std::make_unique<SqliteStore>(std::move(writer), std::move(*readers));
}

Result<Resource> modify(Store& store, const ResourceId& id,
                        const std::function<Result<void>(Resource&)>& change)
{
    Result<Resource> modified;
    const auto written = store.write([&](Transaction& transaction) -> Result<void> {
        modified = transaction.get(id);
        if (!modified)
            return propagate(modified);
        if (auto changed = change(*modified); !changed)
            return changed;
        modified = transaction.update(std::move(*modified));
        return modified ? Result<void>() : propagate(modified);
    });
    if (!written)
        return propagate(written);
    return modified;
}

}  // namespace slipway
