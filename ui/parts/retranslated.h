// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace slipway {

/// Calls `apply` now, and again whenever the language changes while `widget` lives.
void retranslated(QWidget* widget, std::function<void()> apply);

}  // namespace slipway
