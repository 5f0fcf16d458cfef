// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/guide/guide_memory.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::array<const char*, guide_steps.size()> step_names{"environment", "data",  "train",
                                                                 "charts",      "model", "release"};

std::string textOf(const Json& json, const char* member)
{
    return json.contains(member) && json[member].is_string() ? json[member].get<std::string>()
                                                             : std::string();
}

Json readAll(const QString& text)
{
    const auto json = parseJson(text.toStdString());
    return json && json->is_object() ? *json : Json::object();
}

}  // namespace

GuideMemory recallGuide(const QString& text, const std::string& place)
{
    GuideMemory memory;
    const Json all = readAll(text);
    const auto found = all.find(place);
    if (found == all.end() || !found->is_object())
        return memory;
    memory.environment = textOf(*found, "environment");
    memory.job = textOf(*found, "job");
    memory.dismissed = found->contains("dismissed");
    const Json done = found->value("done", Json::array());
    for (const GuideStep step : guide_steps)
        for (const Json& name : done)
            if (name == step_names[static_cast<std::size_t>(step)])
                memory.done.insert(step);
    return memory;
}

QString withGuide(const QString& text, const std::string& place, const GuideMemory& memory)
{
    Json all = readAll(text);
    Json done = Json::array();
    for (const GuideStep step : memory.done)
        done.push_back(step_names[static_cast<std::size_t>(step)]);
    Json one{{"environment", memory.environment}, {"job", memory.job}, {"done", done}};
    if (memory.dismissed)
        one["dismissed"] = true;
    all[place] = std::move(one);
    return QString::fromStdString(dumpJson(all));
}

}  // namespace slipway
