// SPDX-License-Identifier: GPL-3.0-or-later
// What the workbench offers in its palette.
#include "ui/connections/connection_text.h"
#include "ui/connections/connections.h"
#include "ui/parts/details/details_pane.h"
#include "ui/parts/lists/list_page.h"
#include "ui/shell/appearance.h"
#include "ui/shell/workbench_view.h"

#include <QPointer>
#include <QPushButton>
#include <QTabWidget>

namespace slipway {

std::vector<PaletteEntry> WorkbenchView::paletteEntries()
{
    std::vector<PaletteEntry> entries{
        {IconName::Home, tr("Home"), {}, [this] { go(Place::Home); }},
        {IconName::Environments, tr("Environments"), {}, [this] { go(Place::Environments); }},
        {IconName::Jobs, tr("Jobs"), {}, [this] { go(Place::Jobs); }},
        {IconName::Datasets, tr("Datasets"), {}, [this] { go(Place::Datasets); }},
        {IconName::Volumes, tr("Volumes"), {}, [this] { go(Place::Volumes); }},
        {IconName::File, tr("Templates"), {}, [this] { go(Place::Templates); }},
        {IconName::Cluster, tr("Cluster"), {}, [this] { go(Place::Cluster); }},
    };
    addActionEntries(entries);
    addSelectionEntries(entries);
    addConnectionEntries(entries);
    return entries;
}

void WorkbenchView::addActionEntries(std::vector<PaletteEntry>& entries)
{
    const auto begin = [this](Place place) {
        return [this, place] {
            go(place);
            listPage()->begin();
        };
    };
    entries.push_back({IconName::Plus, tr("Create environment"), {}, begin(Place::Environments)});
    entries.push_back({IconName::Play, tr("Launch job"), {}, begin(Place::Jobs)});
    entries.push_back({IconName::Upload, tr("Upload dataset"), {}, begin(Place::Datasets)});
    entries.push_back({IconName::Plus, tr("Create volume"), {}, begin(Place::Volumes)});
    const auto scheme = [this](const char* code) {
        return [this, code] { appearance_.setScheme(QLatin1String(code)); };
    };
    entries.push_back({IconName::Sun, tr("Light theme"), {}, scheme("light")});
    entries.push_back({IconName::Moon, tr("Dark theme"), {}, scheme("dark")});
    const auto language = [this](const char* code) {
        return [this, code] { appearance_.setLanguage(QLatin1String(code)); };
    };
    // Named in themselves, so that everybody finds their own.
    entries.push_back({IconName::Globe, QStringLiteral("English"), tr("Language"), language("en")});
    entries.push_back({IconName::Globe, QStringLiteral("中文"), tr("Language"), language("zh_CN")});
    entries.push_back(
        {IconName::Refresh, tr("Load everything again"), {}, [this] { workspace_.reconnect(); }});
    entries.push_back({IconName::Settings, tr("Settings"), {}, [this] { Q_EMIT settingsRequested(); }});
    entries.push_back({IconName::Info, tr("Notifications"), {}, [this] { openNotices(); }});
}

void WorkbenchView::addSelectionEntries(std::vector<PaletteEntry>& entries)
{
    const ItemPtr item = listPage() ? listPage()->selected() : nullptr;
    if (!item)
        return;
    const DetailsPane* details = listPage()->details();
    // What its buttons do, so that both always offer the same.
    const QString name = QString::fromStdString(item->resource.name);
    const auto* tabs = details->findChild<QTabWidget*>();
    for (QPushButton* button : details->findChildren<QPushButton*>()) {
        const bool acts = button->isVisible() && button->isEnabled() && !button->menu() &&
                          !(tabs && tabs->isAncestorOf(button));
        if (acts)
            entries.push_back({IconName::ChevronRight,
                               tr("%1: %2").arg(button->text(), name),
                               {},
                               [guard = QPointer<QPushButton>(button)] {
                                   if (guard && guard->isEnabled())
                                       guard->click();
                               }});
    }
    entries.push_back({IconName::Copy, tr("Copy link to %1").arg(name), {}, [this] { copyLink(); }});
}

void WorkbenchView::addConnectionEntries(std::vector<PaletteEntry>& entries)
{
    for (const Profile& profile : connections_.known())
        if (profile.name != connections_.inUse())
            entries.push_back({IconName::Globe, tr("Connect to %1").arg(connectionTitle(profile)),
                               connectionPlace(profile),
                               [this, name = profile.name] { connections_.use(name); }});
    entries.push_back({IconName::Plus, tr("Add a connection…"), {}, [this] { connections_.add(); }});
}

}  // namespace slipway
