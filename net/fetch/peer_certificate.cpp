// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/peer_certificate.h"

#include "core/hash.h"
#include "net/fetch/certificate_fields.h"

#include <openssl/pem.h>

#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

namespace slipway::net {
namespace {

struct BioDeleter {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct CertificateDeleter {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

std::string nameText(const X509_NAME* name)
{
    const Bio out(BIO_new(BIO_s_mem()));
    if (!out || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
        return {};
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

std::string timeText(const ASN1_TIME* time)
{
    std::tm fields{};
    char text[sizeof "2026-11-28T12:00:00Z"] = {};
    if (!time || ASN1_TIME_to_tm(time, &fields) != 1 ||
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &fields) == 0)
        return {};
    return text;
}

}  // namespace

PeerCertificate describe(const X509& certificate)
{
    PeerCertificate shown;
    // OpenSSL's encoder takes no const, and changes nothing but a cache of its own.
    auto* encoded = const_cast<X509*>(&certificate);
    const int length = i2d_X509(encoded, nullptr);
    std::string bytes(static_cast<std::size_t>(length > 0 ? length : 0), '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    i2d_X509(encoded, &out);
    shown.sha256 = hex(sha256(bytes));
    shown.subject = nameText(X509_get_subject_name(&certificate));
    shown.issuer = nameText(X509_get_issuer_name(&certificate));
    shown.valid_from = timeText(X509_get0_notBefore(&certificate));
    shown.valid_until = timeText(X509_get0_notAfter(&certificate));
    return shown;
}

std::optional<PeerCertificate> readCertificate(const std::string& pem)
{
    const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const std::unique_ptr<X509, CertificateDeleter> certificate(
        in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate)
        return std::nullopt;
    return describe(*certificate);
}

}  // namespace slipway::net
