// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <string>

namespace slipway {

/// What is written of a resource when it is made.
enum class Deletion {
    AtOnce,
    ByController,  ///< Marked; its controller removes it when everything of it has ended.
};

/// The rules of one kind, as data.
struct KindRules {
    Kind kind;
    Deletion deletion;
    /// Checks a spec and gives its canonical form.
    Result<std::string> (*canonicalSpec)(const std::string& spec);
    /// Whether a spec may follow another; `Conflict` or `InvalidArgument` with the field when not.
    Result<void> (*checkChange)(const Resource& before, const Resource& after);
    /// The status of a new resource whose id is set.
    std::string (*initialStatus)(const Resource& resource);
};

/// The rules of a kind that people may write.
const KindRules& rulesOf(Kind kind);

/// Labels are at most 64 short texts; the error names the field.
Result<void> checkLabels(const std::map<std::string, std::string>& labels);

}  // namespace slipway
