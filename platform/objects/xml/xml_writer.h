// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace slipway {

/// Text that is safe between tags: markup escaped, control characters as references, broken UTF-8 as U+FFFD.
std::string escapeXml(std::string_view text);

/// Writes the XML of an answer from front to back.
class XmlWriter {
public:
    XmlWriter();

    /// `attributes` are written as they are.
    void open(std::string_view tag, std::string_view attributes = {});
    void close(std::string_view tag);
    /// An element that holds text alone.
    void text(std::string_view tag, std::string_view text, std::string_view attributes = {});

    std::string finish() &&;

private:
    std::string out_;
};

/// The attribute of S3's root elements.
inline constexpr std::string_view s3_namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

}  // namespace slipway
