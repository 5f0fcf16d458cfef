// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preference.h"

#include "ui/settings/choices.h"

#include <QCoreApplication>

#include <cstring>

namespace slipway {

namespace {

using Choices = std::vector<PreferenceChoice>;
using enum PreferenceSection;

/// Key, type and default come from the setting itself.
template <class T, class Values>
Preference row(PreferenceSection section, const Setting<T>& setting, Values values, const char* title,
               const char* help = "")
{
    return {section, setting.key, QVariant::fromValue(setting.initial), std::move(values), title, help};
}

std::vector<Preference> lookRows()
{
    // Languages are named in themselves, so that everybody finds their own.
    const Choices languages{
        {"system", QT_TRANSLATE_NOOP("Preferences", "As the system")}, {"en", "English"}, {"zh_CN", "中文"}};
    const Choices themes{{"system", QT_TRANSLATE_NOOP("Preferences", "As the system")},
                         {"light", QT_TRANSLATE_NOOP("Preferences", "Light")},
                         {"dark", QT_TRANSLATE_NOOP("Preferences", "Dark")}};
    return {
        row(Look, settings::theme, themes, QT_TRANSLATE_NOOP("Preferences", "Theme")),
        row(Look, settings::language, languages, QT_TRANSLATE_NOOP("Preferences", "Language")),
        row(Look, settings::text_size, PreferenceRange{smallest_text, largest_text, "px"},
            QT_TRANSLATE_NOOP("Preferences", "Text size"),
            QT_TRANSLATE_NOOP("Preferences", "Of plain text; everything else follows")),
        row(Look, settings::scale, PreferenceRange{75, 300, "%"}, QT_TRANSLATE_NOOP("Preferences", "Scale"),
            QT_TRANSLATE_NOOP(
                "Preferences",
                "Scales the whole window, on top of the desktop's own scale; counts from the next start")),
    };
}

std::vector<Preference> noticeRows()
{
    const PreferenceToggle toggle;
    return {
        row(Notices, settings::desktop_notices, toggle,
            QT_TRANSLATE_NOOP("Preferences", "Desktop notifications"),
            QT_TRANSLATE_NOOP("Preferences", "While Slipway is not the window in front")),
        row(Notices, settings::notice_job_ended, toggle,
            QT_TRANSLATE_NOOP("Preferences", "A job of mine ended")),
        row(Notices, settings::notice_environment_ready, toggle,
            QT_TRANSLATE_NOOP("Preferences", "An environment of mine is ready")),
        row(Notices, settings::notice_idle_gpu, toggle,
            QT_TRANSLATE_NOOP("Preferences", "A GPU that I hold is idle"),
            QT_TRANSLATE_NOOP("Preferences", "After ten minutes without work on it")),
        row(Notices, settings::tray, toggle, QT_TRANSLATE_NOOP("Preferences", "Icon in the tray"),
            QT_TRANSLATE_NOOP("Preferences",
                              "Shows whether the platform answers, where the desktop has a tray")),
        row(Notices, settings::stay_in_tray, toggle,
            QT_TRANSLATE_NOOP("Preferences", "Stay in the tray when the window closes")),
    };
}

std::vector<Preference> confirmationRows()
{
    return {row(Confirmations, settings::confirm_leave_uploads, PreferenceToggle(),
                QT_TRANSLATE_NOOP("Preferences", "Before leaving a connection while uploads go on"))};
}

std::vector<Preference> placeRows()
{
    const PreferenceKeys keys;
    return {
        row(Shortcuts, settings::keys_home, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Home")),
        row(Shortcuts, settings::keys_environments, keys,
            QT_TRANSLATE_NOOP("Preferences", "Go to Environments")),
        row(Shortcuts, settings::keys_jobs, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Jobs")),
        row(Shortcuts, settings::keys_datasets, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Datasets")),
        row(Shortcuts, settings::keys_volumes, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Volumes")),
        row(Shortcuts, settings::keys_cluster, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Cluster")),
        row(Shortcuts, settings::keys_templates, keys, QT_TRANSLATE_NOOP("Preferences", "Go to Templates")),
    };
}

std::vector<Preference> detailRows()
{
    const PreferenceKeys keys;
    return {
        row(Shortcuts, settings::keys_details_window, keys,
            QT_TRANSLATE_NOOP("Preferences", "Open details in a window of their own")),
        row(Shortcuts, settings::keys_tab_window, keys,
            QT_TRANSLATE_NOOP("Preferences", "Open one tab in a window of its own")),
        row(Shortcuts, settings::keys_put_back, keys,
            QT_TRANSLATE_NOOP("Preferences", "Put such a window back")),
        row(Shortcuts, settings::keys_close_window, keys,
            QT_TRANSLATE_NOOP("Preferences", "Close such a window")),
        row(Shortcuts, settings::keys_apply, keys, QT_TRANSLATE_NOOP("Preferences", "Apply changed YAML")),
    };
}

std::vector<Preference> shortcutRows()
{
    const PreferenceKeys keys;
    return {
        row(Shortcuts, settings::keys_palette, keys, QT_TRANSLATE_NOOP("Preferences", "Go to anything")),
        row(Shortcuts, settings::keys_filter, keys, QT_TRANSLATE_NOOP("Preferences", "Filter what is shown")),
        row(Shortcuts, settings::keys_reload, keys,
            QT_TRANSLATE_NOOP("Preferences", "Load everything again")),
        row(Shortcuts, settings::keys_copy_link, keys,
            QT_TRANSLATE_NOOP("Preferences", "Copy a link to what is selected")),
        row(Shortcuts, settings::keys_notices, keys, QT_TRANSLATE_NOOP("Preferences", "Show notifications")),
        row(Shortcuts, settings::keys_settings, keys, QT_TRANSLATE_NOOP("Preferences", "Open the settings")),
    };
}

std::vector<Preference> allRows()
{
    std::vector<Preference> rows;
    for (auto part :
         {lookRows(), noticeRows(), confirmationRows(), shortcutRows(), placeRows(), detailRows()})
        rows.insert(rows.end(), part.begin(), part.end());
    return rows;
}

}  // namespace

std::span<const Preference> preferences()
{
    static const std::vector<Preference> rows = allRows();
    return rows;
}

const Preference& preference(const char* key)
{
    for (const Preference& row : preferences())
        if (std::strcmp(row.key, key) == 0)
            return row;
    qFatal("There is no setting %s.", key);
}

QString sectionTitle(PreferenceSection section)
{
    switch (section) {
    case Look:
        return QCoreApplication::translate("Preferences", "Look and language");
    case Notices:
        return QCoreApplication::translate("Preferences", "Notifications");
    case Confirmations:
        return QCoreApplication::translate("Preferences", "Questions");
    case Shortcuts:
        return QCoreApplication::translate("Preferences", "Shortcuts");
    }
    return {};
}

}  // namespace slipway
