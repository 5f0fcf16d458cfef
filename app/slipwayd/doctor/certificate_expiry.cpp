// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/doctor/certificate_expiry.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <ctime>
#include <memory>

namespace slipway {

Result<Timestamp> certificateExpiry(const std::filesystem::path& file)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "re"),
                                                                 &std::fclose);
    const std::unique_ptr<X509, void (*)(X509*)> certificate(
        stream ? PEM_read_X509(stream.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free);
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
        return fail(ErrorCode::InvalidArgument, file.string() + " holds no readable certificate.");
    return std::chrono::floor<std::chrono::milliseconds>(
        std::chrono::system_clock::from_time_t(::timegm(&end)));
}

}  // namespace slipway
