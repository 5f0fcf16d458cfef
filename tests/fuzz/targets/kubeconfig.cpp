// SPDX-License-Identifier: GPL-3.0-or-later
// Kubeconfigs, and what their plugins print.
#include "core/kubeconfig/kubeconfig.h"
#include "platform/engines/kubernetes/access/credentials.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <algorithm>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

void checkConfig(std::string_view text)
{
    const auto config = Kubeconfig::parse(text, "/no/such/directory", "config");
    if (!config) {
        expect(config.error().message.starts_with("config:"), "An error says where it is.");
        return;
    }
    auto names = config->contexts();
    for (const std::string& name : names) {
        const auto access = config->access(name);
        if (!access)
            continue;
        expect(access->name == name, "A way bears its context's name.");
        expect(access->server.starts_with("http") && !access->server.ends_with('/'),
               "A server is an address.");
        expect(!access->plugin || !access->plugin->command.empty(), "A plugin has a command.");
    }
    std::sort(names.begin(), names.end());
    expect(std::adjacent_find(names.begin(), names.end()) == names.end(), "Contexts are listed once.");
    expect(!config->access(std::string(100, 'x')) || names.front().size() == 100,
           "Unknown contexts are not found.");
}

void checkCredential(std::string_view text)
{
    const auto credential = readExecCredential(text, "client.authentication.k8s.io/v1");
    if (credential)
        expect(!credential->token.empty() ||
                   (!credential->certificate_pem.empty() && !credential->private_key_pem.empty()),
               "A credential signs somehow.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkConfig(text);
    checkCredential(text);
    return 0;
}
