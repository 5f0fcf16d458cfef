// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/master_key.h"

#include "core/file_descriptor.h"
#include "platform/api/requests/idempotency.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/sealed_texts.h"
#include "platform/store/audit_chain.h"
#include "platform/store/store_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr const char* space = "master-key";
constexpr const char* mark = "mark";

struct Places {
    explicit Places(const fs::path& directory)
        : key(directory / "master.key"),
          next(directory / "master.key.new"),
          database(directory / "slipway.db")
    {
    }
    fs::path key, next, database;
};

Result<void> putInPlace(const Places& places)
{
    const FileDescriptor directory(
        ::open(places.key.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (::rename(places.next.c_str(), places.key.c_str()) != 0 || !directory || ::fsync(directory.get()) != 0)
        return fail(ErrorCode::Unavailable,
                    places.key.string() + " could not be replaced: " + std::strerror(errno) + ".");
    return {};
}

Result<void> settleRotation(const Places& places)
{
    const auto next = SecretBox::open(places.next, SecretBox::WhenAbsent::Fail);
    const auto taken =
        next ? fits(places.database, *next) : Result<bool>(false);  // Half a key was never used.
    if (!taken)
        return propagate(taken);
    if (*taken)
        return putInPlace(places);
    std::error_code error;
    fs::remove(places.next, error);
    return {};
}

Result<void> sealAnew(Store& store, const SecretBox& before, const SecretBox& after)
{
    return store.write([&](Transaction& transaction) -> Result<void> {
        AuditEntry entry;
        entry.action = "rotate-key";
        entry.resource = "platform";
        entry.detail = "The master key was replaced.";
        return resealKeys(store, transaction, before, after)
            .and_then([&] { return resealTexts(store, transaction, before, after); })
            .and_then([&] { return resealAnswers(store, transaction, before, after); })
            .and_then([&] { return markWith(transaction, after); })
            .and_then([&] { return transaction.audit(entry); })
            .and_then([&] { return transaction.relinkAudit(storeOptions(after).audit_key); });
    });
}

}  // namespace

StoreOptions storeOptions(const SecretBox& secrets)
{
    StoreOptions options;
    options.audit_key = secrets.derive("audit trail");
    return options;
}

Result<void> markWith(Transaction& transaction, const SecretBox& secrets)
{
    return transaction.putRecord(space, mark, secrets.seal("ours", mark));
}

Result<bool> fits(const fs::path& database, const SecretBox& secrets)
{
    const auto record = readRecord(database, space, mark);
    if (!record)
        return propagate(record);
    return *record && secrets.unseal(**record, mark).has_value();
}

Result<SecretBox> openMasterKey(const fs::path& directory)
{
    const Places places(directory);
    if (fs::exists(places.next)) {
        if (auto settled = settleRotation(places); !settled)
            return propagate(settled);
    }
    return SecretBox::open(places.key);
}

Result<void> rotateMasterKey(const fs::path& directory)
{
    const Places places(directory);
    const auto before = openMasterKey(directory);
    if (!before)
        return propagate(before);
    auto store = Store::open(places.database, storeOptions(*before));
    if (!store)
        return propagate(store);
    const auto trail = checkAudit(places.database, storeOptions(*before).audit_key);
    if (!trail)
        return propagate(trail);
    if (trail->broken_at)
        return fail(ErrorCode::DataLoss, trail->problem + " Keep a copy of the database before you go on.");
    const auto after = SecretBox::make(places.next);
    if (!after)
        return propagate(after);
    if (auto sealed = sealAnew(**store, *before, *after); !sealed) {
        std::error_code error;
        fs::remove(places.next, error);
        return sealed;
    }
    store->reset();
    return putInPlace(places);
}

}  // namespace slipway
