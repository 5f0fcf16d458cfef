// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/xml/xml_response.h"

namespace slipway {

net::Response xmlResponse(XmlWriter xml)
{
    net::Response response;
    response.headers.set("Content-Type", "application/xml");
    response.body = std::move(xml).finish();
    return response;
}

void writeOwner(XmlWriter& xml, std::string_view tag, const std::string& user)
{
    xml.open(tag);
    xml.text("ID", user);
    xml.text("DisplayName", user);
    xml.close(tag);
}

}  // namespace slipway
