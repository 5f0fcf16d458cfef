// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fetch_fixtures.h"

#include <atomic>

namespace slipway::net {

/// A body that is there only once somebody says so.
class SlowSource final : public BodySource {
public:
    explicit SlowSource(std::uint64_t size) : letters_(size) {}

    std::uint64_t size() const override { return letters_.size(); }
    bool isReady() override
    {
        ++asked;
        return ready;
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        return letters_.read(buffer, capacity);
    }
    bool rewind() override { return letters_.rewind(); }

    std::atomic<bool> ready = false;
    std::atomic<int> asked = 0;

private:
    LetterSource letters_;
};

}  // namespace slipway::net
