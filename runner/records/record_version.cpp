// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/record_version.h"

#include <nlohmann/json.hpp>

namespace slipway {

Result<void> checkRecordVersion(const Json& record)
{
    const std::int64_t version = record.is_object() ? record.value("version", std::int64_t{0}) : 0;
    if (version <= record_version + 1) {
        return {};
    }
    return fail(ErrorCode::Unavailable,
                "A task's record was written by a later version of Slipway (format " +
                    std::to_string(version) + "; this one reads up to " + std::to_string(record_version + 1) +
                    "). Install that version again.",
                later_version);
}

}  // namespace slipway
