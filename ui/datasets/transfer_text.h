// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace slipway {

struct Transfer;

/// "38.2 GiB of 61 GiB · 412 MiB/s · 56 s left", or why it was interrupted.
QString transferText(const Transfer& transfer);

}  // namespace slipway
