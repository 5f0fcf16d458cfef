// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/input/terminal.h"

#include <termios.h>
#include <unistd.h>

namespace slipway::ctl {

struct HiddenInput::Before {
    termios state{};
};

bool inputIsTerminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

bool errorIsTerminal()
{
    return ::isatty(STDERR_FILENO) != 0;
}

HiddenInput::HiddenInput() : before_(std::make_unique<Before>())
{
    if (::tcgetattr(STDIN_FILENO, &before_->state) == 0) {
        termios hidden = before_->state;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0)
            return;
    }
    before_.reset();
}

HiddenInput::~HiddenInput()
{
    if (before_)
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_->state);
}

}  // namespace slipway::ctl
