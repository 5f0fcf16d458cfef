// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::net {

/// Header fields in the order they came or go. Names compare without case.
class Headers {
public:
    void add(std::string name, std::string value);
    void set(std::string name, std::string value);
    /// The first value of `name`, or nothing.
    const std::string* find(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// A text with the letters of ASCII in lower case.
std::string lowerCase(std::string_view text);

/// Whether a text would end the line of a head that it stands in.
bool breaksHead(std::string_view text);

/// "Not Found" for 404.
std::string_view reasonPhrase(int status);

/// A byte range as the Range header asks for it, resolved against a size. `last` is included.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// Reads "bytes=0-99", "bytes=100-" or "bytes=-5". Nothing when absent, in another unit or of several ranges,
/// which means the whole; `satisfiable` turns false when it lies behind the end.
std::optional<ByteRange> parseRange(std::string_view header, std::uint64_t size_bytes, bool& satisfiable);

}  // namespace slipway::net
