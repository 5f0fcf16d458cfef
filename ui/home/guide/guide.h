// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/guide/guide_memory.h"
#include "ui/home/guide/sample.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace slipway {

class EnvironmentActions;

/// How one step stands.
struct GuideStepState {
    enum class State { Later, Ready, Busy, Done, Failed } state = State::Later;
    QString note;  ///< What happens, or why it failed.

    bool operator==(const GuideStepState&) const = default;
};

/// Leads through a first training by really doing it: each step is one call of start().
class Guide : public QObject {
    Q_OBJECT
public:
    Guide(Workbench& workbench, EnvironmentActions& environments, QObject* parent = nullptr);

    /// Whether there is something to show: the sample is there, the user may use it, and it is neither over
    /// nor put away.
    bool isOffered() const;
    /// Whether somebody put it away before its end.
    bool isDismissed() const;
    void setDismissed(bool dismissed);

    GuideStepState state(GuideStep step) const;
    /// Does a step that is Ready or Failed.
    void start(GuideStep step);
    /// The job that the guide launched; empty before, and when it is gone.
    ItemPtr job() const;

Q_SIGNALS:
    void changed();
    /// Somebody is to see these of the job.
    void chartsRequested(const std::string& job);
    void modelRequested(const std::string& job);

private:
    ItemPtr environment() const;
    ItemPtr dataset() const;
    void recall();
    void keep();
    void markDone(GuideStep step);
    void look();
    bool mayCreate() const;
    void createEnvironment();
    void sendData();
    void launchTraining();
    void sendCode(const Sample& sample);
    void create(GuideStep step, Resource resource, std::function<void()> made);
    void failed(GuideStep step, const Error& error);
    GuideStepState workloadState(GuideStep step, const ItemPtr& item, Phase wanted) const;
    GuideStepState dataState() const;

    Workbench& workbench_;
    EnvironmentActions& environments_;
    std::optional<Sample> sample_;
    GuideMemory memory_;
    std::map<GuideStep, Error> errors_;
    std::set<GuideStep> busy_;  ///< Asked for, and not yet seen on the platform.
    PendingCalls calls_;
};

}  // namespace slipway
