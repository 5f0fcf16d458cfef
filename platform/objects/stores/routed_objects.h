// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/object_backend.h"
#include "platform/objects/stores/key_routes.h"
#include "platform/objects/stores/merged_lists.h"
#include "platform/objects/stores/store_table.h"

#include <memory>

namespace slipway {

/// Objects of several stores behind one door: each request goes to the store that its key belongs to, and
/// lists show what all of them have.
class RoutedObjects final : public ObjectBackend {
public:
    RoutedObjects(Store& resources, std::shared_ptr<const StoreTable> stores)
        : routes_(resources), stores_(std::move(stores))
    {
    }

    void openBucket(const std::string& bucket) override { stores_->home()->openBucket(bucket); }
    /// What home says; other stores are asked once it is known that the key is theirs.
    Result<void> checkKey(std::string_view key) const override { return stores_->home()->checkKey(key); }
    bool isElsewhere(const net::RequestHead& head) const override;
    std::optional<net::Response> elsewhere(const S3Request& request) const override;
    Result<net::Response> onBucket(const S3Request& request) override;
    Result<net::Response> onObject(const S3Request& request) override;

private:
    using Backend = std::shared_ptr<ObjectBackend>;

    /// Where a request for one object goes; `Unavailable` when no store that has it can be used.
    Result<Backend> storeFor(const S3Request& request) const;
    Result<Backend> readableAt(const Caller& caller, const std::string& bucket, const std::string& key) const;
    Result<Backends> storesBelow(const S3Request& request) const;
    Result<net::Response> copy(const S3Request& request, const Backend& to);
    Result<net::Response> removeMany(const S3Request& request);

    const KeyRoutes routes_;
    const std::shared_ptr<const StoreTable> stores_;
};

}  // namespace slipway
