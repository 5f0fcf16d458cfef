// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>

namespace slipway {

/// What a running slipwayd says of itself in the file of --ready-file.
struct ReadyFile {
    std::string server;  ///< "http://127.0.0.1:43210"
    std::string access_key;
    std::filesystem::path secret_key_file;
    std::string ca_file;  ///< Set when it speaks TLS.
    int pid = 0;

    static Result<ReadyFile> load(const std::filesystem::path& file);
    Result<std::string> readSecret() const;
};

}  // namespace slipway
