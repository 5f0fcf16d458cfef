// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uri.h"
#include "net/dial/dialer.h"

#include <string>

namespace slipway {

/// How to dial a store of objects; `ca_file` is empty for the authorities of the system.
inline net::DialTarget targetOf(const Url& url, const std::string& ca_file)
{
    const bool v6 = url.host.find(':') != std::string::npos;
    const std::string address = (v6 ? "[" + url.host + "]" : url.host) + ":" + std::to_string(url.port);
    return {address, url.scheme == "https", url.host, ca_file};
}

}  // namespace slipway
