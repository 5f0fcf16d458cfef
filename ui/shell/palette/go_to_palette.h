// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palette/palette_entry.h"

#include <QDialog>
#include <QTimer>

class QListWidget;

namespace slipway {

class SearchField;
class Theme;
class Workspace;

/// Goes to any page, resource, action or setting by typing a part of its name. Closes itself.
///
/// It opens with what there is always; resources are gathered piece by piece and searched on another thread,
/// so that tens of thousands hold nothing up.
class GoToPalette : public QDialog {
    Q_OBJECT
public:
    using Entries = std::function<std::vector<PaletteEntry>()>;
    using Go = std::function<void(Kind, const std::string& key)>;
    /// `entries` is asked again whenever the language changes. The workspace outlives this.
    GoToPalette(Entries entries, const Workspace& workspace, Go go, const QString& typed, const Theme& theme,
                QWidget* parent);

    void setVisible(bool visible) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void gather();
    void search();
    void list();
    PaletteEntry entryOf(const PaletteResource& resource) const;
    void run();

    const Theme& theme_;
    const Workspace& workspace_;
    Entries make_entries_;
    Go go_;
    std::vector<PaletteEntry> entries_;
    PaletteResources resources_;
    std::vector<PaletteHit> hits_;  ///< Of the resources, for what was typed when they were searched.
    std::vector<PaletteEntry> shown_;
    QTimer gathering_;
    std::size_t gathered_kinds_ = 0;
    std::string gathered_key_;
    bool searching_ = false;
    QString searched_;  ///< What the search that runs looks for, or the last one looked for.
    SearchField* field_;
    QListWidget* list_;
};

}  // namespace slipway
