// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "platform/files/file_tree.h"

namespace slipway {

/// {"items":[{"name","kind","size_bytes","modified","target"}],"cursor"}: the cursor is a name in hex, since
/// names may be any bytes.
Json asJson(const DirectoryPage& page);

/// `InvalidArgument` for anything else than asJson() writes.
Result<DirectoryPage> readDirectoryPage(const Json& json);

/// The name in a cursor; `InvalidArgument` (type "bad-cursor") for none that a page had.
Result<std::string> readCursor(const std::string& text);

}  // namespace slipway
