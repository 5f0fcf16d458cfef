// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace slipway {

/// How well `typed` fits `text`: all its characters have to occur in that order, in any case. Higher is
/// better; negative when it does not fit. The beginning counts most, then beginnings of words, then
/// characters that follow each other; of two equal fits the shorter text is better.
int fuzzyScore(QStringView typed, QStringView text);

}  // namespace slipway
