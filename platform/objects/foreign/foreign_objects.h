// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/foreign/foreign_store.h"
#include "platform/objects/object_backend.h"

#include <memory>
#include <string_view>
#include <vector>

namespace slipway {

/// Objects in a store that is not ours: key K of project P is PREFIX/P/K of its bucket.
///
/// Whoever asks for it by `x-slipway-direct` is sent to the store for bodies of objects, by an address that
/// is good for this request and a short time. For everybody else bodies are handed on while they come. No key
/// of the store leaves this process but the names in such addresses.
class ForeignObjects final : public ObjectBackend {
public:
    ForeignObjects(Store& resources, std::shared_ptr<ForeignStore> store)
        : resources_(resources), store_(std::move(store))
    {
    }

    void openBucket(const std::string&) override {}
    /// Keys have 1 to 1024 bytes, what goes before them in the store included, and no part "." or "..", which
    /// something on the way might take for a step elsewhere.
    Result<void> checkKey(std::string_view key) const override;
    bool isElsewhere(const net::RequestHead&) const override { return true; }
    /// Gets of objects, and puts of objects and parts that say Content-MD5, which then is part of the
    /// address.
    std::optional<net::Response> elsewhere(const S3Request& request) const override;
    Result<net::Response> onBucket(const S3Request& request) override;
    Result<net::Response> onObject(const S3Request& request) override;

private:
    Result<net::Response> answer(const S3Request& request);
    Result<net::Response> list(const S3Request& request);
    Result<net::Response> removeMany(const S3Request& request);
    Result<net::Response> read(const S3Request& request);
    Result<net::Response> put(const S3Request& request);
    Result<net::Response> copy(const S3Request& request);
    Result<net::Response> createUpload(const S3Request& request);
    Result<net::Response> completeUpload(const S3Request& request);
    Result<net::Response> listParts(const S3Request& request);
    Result<net::Response> remove(const S3Request& request);

    /// The same request to the store, with the named parameters.
    StoreRequest begin(const S3Request& request, const std::vector<std::string_view>& parameters) const;
    Result<net::Response> rewritten(const S3Request& request, const net::FetchResponse& answer) const;

    Store& resources_;
    const std::shared_ptr<ForeignStore> store_;
};

}  // namespace slipway
