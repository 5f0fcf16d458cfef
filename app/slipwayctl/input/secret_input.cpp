// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/input/secret_input.h"

#include <cstdlib>
#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace slipway::ctl {
namespace {

/// A terminal that does not show what is typed while this lives.
class HiddenInput {
public:
    HiddenInput()
    {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0)
            return;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    ~HiddenInput()
    {
        if (changed_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

}  // namespace

Result<std::string> readSecretKey(const char* variable)
{
    if (const char* given = std::getenv(variable); given && *given)
        return std::string(given);
    std::string line;
    {
        const bool terminal = ::isatty(STDIN_FILENO) != 0;
        if (terminal)
            std::cerr << "Secret key: " << std::flush;
        const HiddenInput hidden;
        std::getline(std::cin, line);
        if (terminal)
            std::cerr << "\n";
    }
    line.erase(line.find_last_not_of(" \r\n\t") + 1);
    if (line.empty())
        return fail(ErrorCode::InvalidArgument,
                    std::string("There is no secret key. Write it to stdin, or set ") + variable + ".",
                    "no-secret");
    return line;
}

}  // namespace slipway::ctl
