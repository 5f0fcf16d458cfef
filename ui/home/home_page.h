// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_rows.h"
#include "ui/parts/workbench.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class Card;
class EnvironmentActions;
class Guide;
class HomeCard;
class JobActions;
class LinkBanner;
class StatePane;

/// What of the user's own runs, waits, failed, idles, and what to do next, in all projects.
class HomePage : public QWidget {
    Q_OBJECT
public:
    HomePage(Workbench& workbench, EnvironmentActions& environments, JobActions& jobs,
             QWidget* parent = nullptr);
    ~HomePage() override;

    Guide& guide() const { return *guide_; }
    Pins& pins() { return pins_; }

Q_SIGNALS:
    void itemRequested(slipway::Kind kind, const std::string& key);
    void logRequested(slipway::Kind kind, const std::string& key);
    /// Starts from another job, or from nothing.
    void launchRequested(const slipway::ItemPtr& like);
    void environmentRequested();
    void uploadRequested();
    /// Keys or certificate are good no more; somebody has to connect anew.
    void connectRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QHBoxLayout* buildHeader();
    void buildColumns();
    QWidget* buildNext();
    void follow();
    void retranslate();
    void collect();
    void refresh();
    void refreshSoon();
    void refreshNext();
    bool isKnown() const;
    void refreshPane();
    void showPane();
    QString summary(const HomeRows& rows) const;
    void askQueue();
    void act(RowAction action, const HomeRow& row);

    Workbench& workbench_;
    EnvironmentActions& environments_;
    JobActions& jobs_;
    Pins pins_;
    Guide* guide_;
    IdleWatch idle_watch_;
    std::vector<ItemPtr> mine_;
    std::vector<QueueEntry> queue_;
    PendingCalls calls_;
    QTimer soon_;
    QTimer clock_;
    QTimer poll_;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    QPushButton* create_ = nullptr;
    QPushButton* launch_ = nullptr;
    LinkBanner* banner_ = nullptr;
    StatePane* pane_ = nullptr;
    QWidget* columns_ = nullptr;
    HomeCard* running_ = nullptr;
    HomeCard* waiting_ = nullptr;
    HomeCard* failed_ = nullptr;
    HomeCard* idle_ = nullptr;
    HomeCard* pinned_ = nullptr;
    HomeCard* recent_ = nullptr;
    Card* next_ = nullptr;
    QPushButton* next_environment_ = nullptr;
    QPushButton* next_upload_ = nullptr;
    QPushButton* next_launch_ = nullptr;
    QPushButton* next_guide_ = nullptr;
};

}  // namespace slipway
