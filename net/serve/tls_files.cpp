// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/tls_files.h"

#include <boost/asio/ssl/context.hpp>

namespace slipway::net {
namespace ssl = boost::asio::ssl;
namespace {

constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL";

tl::unexpected<Error> unusable(const std::string& what, const std::string& file,
                               const boost::system::error_code& error)
{
    return fail(ErrorCode::InvalidArgument, "The " + what + " file " + file + " cannot be used: " +
                                                error.message() + ". Name a readable PEM file.");
}

}  // namespace

Result<std::shared_ptr<ssl::context>> readTlsFiles(const std::string& certificate_file,
                                                   const std::string& private_key_file)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context->native_handle(), ciphers);
    SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    boost::system::error_code error;
    if (context->use_certificate_chain_file(certificate_file, error); error)
        return unusable("certificate", certificate_file, error);
    if (context->use_private_key_file(private_key_file, ssl::context::pem, error); error)
        return unusable("private key", private_key_file, error);
    if (SSL_CTX_check_private_key(context->native_handle()) != 1)
        return fail(ErrorCode::InvalidArgument, "The private key in " + private_key_file +
                                                    " does not belong to the certificate in " +
                                                    certificate_file + ". Name a pair.");
    return context;
}

}  // namespace slipway::net
