// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/api/api_options.h"

namespace slipway {

class Authenticator;
class Controllers;
class Engine;
class Metrics;
class QuickReads;
class SecretBox;
class Store;
class StreamTails;
class WatchHub;

/// What every handler may use.
struct ApiContext {
    Store& store;
    Authenticator& authenticator;
    const SecretBox& secrets;
    Engine& engine;
    Controllers& controllers;
    Metrics& metrics;
    WatchHub& watches;
    StreamTails& tails;
    QuickReads& quick_reads;
    const ApiOptions& options;
};

}  // namespace slipway
