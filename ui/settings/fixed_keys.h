// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace slipway {

/// Keys that a kind of control always has, so that nobody can choose them for something else.
struct FixedKeys {
    const char* keys;   ///< In Qt's portable spelling.
    const char* title;  ///< To be translated.

    QString nativeText() const;
    QString titleText() const;
};

std::span<const FixedKeys> fixedKeys();

}  // namespace slipway
