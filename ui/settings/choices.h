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

inline const Setting<QString> keys_home{"keys/home", QStringLiteral("Ctrl+1")};
inline const Setting<QString> keys_environments{"keys/environments", QStringLiteral("Ctrl+2")};
inline const Setting<QString> keys_jobs{"keys/jobs", QStringLiteral("Ctrl+3")};
inline const Setting<QString> keys_datasets{"keys/datasets", QStringLiteral("Ctrl+4")};
inline const Setting<QString> keys_volumes{"keys/volumes", QStringLiteral("Ctrl+5")};
inline const Setting<QString> keys_cluster{"keys/cluster", QStringLiteral("Ctrl+6")};
inline const Setting<QString> keys_templates{"keys/templates", QStringLiteral("Ctrl+7")};

inline const Setting<QString> keys_details_window{"keys/details-window", QStringLiteral("Ctrl+Shift+W")};
inline const Setting<QString> keys_tab_window{"keys/tab-window", QStringLiteral("Ctrl+Shift+T")};
inline const Setting<QString> keys_put_back{"keys/put-back", QStringLiteral("Ctrl+Shift+B")};
inline const Setting<QString> keys_close_window{"keys/close-window", QStringLiteral("Ctrl+W")};
inline const Setting<QString> keys_apply{"keys/apply", QStringLiteral("Ctrl+S")};

}  // namespace slipway::settings
