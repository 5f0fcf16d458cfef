// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace slipway {

/// A place in the workbench: slipway://HOST[:PORT]/projects/P/COLLECTION/NAME[?tab=TAB].
///
/// It comes from wherever somebody clicked. It names no key and no way to connect, and opening one changes
/// nothing.
struct DeepLink {
    std::string authority;  ///< "gpu.example.com" or "127.0.0.1:8470", in lower case.
    Kind kind = Kind::Job;  ///< One of a project's kinds.
    std::string project;
    std::string name;
    std::string tab;  ///< "logs"; empty for the one that is shown anyway.

    static Result<DeepLink> parse(std::string_view text);
    std::string text() const;

    bool operator==(const DeepLink&) const = default;
};

/// How links name the server at this address; empty when it is none.
std::string linkAuthority(std::string_view server);

}  // namespace slipway
