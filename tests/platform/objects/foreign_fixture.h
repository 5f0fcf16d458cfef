// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/foreign/foreign_objects.h"
#include "tests/platform/objects/object_server.h"

namespace slipway::test {

/// The whole key of somebody else's store that keys of a project begin with.
inline const std::string place = "slipway/default/";

/// A second object service plays the store of somebody else: bucket "default", everything below "slipway/",
/// and a key of alice's there.
struct ForeignFixture {
    ForeignStoreOptions options() const
    {
        ForeignStoreOptions options;
        options.endpoint = "http://" + back.address();
        options.bucket = "default";
        options.prefix = "slipway";
        options.credentials = {back.alice.access_key, back.alice.secret_key, {}};
        return options;
    }

    ObjectServer back;
    std::shared_ptr<ForeignStore> store = ForeignStore::open(options()).value();
    ObjectServer front{
        [this](Store& resources) { return std::make_unique<ForeignObjects>(resources, store); }};

    /// The object as the store has it; empty when there is none.
    std::string stored(const std::string& key) const { return back.file("default/" + place + key); }
};

inline std::string md5Of(std::string_view text)
{
    Md5 md5;
    md5.update(text);
    return hex(md5.finish());
}

/// Content that repeats nowhere near.
inline std::string noise(std::size_t bytes)
{
    std::string content(bytes, '\0');
    std::uint32_t state = 1;
    for (char& c : content)
        c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return content;
}

}  // namespace slipway::test
