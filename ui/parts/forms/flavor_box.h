// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>

namespace slipway {

class Workspace;

/// Chooses among the platform's flavors; each says what it has, and how many of its GPUs are free now. One
/// that is deleted while it is chosen stays chosen.
class FlavorBox : public QComboBox {
    Q_OBJECT
public:
    explicit FlavorBox(Workspace& workspace, QWidget* parent = nullptr);

    std::string flavor() const;
    /// Nothing happens when there is no such flavor.
    void setFlavor(const std::string& name);
    /// "2 of 2 GPUs free", of the chosen one; empty when it needs none.
    QString availability() const;
    /// The same with what it costs, where that is known: "2 of 2 GPUs free · 2.25 USD per hour".
    QString hint() const;
    /// Fills it again, in the language of the moment; what is chosen stays.
    void reload();

private:
    Workspace& workspace_;
};

/// The smallest flavor with a GPU when the platform has one, else the smallest of all.
std::string suggestedFlavor(const Workspace& workspace);

}  // namespace slipway
