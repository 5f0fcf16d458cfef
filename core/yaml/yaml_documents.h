// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Where something stands in a file, both from 1.
struct Place {
    int line = 1;
    int column = 1;
};

/// One YAML document as JSON, and where each of its members stands.
struct YamlDocument {
    std::string json;
    std::map<std::string, Place> places;  ///< By path: "" for the document, "spec.env.A", "spec.datasets[0]".

    /// The place of a path, or of the nearest part of it that is in the file.
    Place placeOf(std::string_view path) const;
};

/// What is wrong, and where.
struct PlacedError {
    Error error;
    Place place;
};

/// Reads every document of a text. Plain scalars follow YAML's core schema, quoted ones are text.
tl::expected<std::vector<YamlDocument>, PlacedError> parseYaml(std::string_view text);

/// The same of a file; errors read "FILE:LINE:COLUMN: sentence".
Result<std::vector<YamlDocument>> readYaml(std::string_view text, const std::string& file);

/// Whether a plain scalar of this text would be read as something else than the text.
bool needsQuotes(const std::string& text);

/// `error` with the place put in front of its message.
Error placed(Error error, const std::string& file, Place place);

}  // namespace slipway
