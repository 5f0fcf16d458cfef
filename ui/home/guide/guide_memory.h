// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <set>
#include <string>

namespace slipway {

/// The first steps, in order.
enum class GuideStep { Environment, Data, Train, Charts, Model, Release };
inline constexpr std::array guide_steps{GuideStep::Environment, GuideStep::Data,  GuideStep::Train,
                                        GuideStep::Charts,      GuideStep::Model, GuideStep::Release};

/// How far somebody came, in one project of one platform; kept between starts.
struct GuideMemory {
    std::string environment;  ///< What the guide made; empty before.
    std::string job;
    std::set<GuideStep> done;
    bool dismissed = false;

    bool isStarted() const { return !environment.empty() || !job.empty() || !done.empty(); }
    bool isFinished() const { return done.size() == guide_steps.size(); }
    bool operator==(const GuideMemory&) const = default;
};

/// `text` holds the memories of all projects, as JSON by `place`; what cannot be read is a fresh start.
GuideMemory recallGuide(const QString& text, const std::string& place);
/// `text` with this one's memory in it.
QString withGuide(const QString& text, const std::string& place, const GuideMemory& memory);

}  // namespace slipway
