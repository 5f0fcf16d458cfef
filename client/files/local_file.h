// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/transfer/file_part.h"
#include "client/transfer/transfer_gate.h"
#include "core/result.h"

#include <filesystem>
#include <memory>

namespace slipway {

/// A whole file of this computer that is to be sent, with its digests.
struct LocalFile {
    std::shared_ptr<FilePart> part;  ///< At its first byte.
    FilePart::Digests digests;
};

/// Reads it once; `NotFound` when it cannot be read, `Canceled` once the gate is closed. Blocks.
Result<LocalFile> openLocalFile(TransferGate& gate, const std::filesystem::path& file);

}  // namespace slipway
