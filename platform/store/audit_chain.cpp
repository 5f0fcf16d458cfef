// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/audit_chain.h"

#include "core/hash.h"
#include "platform/store/database.h"
#include "platform/store/rows.h"
#include "platform/store/store.h"

namespace slipway {

namespace {

constexpr const char* columns = "sequence, time, user, access_key, action, resource, detail";

/// Each field with its length, so that no two entries read the same.
void add(std::string& text, std::string_view field)
{
    text += std::to_string(field.size());
    text += ':';
    text += field;
}

std::string linkOf(const std::string& key, const std::string& before, const AuditEntry& entry)
{
    std::string text;
    add(text, before);
    add(text, std::to_string(entry.sequence));
    add(text, std::to_string(milliseconds(entry.time)));
    for (const std::string* field :
         {&entry.user, &entry.access_key, &entry.action, &entry.resource, &entry.detail})
        add(text, *field);
    return hex(hmacSha256(key, text));
}

std::string sealOf(const std::string& key, std::int64_t sequence, const std::string& link)
{
    std::string text = "end of the trail ";
    add(text, std::to_string(sequence));
    add(text, link);
    return hex(hmacSha256(key, text));
}

AuditEntry readEntry(const Query& row)
{
    return {row.number(0), timestamp(row.number(1)), row.text(2), row.text(3), row.text(4), row.text(5),
            row.text(6)};
}

void breakAt(AuditCheck& check, std::int64_t sequence, std::string problem)
{
    check.broken_at = sequence;
    check.problem = std::move(problem);
}

Result<void> checkEnd(Database& database, const std::string& key, const std::string& link, AuditCheck& check)
{
    Query query(database, "SELECT sequence, link, seal FROM audit_head");
    if (query.next()) {
        const std::int64_t sequence = query.number(0);
        const bool sealed = equalSecrets(query.text(2), sealOf(key, sequence, query.text(1)));
        if (!sealed)
            breakAt(check, check.last_sequence, "The seal at the end of the audit trail was changed.");
        else if (sequence != check.last_sequence || query.text(1) != link)
            breakAt(check, check.last_sequence,
                    "The audit trail ends at entry " + std::to_string(check.last_sequence) + ", but entry " +
                        std::to_string(sequence) + " was written: what came last was removed.");
    } else {
        breakAt(check, check.last_sequence, "The seal at the end of the audit trail is missing.");
    }
    return query.finish();
}

}  // namespace

Result<AuditChain::Head> AuditChain::head()
{
    Query query(database_, "SELECT sequence, link FROM audit_head");
    Head head;
    if (query.next())
        head = {query.number(0), query.text(1)};
    if (auto read = query.finish(); !read)
        return propagate(read);
    return head;
}

Result<void> AuditChain::seal(const Head& head)
{
    Query query(database_,
                "INSERT INTO audit_head (id, sequence, link, seal) VALUES (1, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, link = excluded.link, "
                "seal = excluded.seal");
    return query.bind(head.sequence).bind(head.link).bind(sealOf(key_, head.sequence, head.link)).finish();
}

Result<void> AuditChain::append(const AuditEntry& entry)
{
    const auto last = head();
    if (!last)
        return propagate(last);
    AuditEntry added = entry;
    added.sequence = last->sequence + 1;
    const Head next{added.sequence, linkOf(key_, last->link, added)};
    Query query(database_,
                "INSERT INTO audit (sequence, time, user, access_key, action, resource, detail, link) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(added.sequence).bind(milliseconds(added.time)).bind(added.user).bind(added.access_key);
    query.bind(added.action).bind(added.resource).bind(added.detail).bind(next.link);
    if (auto inserted = query.finish(); !inserted)
        return inserted;
    return seal(next);
}

Result<void> AuditChain::relink()
{
    Head last;
    while (true) {
        Query query(database_, std::string("SELECT ") + columns +
                                   " FROM audit WHERE sequence > ? ORDER BY sequence LIMIT 1");
        query.bind(last.sequence);
        if (!query.next()) {
            if (auto read = query.finish(); !read)
                return read;
            return seal(last);
        }
        const AuditEntry entry = readEntry(query);
        last = {entry.sequence, linkOf(key_, last.link, entry)};
        Query update(database_, "UPDATE audit SET link = ? WHERE sequence = ?");
        if (auto updated = update.bind(last.link).bind(last.sequence).finish(); !updated)
            return updated;
    }
}

Result<AuditCheck> checkAudit(const std::filesystem::path& file, const std::string& key)
{
    const auto database = Database::open(file, Database::Access::Read);
    if (!database)
        return propagate(database);
    if (auto begun = (*database)->run("BEGIN"); !begun)
        return propagate(begun);
    AuditCheck check;
    std::string link;
    Query query(**database, std::string("SELECT ") + columns + ", link FROM audit ORDER BY sequence");
    while (query.next() && !check.broken_at) {
        const AuditEntry entry = readEntry(query);
        link = linkOf(key, link, entry);
        if (!equalSecrets(link, query.text(7))) {
            breakAt(check, entry.sequence,
                    "Entry " + std::to_string(entry.sequence) +
                        " of the audit trail does not follow from those before it: it was changed, or one "
                        "before it "
                        "was removed, or the master key is another one.");
            break;
        }
        ++check.entries;
        check.last_sequence = entry.sequence;
    }
    if (!check.broken_at) {
        if (auto read = query.finish(); !read)
            return propagate(read);
        if (auto end = checkEnd(**database, key, link, check); !end)
            return propagate(end);
    }
    return check;
}

}  // namespace slipway
