// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"

#include <string>

namespace slipway {

/// A job to start others from: what a team keeps of one that works.
struct TemplateSpec {
    std::string description;  ///< What it is for, in a sentence.
    JobSpec job;              ///< As it would be launched; what it names may be gone by then.

    bool operator==(const TemplateSpec&) const = default;
};

/// See specs.h for what these promise. A template's job is never a stopped one.
Result<TemplateSpec> readTemplateSpec(const Json& spec);
Json write(const TemplateSpec& spec);

}  // namespace slipway
