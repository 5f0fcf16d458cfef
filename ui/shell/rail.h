// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/settings.h"
#include "widgets/theme/icon.h"

#include <QFrame>
#include <QList>

#include <chrono>
#include <functional>

class QLabel;
class QVBoxLayout;

namespace slipway {

struct Link;
class NavButton;
class StatusDot;

/// The places at the left of the window, and at its foot whether the platform answers.
class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(Workbench& workbench, QWidget* parent = nullptr);

    /// `title` is asked again when the language changes; the tooltip says the keys.
    void addPlace(IconName icon, const Setting<QString>& keys, std::function<QString()> title);
    void setCurrent(int place);
    void setCount(int place, int count);

Q_SIGNALS:
    void chosen(int place);

private:
    void refreshLink();
    QString withRoundTrip(const QString& host, std::chrono::milliseconds round_trip) const;
    QString linkToolTip(const Link& link) const;

    Workbench& workbench_;
    QVBoxLayout* places_layout_;
    QList<NavButton*> places_;
    StatusDot* dot_;
    QLabel* link_;
};

}  // namespace slipway
