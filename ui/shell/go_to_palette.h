// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palette_entry.h"

#include <QDialog>

class QListWidget;

namespace slipway {

class SearchField;
class Theme;

/// Goes to any page, resource or action by typing a part of its name. Closes itself.
class GoToPalette : public QDialog {
    Q_OBJECT
public:
    using Entries = std::function<std::vector<PaletteEntry>()>;
    /// `entries` is asked again whenever the language changes.
    GoToPalette(Entries entries, const QString& typed, const Theme& theme, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void run();

    const Theme& theme_;
    Entries make_entries_;
    std::vector<PaletteEntry> entries_;
    std::vector<PaletteEntry> shown_;
    SearchField* field_;
    QListWidget* list_;
};

}  // namespace slipway
