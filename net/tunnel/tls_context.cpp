// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tls_context.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

namespace slipway::net {
namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
namespace {

using IoError = boost::system::error_code;

tl::unexpected<Error> unusable(const char* what, const IoError& error)
{
    return fail(ErrorCode::InvalidArgument, std::string("The ") + what + " cannot be read: " +
                                                error.message() + ". Give it as PEM text.");
}

Result<void> trust(ssl::context& context, const std::string& ca_pem)
{
    IoError error;
    if (ca_pem.empty())
        context.set_default_verify_paths(error);
    else
        context.add_certificate_authority(asio::buffer(ca_pem), error);
    if (error)
        return unusable("certificate authority", error);
    // As libcurl does: an authority that is trusted need not be the root of others.
    X509_STORE_set_flags(SSL_CTX_get_cert_store(context.native_handle()), X509_V_FLAG_PARTIAL_CHAIN);
    return {};
}

Result<void> show(ssl::context& context, const TlsSettings& settings)
{
    IoError error;
    if (!settings.certificate_pem.empty())
        context.use_certificate_chain(asio::buffer(settings.certificate_pem), error);
    if (error)
        return unusable("client certificate", error);
    if (!settings.private_key_pem.empty())
        context.use_private_key(asio::buffer(settings.private_key_pem), ssl::context::pem, error);
    if (error)
        return unusable("client certificate's private key", error);
    return {};
}

}  // namespace

Result<std::shared_ptr<ssl::context>> makeTlsContext(const TlsSettings& settings)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    if (const auto trusted = trust(*context, settings.ca_pem); !trusted)
        return propagate(trusted);
    if (const auto shown = show(*context, settings); !shown)
        return propagate(shown);
    return context;
}

}  // namespace slipway::net
