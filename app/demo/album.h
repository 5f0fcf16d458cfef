// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>

#include <functional>

class QPixmap;
class QWidget;

namespace slipway {
class Appearance;
}

namespace slipway::demo {

class Watchdog;

enum class Pictures { Take, Skip };

/// Takes pictures of what is on screen, in both themes and both languages, and puts the first look back.
class Album {
public:
    /// Pictures go to `folder` as NAME-light.png, NAME-dark.png, NAME-chinese-light.png and
    /// NAME-chinese-dark.png.
    /// What taking pictures costs is not the window's, see Watchdog.
    Album(Appearance& appearance, QDir folder, const Watchdog& watchdog, Pictures pictures)
        : appearance_(appearance), folder_(std::move(folder)), watchdog_(watchdog), pictures_(pictures)
    {
    }

    /// Throws Failure when a picture cannot be written.
    void take(const QString& name, QWidget* window);

    /// The dialog in front, in both themes and both languages.
    void takeDialog(const QString& name);

    int count() const { return count_; }

private:
    void save(const QString& name, const QPixmap& picture);

    Appearance& appearance_;
    QDir folder_;
    const Watchdog& watchdog_;
    Pictures pictures_;
    int count_ = 0;
};

}  // namespace slipway::demo
