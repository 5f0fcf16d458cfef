// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/kept_resources.h"

#include "platform/store/store.h"

#include <fmt/format.h>

namespace slipway {

Result<void> writeStatusText(Store& store, const Resource& resource, const std::string& status)
{
    if (status == resource.status)
        return {};
    return modify(store, resource.id,
                  [&](Resource& newest) -> Result<void> {
                      newest.status = status;
                      return {};
                  })
        .map([](const Resource&) {});
}

Result<std::string> describeKept(Store& store, std::initializer_list<Kind> kinds,
                                 const std::function<bool(const Resource&)>& is_kept)
{
    std::string kept;
    for (const Kind kind : kinds) {
        ListQuery query;
        query.kind = kind;
        std::size_t count = 0;
        std::string example;
        do {
            const Result<Page> page = store.list(query);
            if (!page)
                return propagate(page);
            for (const Resource& resource : page->items) {
                if (!is_kept(resource))
                    continue;
                ++count;
                example = resource.project.empty() ? resource.name : resource.project + "/" + resource.name;
            }
            query.cursor = page->cursor;
        } while (!query.cursor.empty());
        if (count > 0)
            kept += fmt::format("{}{} {} such as {}", kept.empty() ? "" : " and ", count, info(kind).plural,
                                example);
    }
    return kept;
}

}  // namespace slipway
