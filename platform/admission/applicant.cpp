// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/applicant.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace slipway {

std::int64_t Applicant::gpus() const
{
    return std::accumulate(tasks.begin(), tasks.end(), std::int64_t{0},
                           [](std::int64_t sum, const TaskStart& task) { return sum + task.gpus; });
}

std::int64_t priorityOf(const Resource& resource)
{
    const auto label = resource.labels.find("slipway/priority");
    if (label == resource.labels.end())
        return 0;
    const std::string& text = label->second;
    std::int64_t priority = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), priority);
    if (error != std::errc() || end != text.data() + text.size())
        return 0;
    return std::clamp<std::int64_t>(priority, -100, 100);
}

}  // namespace slipway
