// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/store_table.h"

#include "core/resources/object_store.h"

#include <fmt/format.h>

#include <mutex>

namespace slipway {

StoreTable::StoreTable(std::shared_ptr<ObjectBackend> home) : home_(std::move(home)) {}

void StoreTable::add(const std::string& name, std::shared_ptr<ObjectBackend> objects)
{
    const std::unique_lock lock(mutex_);
    places_[name] = {std::move(objects), {}};
}

void StoreTable::suspend(const std::string& name, Error why)
{
    const std::unique_lock lock(mutex_);
    places_[name] = {nullptr, std::move(why)};
}

void StoreTable::remove(const std::string& name)
{
    const std::unique_lock lock(mutex_);
    places_.erase(name);
}

Result<std::shared_ptr<ObjectBackend>> StoreTable::find(const std::string& name) const
{
    if (name == home_store)
        return home_;
    const std::shared_lock lock(mutex_);
    const auto found = places_.find(name);
    if (found != places_.end() && found->second.objects)
        return found->second.objects;
    return fail(ErrorCode::Unavailable,
                found == places_.end()
                    ? fmt::format("The store \"{}\" is not one of this platform's now.", name)
                    : fmt::format("The store \"{}\" cannot be used now: {}", name,
                                  found->second.why_suspended.message),
                "store-away");
}

std::vector<std::string> StoreTable::names() const
{
    std::vector<std::string> names{std::string(home_store)};
    const std::shared_lock lock(mutex_);
    for (const auto& [name, place] : places_)
        names.push_back(name);
    return names;
}

bool StoreTable::isAlone() const
{
    const std::shared_lock lock(mutex_);
    return places_.empty();
}

}  // namespace slipway
