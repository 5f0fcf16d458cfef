// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/watch/line_splitter.h"

#include <utility>

namespace slipway {

bool LineSplitter::take(std::string_view bytes, std::vector<std::string>& lines)
{
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        rest_.append(bytes.substr(0, end));
        if (rest_.size() > max_line_bytes_)
            return false;
        if (end == std::string_view::npos)
            return true;
        if (rest_.ends_with('\r'))
            rest_.pop_back();
        if (!rest_.empty())
            lines.push_back(std::exchange(rest_, {}));
        bytes.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace slipway
