// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/job_differences.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

#include <QStringList>

#include <algorithm>
#include <set>

namespace slipway {

namespace {

const Json nothing;

const Json& memberOf(const Json& json, const std::string& name)
{
    const auto found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() ? *found : nothing;
}

QString textOf(const Json& value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    const bool names = value.is_array() && std::all_of(value.begin(), value.end(),
                                                       [](const Json& item) { return item.is_string(); });
    if (!names)
        return QString::fromStdString(dumpJson(value));
    QStringList list;
    for (const Json& item : value)
        list << QString::fromStdString(item.get<std::string>());
    return list.join(QStringLiteral(", "));
}

void compare(const std::string& path, const Json& from, const Json& to, std::vector<JobDifference>& found)
{
    if (from == to)
        return;
    const bool open = (from.is_object() || from.is_null()) && (to.is_object() || to.is_null());
    if (!open) {
        found.push_back({path, textOf(from), textOf(to)});
        return;
    }
    std::set<std::string> names;
    for (const Json* side : {&from, &to})
        for (const auto& [name, value] : side->items())
            names.insert(name);
    for (const std::string& name : names)
        compare(path + "." + name, memberOf(from, name), memberOf(to, name), found);
}

}  // namespace

std::vector<JobDifference> jobDifferences(const JobSpec& from, const JobSpec& to)
{
    Json before = write(from);
    Json after = write(to);
    before.erase("stopped");
    after.erase("stopped");
    std::vector<JobDifference> found;
    compare("spec", before, after, found);
    return found;
}

QString differencesText(const std::vector<JobDifference>& differences)
{
    const QString none = QStringLiteral("—");
    QStringList lines;
    for (const JobDifference& difference : differences)
        lines << QStringLiteral("%1: %2 → %3")
                     .arg(QString::fromStdString(difference.member.substr(std::string("spec.").size())),
                          difference.from.isEmpty() ? none : difference.from,
                          difference.to.isEmpty() ? none : difference.to);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace slipway
