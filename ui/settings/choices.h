// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"
#include "widgets/theme/text_size.h"

/// What people choose, beside theme and language: keys, types and defaults. What values each may have and
/// what they are called stands in the table of preferences.
namespace slipway::settings {

inline const Setting<int> text_size{"look/text-size", usual_text};
inline const Setting<int> scale{"look/scale", 100};  ///< In percent.

inline const Setting<bool> desktop_notices{"notices/desktop", true};
inline const Setting<bool> notice_job_ended{"notices/job-ended", true};
inline const Setting<bool> notice_environment_ready{"notices/environment-ready", true};
inline const Setting<bool> notice_idle_gpu{"notices/idle-gpu", true};
inline const Setting<bool> tray{"notices/tray", false};
inline const Setting<bool> stay_in_tray{"notices/stay-in-tray", false};

inline const Setting<bool> confirm_leave_uploads{"confirm/leave-uploads", true};

inline const Setting<QString> keys_palette{"keys/palette", QStringLiteral("Ctrl+K")};
inline const Setting<QString> keys_filter{"keys/filter", QStringLiteral("Ctrl+F")};
inline const Setting<QString> keys_reload{"keys/reload", QStringLiteral("F5")};
inline const Setting<QString> keys_copy_link{"keys/copy-link", QStringLiteral("Ctrl+Shift+C")};
inline const Setting<QString> keys_notices{"keys/notices", QStringLiteral("Ctrl+Shift+N")};
inline const Setting<QString> keys_settings{"keys/settings", QStringLiteral("Ctrl+,")};

}  // namespace slipway::settings
