// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/input/secret_input.h"

#include "app/slipwayctl/input/terminal.h"

#include <cstdlib>
#include <iostream>

namespace slipway::ctl {

Result<std::string> readSecretKey(const char* variable)
{
    if (const char* given = std::getenv(variable); given && *given)
        return std::string(given);
    std::string line;
    {
        const bool terminal = inputIsTerminal();
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
