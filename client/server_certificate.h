// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "core/result.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace slipway {

/// The certificate that a server shows, for somebody who is to decide whether to trust it.
struct ServerCertificate {
    std::string sha256;  ///< Of the whole certificate: 64 lower-case hexadecimal digits.
    std::string subject;
    std::string issuer;
    std::string valid_from;  ///< "2026-11-28T12:00:00Z"
    std::string valid_until;
};

/// Connects to the profile's server and looks; no key and no request is sent. Waits, up to some seconds or
/// until the stop.
Result<ServerCertificate> readServerCertificate(const Profile& profile, const std::stop_token& stop);

/// "AB:CD:..." as other programs print it.
std::string fingerprintText(std::string_view sha256);

}  // namespace slipway
