// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/output/printing.h"

#include "app/slipwayctl/await.h"
#include "app/slipwayctl/output/table.h"
#include "core/yaml/yaml_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <sstream>

namespace slipway::ctl {
namespace {

Json asJson(const Resource& resource)
{
    return parseJson(formatResource(resource)).value_or(Json::object());
}

Result<std::vector<Resource>> listAll(Session& session, Kind kind, ListOptions options)
{
    std::vector<Resource> all;
    do {
        auto page = await<ResourcePage>([&](auto done) { return session.list(kind, options, done); });
        if (!page)
            return propagate(page);
        all.insert(all.end(), std::make_move_iterator(page->items.begin()),
                   std::make_move_iterator(page->items.end()));
        options.cursor = page->cursor;
    } while (!options.cursor.empty());
    return all;
}

void printDetails(const Resource& resource)
{
    Table table({"Name:", resource.name});
    table.add({"Kind:", std::string(info(resource.kind).name)});
    table.add({"Id:", resource.id.text()});
    if (!resource.project.empty())
        table.add({"Project:", resource.project});
    table.add({"Owner:", resource.owner});
    table.add({"Created:", fmt::format("{} ({})", formatTimestamp(resource.created), ago(resource.created))});
    for (const auto& [key, value] : resource.labels)
        table.add({"Label:", key + "=" + value});
    std::cout << table.text();
    const auto section = [](const char* title, const std::string& text) {
        const auto json = parseJson(text);
        if (!json || json->empty())
            return;
        std::cout << title << ":\n";
        std::istringstream lines(writeYaml(*json));
        for (std::string line; std::getline(lines, line);)
            std::cout << "  " << line << "\n";
    };
    section("Spec", resource.spec);
    section("Status", resource.status);
}

}  // namespace

void printJson(const Context& context, const Json& json)
{
    if (context.output() == Output::Yaml)
        std::cout << writeYaml(json);
    else
        std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

Result<ExitCode> printList(Session& session, Context& context, Kind kind, ListOptions options)
{
    options.project = projectFor(context, kind);
    const auto all = listAll(session, kind, std::move(options));
    if (!all)
        return propagate(all);
    if (context.output() != Output::Table) {
        Json items = Json::array();
        for (const Resource& resource : *all)
            items.push_back(asJson(resource));
        printJson(context, {{"items", items}});
        return ExitCode::Ok;
    }
    const Columns& columns = columnsOf(kind);
    if (all->empty()) {
        std::cout << columns.when_empty << "\n";
        return ExitCode::Ok;
    }
    Table table(columns.headers);
    for (const Resource& resource : *all)
        table.add(columns.row(resource));
    std::cout << table.text();
    return ExitCode::Ok;
}

Result<ExitCode> printOne(Session& session, Context& context, Kind kind, const std::string& name)
{
    const auto resource =
        await<Resource>([&](auto done) { return session.get(kind, projectFor(context, kind), name, done); });
    if (!resource)
        return propagate(resource);
    printResource(context, *resource);
    return ExitCode::Ok;
}

void printResource(const Context& context, const Resource& resource)
{
    if (context.output() == Output::Table)
        printDetails(resource);
    else
        printJson(context, asJson(resource));
}

std::string ago(Timestamp time)
{
    if (time == Timestamp{})
        return "-";
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now() - time).count();
    if (seconds < 60)
        return fmt::format("{} s ago", std::max<std::int64_t>(seconds, 0));
    if (seconds < 3600)
        return fmt::format("{} min ago", seconds / 60);
    if (seconds < 86400)
        return fmt::format("{} h ago", seconds / 3600);
    return fmt::format("{} d ago", seconds / 86400);
}

std::string projectFor(const Context& context, Kind kind)
{
    return info(kind).scope == NameScope::Platform ? std::string() : context.project();
}

}  // namespace slipway::ctl
