// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/doctor/store_findings.h"

#include "app/slipwayd/objects/object_choice.h"
#include "platform/objects/foreign/store_check.h"

#include <fmt/format.h>

namespace slipway {

std::vector<Finding> examineStore(const Settings& settings)
{
    using Grade = Finding::Grade;
    constexpr const char* subject = "objects";
    const auto store = openForeignStore(settings);
    if (!store)
        return {{Grade::Wrong, subject, store.error().message,
                 "Give slipwayd the options that it is started with."}};
    if (!*store)
        return {};
    if (const Result<void> checked = checkStore(**store); !checked)
        return {{Grade::Wrong, subject, checked.error().message,
                 "Until then nobody reads or writes objects; tasks go on."}};
    const std::string place = (*store)->name().endpoint + "/" + (*store)->bucket() + "/" + (*store)->prefix();
    if ((*store)->isPlain())
        return {{Grade::Notable, subject, fmt::format("{} is ours, without TLS.", place),
                 "Name it by https, unless nobody else is on the way."}};
    return {{Grade::Well, subject, fmt::format("{} is ours.", place), {}}};
}

}  // namespace slipway
