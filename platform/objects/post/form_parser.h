// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/post_policy.h"

#include <functional>
#include <string>
#include <string_view>

namespace slipway {

/// Takes a form apart that uploads a file (multipart/form-data, RFC 7578), given in pieces of any size. What
/// stands behind the file is left out, as S3 has it.
class FormParser {
public:
    /// Takes the file's bytes, in order.
    using Sink = std::function<Result<void>(std::string_view)>;

    /// "InvalidArgument" when this is no Content-Type of such a form.
    static Result<FormParser> create(std::string_view content_type);

    /// "MalformedPOSTRequest", "MaxPostPreDataLengthExceededError" for more than 64 KiB before the file, or
    /// what the sink said.
    Result<void> feed(std::string_view bytes, const Sink& sink);
    /// "IncompleteBody" unless the file was seen whole.
    Result<void> finish() const;

    /// Whether the file has begun, so that all fields are known.
    bool atFile() const { return file_seen_; }
    /// Names in lower case, in order.
    const sigv4::FormFields& fields() const { return fields_; }
    /// As the client calls it; empty when it does not say.
    const std::string& fileName() const { return file_name_; }

private:
    enum class State { Begin, BehindBoundary, Head, Value, File, Rest };

    explicit FormParser(std::string_view boundary);
    /// Takes one thing off `left`; false when more bytes are needed for that.
    Result<bool> step(std::string_view& left, const Sink& sink);
    Result<bool> readHead(std::string_view& left);
    Result<bool> readValue(std::string_view& left);
    Result<bool> readFile(std::string_view& left, const Sink& sink);
    Result<bool> readRest(std::string_view& left);
    Result<void> count(std::size_t bytes) const;

    std::string delimiter_;  ///< The boundary with the line's end before it.
    State state_ = State::Begin;
    std::string rest_;
    std::size_t before_file_ = 0;
    std::size_t behind_file_ = 0;
    std::string name_;
    std::string file_name_;
    bool file_seen_ = false;
    sigv4::FormFields fields_;
};

}  // namespace slipway
