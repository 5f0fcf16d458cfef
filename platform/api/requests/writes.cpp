// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/writes.h"

#include "platform/api/requests/call.h"
#include "platform/store/store.h"

#include <fmt/format.h>

namespace slipway {

Result<void> auditCall(Transaction& transaction, const Call& call, const std::string& resource,
                       const std::string& action, const std::string& detail)
{
    AuditEntry entry;
    entry.time = now();
    entry.user = call.caller.user;
    entry.access_key = call.caller.access_key;
    entry.action = action;
    entry.resource = resource;
    entry.detail = detail;
    return transaction.audit(std::move(entry));
}

Result<Resource> writeWish(Store& store, const Call& call, const Resource& seen, const std::string& action,
                           const std::string& detail, const std::function<void(Resource&)>& change,
                           Store::Urgency urgency)
{
    Result<Resource> written;
    const auto done = store.write(
        [&](Transaction& transaction) -> Result<void> {
            auto newest = transaction.get(seen.id);
            if (!newest)
                return propagate(newest);
            if (newest->generation != seen.generation)
                return fail(ErrorCode::Conflict,
                            "Somebody else changed it at the same moment. Look at it and try again.",
                            "changed-meanwhile");
            change(*newest);
            newest->generation += 1;
            written = transaction.update(std::move(*newest));
            if (!written)
                return propagate(written);
            return auditCall(transaction, call, call.resourcePath(), action, detail);
        },
        urgency);
    if (!done)
        return propagate(done);
    return written;
}

Result<void> checkNotDeleting(const Resource& resource)
{
    if (!resource.deleting)
        return {};
    return fail(ErrorCode::Conflict, fmt::format("\"{}\" is being deleted.", resource.name), "being-deleted");
}

}  // namespace slipway
