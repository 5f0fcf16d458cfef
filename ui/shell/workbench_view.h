// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "ui/parts/workbench.h"
#include "ui/session/transfers.h"
#include "ui/session/workspace.h"
#include "ui/shell/palette_entry.h"
#include "widgets/form/status/toast_stack.h"

#include <QWidget>

class QStackedWidget;

namespace slipway {

class Appearance;
class ClusterPage;
class DatasetPage;
class EnvironmentPage;
class JobPage;
class Rail;
class TopBar;

/// Everything that is shown of one connected platform.
class WorkbenchView : public QWidget {
    Q_OBJECT
public:
    enum class Place { Environments, Jobs, Datasets, Cluster };

    WorkbenchView(Profile profile, Appearance& appearance, QWidget* parent = nullptr);
    ~WorkbenchView() override;

    void go(Place place);
    /// Goes to the page of this kind and selects the item.
    void goToItem(Kind kind, const std::string& key);
    void openPalette(const QString& typed = {});

    Workspace& workspace() { return workspace_; }
    ToastStack& toasts() { return toasts_; }
    EnvironmentPage* environments() const { return environments_; }
    JobPage* jobs() const { return jobs_; }
    DatasetPage* datasets() const { return datasets_; }
    ClusterPage* cluster() const { return cluster_; }

Q_SIGNALS:
    void leaveRequested();

private:
    void buildPages();
    void buildPlaces();
    void addShortcuts();
    void connectNews();
    void refreshCounts();
    void settleProject();
    void focusFilter();
    void announceEnds(const std::vector<ItemChange>& changes);
    std::vector<PaletteEntry> paletteEntries();
    void addActionEntries(std::vector<PaletteEntry>& entries);
    void addItemEntries(std::vector<PaletteEntry>& entries);

    Appearance& appearance_;
    Workspace workspace_;
    Transfers transfers_;
    ToastStack toasts_;
    Workbench workbench_;
    TopBar* top_bar_;
    Rail* rail_;
    QStackedWidget* pages_;
    EnvironmentPage* environments_ = nullptr;
    JobPage* jobs_ = nullptr;
    DatasetPage* datasets_ = nullptr;
    ClusterPage* cluster_ = nullptr;
    bool project_settled_ = false;
    std::map<std::string, Phase> job_phases_;  ///< Of the user's own jobs, to tell when one ends.
};

}  // namespace slipway
