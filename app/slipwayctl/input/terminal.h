// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace slipway::ctl {

/// Whether somebody types what is read, and reads what is printed as an error.
bool inputIsTerminal();
bool errorIsTerminal();

/// While it lives, a terminal does not show what is typed; anything else is left alone.
class HiddenInput {
public:
    HiddenInput();
    ~HiddenInput();
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;

private:
    struct Before;
    std::unique_ptr<Before> before_;
};

}  // namespace slipway::ctl
