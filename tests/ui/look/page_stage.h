// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "widgets/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

class QWidget;

namespace slipway::test {

/// For tests that look at pages: each row is a look, which is a size of the window, a scheme and a language.
///
/// A picture is written for people to build/pages, searched for what is cut off, covered or pale, and
/// compared with the reference kept; those of the user guide with the guide's own too.
class PageStage {
public:
    PageStage();

    /// Adds the rows of a test.
    static void addLooks();
    /// Sets the look of the row that runs.
    void begin();
    void save(const QString& page, QWidget& widget);
    /// What was found since begin(); each was said when it was found.
    const QStringList& findings() const { return findings_; }

    /// Writes the references where these are made anew; empty, or what went wrong.
    static QString finish();

    QSize size() const { return size_; }
    Appearance& appearance() { return *appearance_; }
    std::string configDirectory() const { return home_.path().toStdString(); }

private:
    void compare(const QString& page, QWidget& widget, const QImage& picture, QStringList& found) const;

    QTemporaryDir home_;
    QString folder_;
    QSize size_;
    QString look_;
    QStringList findings_;
    std::unique_ptr<SettingsStore> settings_;
    std::unique_ptr<Theme> theme_;
    Language language_;
    std::unique_ptr<Appearance> appearance_;
};

}  // namespace slipway::test
