// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/last_jobs.h"

#include "core/json.h"
#include "ui/session/settings.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

Json readAll(const SettingsStore& settings)
{
    const auto json = parseJson(settings.get(settings::last_jobs).toStdString());
    return json && json->is_object() ? *json : Json::object();
}

}  // namespace

std::optional<LastJob> recallLastJob(const SettingsStore& settings, const std::string& place)
{
    const Json all = readAll(settings);
    const auto found = all.find(place);
    if (found == all.end() || !found->is_object() || !found->contains("job"))
        return std::nullopt;
    auto job = readResource((*found)["job"]);
    if (!job)
        return std::nullopt;
    const Json folder = found->value("folder", Json(""));
    return LastJob{std::move(*job),
                   folder.is_string() ? QString::fromStdString(folder.get<std::string>()) : QString()};
}

void rememberLastJob(SettingsStore& settings, const std::string& place, const LastJob& last)
{
    Json all = readAll(settings);
    all[place] = {{"job", parseJson(formatResource(last.job)).value_or(Json::object())},
                  {"folder", last.folder.toStdString()}};
    settings.set(settings::last_jobs, QString::fromStdString(dumpJson(all)));
}

}  // namespace slipway
