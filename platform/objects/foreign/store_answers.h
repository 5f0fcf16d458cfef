// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/serve/server.h"

#include <string>
#include <string_view>

namespace slipway {

/// Whose objects an answer of the store tells of, and how they are to be told.
struct AnswerPlace {
    std::string project;
    std::string place;         ///< What the store's keys begin with before the project's own.
    bool url_encoded = false;  ///< Whoever asked wants the keys of lists percent-encoded.
};

/// An XML answer of the store in the words of the project's own bucket: keys and prefixes without where they
/// lie in the store, the project for bucket and owner. Keys that the store encoded ("EncodingType") are
/// decoded, and encoded again where that was asked for. `Unavailable` when it is no such answer.
Result<std::string> rewriteAnswer(std::string_view xml, const AnswerPlace& place);

/// Takes over what an answer's head says of an object: type, size, ETag, times, metadata, checksums.
void takeObjectHeaders(const net::Headers& from, net::Headers& to);

}  // namespace slipway
