// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace slipway::ctl {

/// The program's whole help as docs/cli.md holds it.
std::string helpMarkdown(const CLI::App& program);

}  // namespace slipway::ctl
