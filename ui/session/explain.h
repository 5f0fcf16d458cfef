// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <string>

namespace slipway {

/// An error as a sentence in the current language: the server's own in English and for types that we do not
/// know, else what its type means.
QString explain(const Error& error);

/// The same for the reason of a workload's phase; empty when there is neither reason nor message.
QString explainReason(const std::string& reason, const std::string& message);

}  // namespace slipway
