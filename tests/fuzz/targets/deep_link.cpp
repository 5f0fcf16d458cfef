// SPDX-License-Identifier: GPL-3.0-or-later
// Links that open the workbench; any page or letter may hold one.
#include "client/deep_link.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto link = DeepLink::parse(asText(data, size));
    if (!link) {
        expect(!link.error().message.empty(), "A refusal says why.");
        return 0;
    }
    expect(DeepLink::parse(link->text()) == *link, "A link reads back as it was written.");
    expect(linkAuthority("https://" + link->authority) == link->authority,
           "A link names a server as that server's own links do.");
    expect(link->text().find_first_of(" \r\n<>\"'`$") == std::string::npos, "A link is one plain word.");
    return 0;
}
