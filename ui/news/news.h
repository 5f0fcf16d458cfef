// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "widgets/theme/status_tone.h"

#include <QString>

#include <string>

namespace slipway {

/// Something that happened to what is the user's own, worth interrupting them for.
struct News {
    enum class What { JobEnded, EnvironmentReady, GpuIdle } what = What::JobEnded;
    Kind kind = Kind::Job;
    std::string key;  ///< "project/name"
    QString text;     ///< A sentence.
    StatusTone tone = StatusTone::Neutral;
};

}  // namespace slipway
