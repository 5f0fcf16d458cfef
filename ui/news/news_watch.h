// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/phase.h"
#include "ui/news/idle_spells.h"
#include "ui/news/news.h"
#include "ui/session/workspace.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>
#include <string>

namespace slipway {

/// Tells what happens to the user's own jobs and environments; nothing of what was so when it began.
class NewsWatch : public QObject {
    Q_OBJECT
public:
    explicit NewsWatch(Workspace& workspace, QObject* parent = nullptr);

Q_SIGNALS:
    void happened(const slipway::News& news);

private:
    void learn();
    void follow(const std::vector<ItemChange>& changes);
    void see(Kind kind, const std::string& key, const ItemPtr& item);
    void tellJob(const ItemPtr& item, const std::string& key);
    void tellEnvironment(const ItemPtr& item, const std::string& key);
    void lookForIdle();
    /// The user's environments that hold GPUs, none of which does anything.
    std::set<std::string> idleEnvironments() const;

    Workspace& workspace_;
    std::map<std::string, Phase> phases_;  ///< By kind and key.
    IdleSpells idle_;
    QTimer clock_;
};

}  // namespace slipway
