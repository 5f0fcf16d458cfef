// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/object_backend.h"

namespace slipway {

/// Objects as files in place (see files/key_path.h); what is no object lies under DIR/objects/.slipway.
class PlainObjects final : public ObjectBackend {
public:
    /// Makes `objects` where it is missing, and removes what a crash left of uploads.
    PlainObjects(Store& store, std::filesystem::path objects);

    void openBucket(const std::string& bucket) override;
    Result<void> checkKey(std::string_view key) const override;
    Result<net::Response> onBucket(const S3Request& request) override;
    Result<net::Response> onObject(const S3Request& request) override;

private:
    const S3Context context_;
};

}  // namespace slipway
