// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>

#include <chrono>
#include <functional>
#include <stdexcept>

namespace slipway::bench {

/// The application of one measurement.
class GuiApplication {
public:
    GuiApplication() : application_(count_, arguments_) {}

private:
    int count_ = 1;
    char name_[10] = "workbench";
    char* arguments_[2] = {name_, nullptr};
    QApplication application_;
};

/// What a measurement waited for in vain; its text is a sentence.
class Impatience : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Runs the event loop, without sleeping in it, for so long.
void waitFor(std::chrono::milliseconds time);
/// Runs the event loop until `condition` holds. Throws Impatience after a minute.
void waitUntil(const std::string& what, const std::function<bool()>& condition);

}  // namespace slipway::bench
