// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/deep_link.h"
#include "client/profile.h"
#include "ui/environments/environment_actions.h"
#include "ui/jobs/job_actions.h"
#include "ui/news/news_watch.h"
#include "ui/news/notice_log.h"
#include "ui/parts/details/details_windows.h"
#include "ui/parts/workbench.h"
#include "ui/session/drafts.h"
#include "ui/session/file_transfers.h"
#include "ui/session/transfers.h"
#include "ui/session/workspace.h"
#include "ui/shell/palette/palette_entry.h"
#include "ui/shell/window_state.h"
#include "widgets/form/status/toast_stack.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace slipway {

class Appearance;
class ClusterPage;
class Connections;
class BellButton;
class DatasetPage;
class EnvironmentPage;
class HomePage;
class JobPage;
class ListPage;
class PageStack;
class Rail;
class TemplatePage;
class TopBar;
class VolumePage;

/// Everything that is shown of one connected platform.
class WorkbenchView : public QWidget {
    Q_OBJECT
public:
    /// Templates are reached from jobs, and have no entry of their own in the rail.
    enum class Place { Home, Environments, Jobs, Datasets, Volumes, Cluster, Templates };

    WorkbenchView(Profile profile, Appearance& appearance, Connections& connections,
                  QWidget* parent = nullptr);
    ~WorkbenchView() override;

    void go(Place place);
    /// Goes to the page of this kind and selects the item.
    void goToItem(Kind kind, const std::string& key);
    void openPalette(const QString& typed = {});
    /// Goes there as soon as everything is loaded.
    void open(const DeepLink& link);
    void openNotices();
    /// Copies a link to what is selected, and says so.
    void copyLink();
    /// Where somebody is, to come back to.
    PlaceMark mark() const;
    void goTo(const PlaceMark& mark);

    Workspace& workspace() { return workspace_; }
    const Transfers& transfers() const { return transfers_; }
    ToastStack& toasts() { return toasts_; }
    HomePage* home() const { return home_; }
    /// A page, made now unless somebody has looked at it.
    EnvironmentPage* environments() const;
    JobPage* jobs() const;
    DatasetPage* datasets() const;
    VolumePage* volumes() const;
    TemplatePage* templates() const;
    ClusterPage* cluster() const;
    Drafts& drafts() { return drafts_; }
    FileTransfers& fileTransfers() { return file_transfers_; }
    DetailsWindows& windows() { return windows_; }

Q_SIGNALS:
    void leaveRequested();
    void settingsRequested();
    void happened(const slipway::News& news);

private:
    void addPages();
    QWidget* page(Place place) const;
    void connectHome();
    void buildPlaces();
    void addShortcuts();
    void connectNews();
    void announceFiles();
    void refreshCounts();
    void settleProject();
    void showLog(Kind kind, const std::string& key);
    void follow(ListPage& page);
    void focusFilter();
    void noticeUpdate();
    void tell(const News& news);
    void settle();
    /// The one that is shown; null where the place is none.
    ListPage* listPage() const;
    void addSelectionEntries(std::vector<PaletteEntry>& entries);
    std::vector<PaletteEntry> paletteEntries();
    void addActionEntries(std::vector<PaletteEntry>& entries);
    void addConnectionEntries(std::vector<PaletteEntry>& entries);

    Appearance& appearance_;
    Connections& connections_;
    Workspace workspace_;
    Transfers transfers_;
    FileTransfers file_transfers_;
    Drafts drafts_;
    ToastStack toasts_;
    NoticeLog notices_;
    NewsWatch news_;
    DetailsWindows windows_;
    Workbench workbench_;
    EnvironmentActions environment_actions_;
    JobActions job_actions_;
    TopBar* top_bar_;
    Rail* rail_;
    PageStack* pages_;
    HomePage* home_ = nullptr;
    BellButton* bell_ = nullptr;
    bool project_settled_ = false;
    std::string server_version_;      ///< As last told.
    std::optional<DeepLink> wanted_;  ///< To be opened once everything is loaded.
};

}  // namespace slipway
