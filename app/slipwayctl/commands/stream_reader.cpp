// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/stream_reader.h"

#include "app/slipwayctl/context.h"

#include <future>

namespace slipway::ctl {

Result<void> readStream(Session& session, const StreamAddress& address, StreamTail::Follow follow,
                        std::function<void(const std::string& bytes)> on_bytes)
{
    auto ended = std::make_shared<std::promise<Result<void>>>();
    TailCallbacks callbacks;
    callbacks.on_bytes = std::move(on_bytes);
    callbacks.on_state = [](bool, const Error* error) {
        if (error)
            printError(*error);
    };
    callbacks.on_end = [ended](Result<void> result) { ended->set_value(std::move(result)); };
    const StreamTail tail(session, address, follow, std::move(callbacks));
    return ended->get_future().get();
}

}  // namespace slipway::ctl
