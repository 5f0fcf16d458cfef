// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace slipway {

/// One thing that the workbench remembers, and what it is before anybody chose.
template <class T>
struct Setting {
    const char* key;
    T initial;
};

/// Everything that is remembered between starts. All of it belongs to the user on this computer.
namespace settings {
inline const Setting<QString> theme{"look/theme", QStringLiteral("system")};        ///< system, light or dark
inline const Setting<QString> language{"look/language", QStringLiteral("system")};  ///< system, en or zh_CN
inline const Setting<QByteArray> geometry{"window/geometry", {}};
/// Windows of details that were open, as JSON: see DetailsWindows.
inline const Setting<QByteArray> details_windows{"window/details", {}};
inline const Setting<QString> page{"window/page", QStringLiteral("environments")};
/// Widths, order, hidden columns and sorting of each table.
inline const Setting<QByteArray> environments_table{"tables/environments", {}};
inline const Setting<QByteArray> jobs_table{"tables/jobs", {}};
inline const Setting<QByteArray> datasets_table{"tables/datasets", {}};
inline const Setting<QByteArray> volumes_table{"tables/volumes", {}};
inline const Setting<QByteArray> templates_table{"tables/templates", {}};
inline const Setting<QByteArray> queue_table{"tables/queue", {}};
inline const Setting<QByteArray> clusters_table{"tables/clusters", {}};
inline const Setting<QByteArray> nodes_table{"tables/nodes", {}};
inline const Setting<QByteArray> events_table{"tables/events", {}};
inline const Setting<QByteArray> replicas_table{"tables/replicas", {}};
inline const Setting<QByteArray> files_table{"tables/files", {}};
inline const Setting<QStringList> pins{"home/pins", {}};  ///< "SERVER KIND PROJECT/NAME" each.
inline const Setting<QStringList> dismissed_failures{"home/dismissed", {}};  ///< Ids.
inline const Setting<QString> guide{"home/guide", {}};  ///< How far the first steps went, as JSON.
/// The job launched last in each project, as JSON by "SERVER PROJECT".
inline const Setting<QString> last_jobs{"launch/jobs", {}};
inline const Setting<QString> gpu_colors{"cluster/colors",
                                         QStringLiteral("owner")};  ///< owner, project or work
inline const Setting<QString> last_environment{"launch/environment", {}};
inline const Setting<QString> last_volume{"create/volume", {}};
inline const Setting<QString> last_upload_folder{"upload/folder", {}};
inline const Setting<QString> last_download_folder{"download/folder", {}};
inline const Setting<QString> last_export_folder{"export/folder", {}};
}  // namespace settings

/// The file that remembers.
class SettingsStore {
public:
    /// `file` is made on the first change.
    explicit SettingsStore(const QString& file) : file_(file, QSettings::IniFormat) {}

    template <class T>
    T get(const Setting<T>& setting) const
    {
        return file_.value(QLatin1String(setting.key), QVariant::fromValue(setting.initial))
            .template value<T>();
    }

    template <class T>
    void set(const Setting<T>& setting, const T& value)
    {
        file_.setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

private:
    QSettings file_;
};

}  // namespace slipway
