// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/activity.h"

namespace slipway {

net::Response WatchedService::handle(net::Request request)
{
    struct Asking {
        explicit Asking(Activity& asked) : activity(asked) { activity.begin(); }
        ~Asking() { activity.end(); }
        Activity& activity;
    };
    const Asking asking(activity_);
    return service_->handle(std::move(request));
}

}  // namespace slipway
