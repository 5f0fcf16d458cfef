// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection_error.h"

#include "net/connection.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

namespace slipway::net {

Error connectionError(const Connection& connection, const std::string& peer)
{
    const IoError& error = connection.error();
    if (connection.isLate())
        return {ErrorCode::DeadlineExceeded,
                peer + " did not answer in time. Check that the server is running.",
                {},
                {}};
    if (error.category() == asio::error::get_ssl_category() &&
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_CERTIFICATE_VERIFY_FAILED)
        return {ErrorCode::InvalidArgument,
                "The certificate of " + peer +
                    " is not trusted. Name the certificate authority that signed it.",
                "untrusted-certificate",
                {}};
    if (error == asio::error::connection_refused || error == asio::error::host_unreachable ||
        error == asio::error::network_unreachable || error.value() == ENOENT)
        return {ErrorCode::Unavailable,
                "Cannot reach " + peer + ": " + error.message() + ". Check that the server is running.",
                {},
                {}};
    return {ErrorCode::Unavailable,
            "The connection with " + peer + " broke: " + error.message() + ". Try again.",
            {},
            {}};
}

}  // namespace slipway::net
