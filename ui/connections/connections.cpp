// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections.h"

#include "ui/connections/connection_text.h"
#include "ui/connections/key_store.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <tuple>

namespace slipway {

namespace {
constexpr const char* this_computer = "this-computer";
}

Connections::Connections(std::filesystem::path config_directory, KeyStore& keys, QObject* parent)
    : QObject(parent), config_directory_(std::move(config_directory)), keys_(keys)
{
}

std::vector<Profile> Connections::known() const
{
    const auto file = ProfileFile::load(config_directory_);
    std::vector<Profile> profiles = file ? file->profiles() : std::vector<Profile>();
    std::sort(profiles.begin(), profiles.end(), [](const Profile& a, const Profile& b) {
        return std::tuple(a.name != this_computer, a.name) < std::tuple(b.name != this_computer, b.name);
    });
    return profiles;
}

void Connections::forget(const std::string& name)
{
    auto file = ProfileFile::load(config_directory_);
    if (!file)
        return;
    file->remove(name);
    if (!file->save())
        return;
    keys_.forget(QString::fromStdString(name));
    Q_EMIT changed();
}

void Connections::fill(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    const auto profiles = known();
    for (const Profile& profile : profiles) {
        QAction* action = menu.addAction(connectionTitle(profile));
        action->setCheckable(true);
        action->setChecked(profile.name == in_use_);
        action->setToolTip(connectionPlace(profile));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name = profile.name] { use(name); });
    }
    if (!profiles.empty())
        menu.addSeparator();
    connect(menu.addAction(tr("Add a connection…")), &QAction::triggered, this, &Connections::add);
    const bool kept = std::any_of(profiles.begin(), profiles.end(),
                                  [this](const Profile& profile) { return profile.name == in_use_; });
    if (!kept)
        return;
    if (in_use_ != this_computer)
        connect(menu.addAction(tr("Change this connection…")), &QAction::triggered, this,
                [this] { edit(in_use_); });
    connect(menu.addAction(tr("Forget this connection…")), &QAction::triggered, this,
            [this] { askToForget(in_use_); });
}

}  // namespace slipway
