// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace slipway {

/// A sentence of a server in the current language, with the numbers and names that it has: "Waits for 8 GPUs;
/// 3 of 8 are free." Empty for one that is not known, and where the language is the server's own.
QString filledSentence(const QString& said);

}  // namespace slipway
