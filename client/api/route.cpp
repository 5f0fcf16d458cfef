// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/route.h"

namespace slipway {

void setTrust(net::FetchRequest& request, const Profile& profile)
{
    request.ca_file = profile.ca_file;
    if (profile.certificate_sha256.empty() || !request.url.starts_with("https:"))
        return;
    net::TlsSettings tls;
    tls.peer_sha256 = profile.certificate_sha256;
    request.tls = std::make_shared<const net::TlsSettings>(std::move(tls));
}

void setProxy(net::FetchRequest& request, const Profile& profile)
{
    request.proxy = profile.proxy;
}

}  // namespace slipway
