// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/job_differences.h"

#include <nlohmann/json.hpp>

#include <QStringList>

namespace slipway {

std::vector<MemberChange> jobDifferences(const JobSpec& from, const JobSpec& to)
{
    Json before = write(from);
    Json after = write(to);
    before.erase("stopped");
    after.erase("stopped");
    return memberChanges(before, after);
}

QString differencesText(const std::vector<MemberChange>& differences)
{
    const QString none = QStringLiteral("—");
    QStringList lines;
    for (const MemberChange& difference : differences)
        lines << QStringLiteral("%1: %2 → %3")
                     .arg(QString::fromStdString(difference.path),
                          difference.before.empty() ? none : QString::fromStdString(difference.before),
                          difference.after.empty() ? none : QString::fromStdString(difference.after));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace slipway
