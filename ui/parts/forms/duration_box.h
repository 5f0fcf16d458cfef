// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <chrono>

namespace slipway {

/// Chooses how long something may run; zero means without a limit.
class DurationBox : public QComboBox {
    Q_OBJECT
public:
    explicit DurationBox(QWidget* parent = nullptr);

    /// The word for zero, such as "Never"; all others are said anew, in the language of the moment.
    void setUnlimited(const QString& word);

    std::chrono::seconds duration() const;
    /// A length that is not on the list is added to it.
    void setDuration(std::chrono::seconds duration);
};

}  // namespace slipway
