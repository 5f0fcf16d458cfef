// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/objects/post/form_parser.h"
#include "platform/objects/post/post_conditions.h"

#include <cstdint>
#include <memory>
#include <string>

namespace slipway {

/// What AWS calls an upload by a form.
inline constexpr std::string_view post_object = "PostObject";

/// Whether a request is a form that uploads an object.
bool isForm(const net::RequestHead& head);

/// A form as it comes: first its fields, and then its file as the body of a put.
class PostedFile final : public net::BodyReader {
public:
    static Result<std::shared_ptr<PostedFile>> begin(const net::RequestHead& head,
                                                     std::shared_ptr<net::BodyReader> body);

    /// Reads up to the file. "InvalidArgument" when there is none.
    Result<void> readFields();
    /// Names in lower case, with the client's name of the file in "key" where that asks for it.
    sigv4::FormFields fields() const;

    /// What the file may have: "EntityTooSmall" or "EntityTooLarge" otherwise, told by read().
    void limit(std::uint64_t smallest_bytes, std::uint64_t largest_bytes);
    /// The next bytes of the file.
    Result<std::string> read() override;
    /// The whole file, which may have `most` bytes.
    Result<std::string> readAll(std::uint64_t most);

private:
    PostedFile(FormParser parser, std::shared_ptr<net::BodyReader> body)
        : parser_(std::move(parser)), body_(std::move(body))
    {
    }
    /// Takes the next piece of the form; false at its end.
    Result<bool> pull();

    FormParser parser_;
    const std::shared_ptr<net::BodyReader> body_;
    std::string pending_;  ///< Bytes of the file that nobody has read yet.
    std::uint64_t size_bytes_ = 0;
    std::uint64_t smallest_bytes_ = 0, largest_bytes_ = 0;
    bool ended_ = false;
};

/// The head of the put that a form stands for: what its fields say of the object.
net::RequestHead headOfPut(const net::RequestHead& form, const sigv4::FormFields& fields);

/// The answer to a form whose object was stored, as the form wants it.
Result<net::Response> answerToForm(const sigv4::FormFields& fields, const std::string& bucket,
                                   const std::string& etag);

}  // namespace slipway
