// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/item.h"

#include <QComboBox>

#include <functional>
#include <string>

namespace slipway {

class Workspace;

/// Chooses a resource of the platform by its name, or leaves the choice to somebody else. One that is removed
/// while it is chosen stays chosen.
class ResourceBox : public QComboBox {
    Q_OBJECT
public:
    struct Look {
        Kind kind;
        std::function<QString()> unchosen;         ///< What stands for no choice.
        std::function<QString(const Item&)> text;  ///< Of one that can be chosen.
        std::function<bool(const Item&)> offered = [](const Item&) { return true; };
    };
    ResourceBox(Workspace& workspace, Look look, QWidget* parent = nullptr);

    /// Empty where nothing is chosen.
    std::string chosen() const;
    void choose(const std::string& name);
    /// Whether there is anything to choose.
    bool hasChoice() const { return count() > 2; }
    /// Fills it again, in the language of the moment; what is chosen stays.
    void reload();

private:
    Workspace& workspace_;
    const Look look_;
};

}  // namespace slipway
