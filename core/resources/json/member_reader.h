// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Takes the members of a JSON object one by one, checking their types, and keeps the first thing wrong.
///
/// Absent members and nulls leave the value given as it is. Once every member has been asked for, `finish`
/// tells what was wrong. The JSON must outlive the reader.
class MemberReader {
public:
    /// Whether members that nobody asked for are an error.
    enum class Unknown { Refused, Ignored };

    /// `path` is what fields start with, such as "spec"; empty at the top.
    MemberReader(const Json& object, std::string path, Unknown unknown);

    void text(std::string_view name, std::string& value);
    void text(std::string_view name, std::optional<std::string>& value);
    void boolean(std::string_view name, bool& value);
    void integer(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most);
    void integer(std::string_view name, std::optional<std::int64_t>& value);
    void number(std::string_view name, std::optional<double>& value);
    /// "2GiB" or a number of bytes.
    void bytes(std::string_view name, Bytes& value);
    /// "8h" or a number of seconds.
    void duration(std::string_view name, std::chrono::seconds& value);
    void time(std::string_view name, std::optional<Timestamp>& value);
    void texts(std::string_view name, std::vector<std::string>& value);
    /// Values may be texts, numbers or booleans; all are kept as text.
    void textMap(std::string_view name, std::map<std::string, std::string>& value);
    /// An object, kept as compact JSON text.
    void object(std::string_view name, std::string& value);
    /// An object to look into with a reader of its own; null when absent.
    const Json* child(std::string_view name);
    /// The objects of an array; empty when absent.
    std::vector<const Json*> children(std::string_view name);
    /// A member that may be there and is read elsewhere.
    void known(std::string_view name) { asked_.emplace_back(name); }

    /// Notes that a member is wrong: the message is its field and `complaint`, which ends without a full
    /// stop.
    void refuse(std::string_view type, std::string_view name, std::string_view complaint);
    /// Notes an error that a reader of an inner object, or a check, gave.
    void refuse(const Error& error);

    std::string field(std::string_view name) const;
    Result<void> finish();

private:
    const Json* find(std::string_view name);
    void refuseUnknown();

    const Json& object_;
    std::string path_;
    Unknown unknown_;
    std::vector<std::string> asked_;
    std::optional<Error> error_;
};

}  // namespace slipway
