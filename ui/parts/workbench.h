// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

class DetailsWindows;
class Drafts;
class FileTransfers;
class Preferences;
class SettingsStore;
class Theme;
class ToastStack;
class Transfers;
class Workspace;

/// What every page works with. All of it outlives the pages.
struct Workbench {
    const Theme& theme;
    Workspace& workspace;
    Transfers& transfers;
    ToastStack& toasts;
    SettingsStore& settings;
    Drafts& drafts;
    DetailsWindows& windows;
    FileTransfers& file_transfers;
    const Preferences& preferences;
};

}  // namespace slipway
