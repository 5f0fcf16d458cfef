// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace slipway::ctl {

/// What the shells' scripts ask for: lines "WORD<tab>DESCRIPTION", and ":files" or ":folders" where the shell
/// knows better. Names are asked of the platform for a second at most; when it does not answer, there are
/// none.
std::string completionLines(const CLI::App& program, std::span<const std::string> words);

/// The script that makes "bash", "zsh" or "fish" complete slipwayctl; it holds no word of the command tree,
/// so that it suits every version.
Result<std::string_view> completionScript(std::string_view shell);

}  // namespace slipway::ctl
