// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"

class QObject;

namespace slipway {

/// Runs closures later on the thread that calls this, in order, and not at all once `context` is gone.
/// The executor itself may be called from any thread and may outlive `context`.
Executor onGuiThread(QObject* context);

}  // namespace slipway
