// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/segments/post_ways.h"

#include <chrono>
#include <stop_token>
#include <string>

namespace slipway {

/// How a form is sent.
struct FormSending {
    std::string ca_file;  ///< Whom to trust; the system's authorities when empty.
    std::chrono::milliseconds patience{0};
    std::stop_token stop;
};

/// Puts an object by a form that somebody signed. Blocks; `Canceled` when stopped.
Result<void> postForm(const PostWay& way, const std::string& name, const std::string& content,
                      const FormSending& sending);

}  // namespace slipway
