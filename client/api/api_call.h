// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api/api_request.h"
#include "client/api/transport.h"
#include "client/session.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace slipway {

/// Makes of an answer what the executor then runs. Called on the transfer thread, so that reading JSON costs
/// the executor nothing.
using Arrived = std::function<std::function<void()>(Result<std::string> body)>;

/// Signs and sends `request`; exactly one delivery is made unless the handle is cancelled or destroyed
/// before.
CallHandle startCall(std::shared_ptr<Transport> transport, ApiRequest request, Arrived arrived);

/// startCall with the body read by `read` (string_view to Result<T>) and handed to `done`.
template <class T, class Read>
CallHandle startTypedCall(std::shared_ptr<Transport> transport, ApiRequest request, Read read, Answer<T> done)
{
    return startCall(std::move(transport), std::move(request),
                     [read, done = std::move(done)](Result<std::string> body) -> std::function<void()> {
                         Result<T> result = body ? read(*body) : Result<T>(propagate(body));
                         return [done, result = std::move(result)]() mutable { done(std::move(result)); };
                     });
}

}  // namespace slipway
