// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/file_places.h"

namespace slipway {

tl::unexpected<Error> filesOutOfReach()
{
    return fail(
        ErrorCode::Unimplemented,
        "The files are in a cluster, where they cannot be listed from here. Open Jupyter to see them; what a "
        "job leaves in its outputs is among its project's objects.",
        "files-out-of-reach");
}

}  // namespace slipway
