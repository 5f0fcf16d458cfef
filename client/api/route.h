// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "net/fetch/fetcher.h"

namespace slipway {

/// Whom the profile trusts at its server: one certificate, a file of authorities, or the system's.
void setTrust(net::FetchRequest& request, const Profile& profile);

/// The proxy on the way that the profile names.
void setProxy(net::FetchRequest& request, const Profile& profile);

}  // namespace slipway
