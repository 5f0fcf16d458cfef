// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/objects/xml/xml_writer.h"

#include <string>
#include <string_view>

namespace slipway {

/// 200 with the document.
net::Response xmlResponse(XmlWriter xml);

/// An element with the ID and DisplayName of somebody.
void writeOwner(XmlWriter& xml, std::string_view tag, const std::string& user);

}  // namespace slipway
