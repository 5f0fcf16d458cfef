// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// An element with its text and its children; attributes are not kept, and a prefix is cut off its name.
struct XmlElement {
    std::string name;
    std::string text;
    std::vector<XmlElement> children;

    /// The first child of this name, or null.
    const XmlElement* child(std::string_view wanted) const;
    /// The text of that child, empty when there is none.
    std::string_view childText(std::string_view wanted) const;
};

/// Reads the small part of XML that S3's request bodies use: elements, text, comments, CDATA, the five named
/// and all numeric references. Document types, entities of one's own and processing instructions other than
/// the declaration are refused, as is nesting deeper than 16: "MalformedXML".
Result<XmlElement> parseXml(std::string_view text);

}  // namespace slipway
