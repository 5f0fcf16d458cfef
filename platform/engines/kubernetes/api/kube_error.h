// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace slipway {

/// What an API server's refusal means, in our words. `body` is its Status object, or whatever a proxy sent.
///
/// Types: "cluster-unauthenticated", "cluster-forbidden", "cluster-quota", "cluster-conflict",
/// "cluster-busy", "cluster-webhook", and those of the codes. `field` is the member at fault as the server
/// names it. Source: "API Conventions", section "Response Status Kind".
Error kubeError(int status, std::string_view body);

}  // namespace slipway
