// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/platform_process.h"
#include "bench/harness/seeded_jobs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t jobs = 64'000;
constexpr int first_pages = 21;
constexpr int walks = 5;
constexpr const char* path = "projects/default/jobs";

double since(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// The cursor stands at the end of a page; a list is not worth parsing for it.
std::string cursorOf(const std::string& page)
{
    constexpr std::string_view mark = "],\"cursor\":\"";
    const std::size_t begin = page.rfind(mark) + mark.size();
    return page.substr(begin, page.find('"', begin) - begin);
}

std::size_t itemsOf(const std::string& page)
{
    std::size_t count = 0;
    for (std::size_t at = page.find("{\"kind\":"); at != std::string::npos;
         at = page.find("{\"kind\":", at + 1))
        ++count;
    return count;
}

Result<double> firstPage(ApiClient& client)
{
    const auto begin = Clock::now();
    const auto page = client.text("GET", path);
    const double took = since(begin);
    return page.map([&](const std::string&) { return took; });
}

/// Follows the cursor to the end.
Result<double> walk(ApiClient& client)
{
    const auto begin = Clock::now();
    std::vector<std::string> pages;
    std::string cursor;
    do {
        QueryParameters query{{"limit", "1000"}};
        if (!cursor.empty())
            query.emplace_back("cursor", cursor);
        auto page = client.text("GET", path, query);
        if (!page)
            return propagate(page);
        cursor = cursorOf(*page);
        pages.push_back(std::move(*page));
    } while (!cursor.empty());
    const double took = since(begin);
    std::size_t items = 0;
    for (const std::string& page : pages)
        items += itemsOf(page);
    if (items != jobs)
        return fail(ErrorCode::DataLoss, fmt::format("A walk found {} of {} jobs.", items, jobs));
    return took;
}

/// Changes a job, so that no page can be one that was read before.
Result<void> change(ApiClient& client, int number)
{
    const auto job = client.get("projects/default/jobs/job-000000");
    if (!job)
        return propagate(job);
    const Json wanted{{"labels", {{"change", fmt::to_string(number)}}}, {"spec", job->at("spec")}};
    const auto changed = client.put("projects/default/jobs/job-000000", wanted);
    return changed ? Result<void>() : propagate(changed);
}

template <class Measure>
Result<double> median(ApiClient& client, int times, Measure measure)
{
    std::vector<double> values;
    for (int i = 0; i < times; ++i) {
        if (auto changed = change(client, i); !changed)
            return propagate(changed);
        const auto value = measure();
        if (!value)
            return value;
        values.push_back(*value);
    }
    return percentile(values, 0.5);
}

}  // namespace

Result<Figures> measureLists()
{
    PlatformProcess platform({});
    if (auto started = startWithJobs(platform, jobs); !started)
        return propagate(started);
    auto client = platform.client();
    if (!client)
        return propagate(client);
    const auto first = median(*client, first_pages, [&] { return firstPage(*client); });
    if (!first)
        return propagate(first);
    const auto all = median(*client, walks, [&] { return walk(*client); });
    if (!all)
        return propagate(all);
    return Figures{{"list_64k_jobs_first_page_ms", *first, "ms"}, {"list_64k_jobs_all_ms", *all, "ms"}};
}

}  // namespace slipway::bench
