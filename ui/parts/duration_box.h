// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <chrono>

namespace slipway {

/// Chooses how long something may run; zero means without a limit.
class DurationBox : public QComboBox {
    Q_OBJECT
public:
    /// `unlimited` is the word for zero, such as "Never".
    explicit DurationBox(const QString& unlimited, QWidget* parent = nullptr);

    std::chrono::seconds duration() const;
    /// A length that is not on the list is added to it.
    void setDuration(std::chrono::seconds duration);
};

}  // namespace slipway
