// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/evidence.h"
#include "app/demo/ground.h"

namespace slipway::demo {

namespace fs = std::filesystem;

namespace {

class LocalGround final : public Ground {
public:
    explicit LocalGround(fs::path data) : data_(std::move(data)) {}

    LocalServerOptions server() const override
    {
        LocalServerOptions options;
        options.simulated_gpus = 2;
        return options;
    }
    fs::path tasks() const override { return data_ / "tasks"; }
    fs::path environmentFiles(const ResourceId& environment) const override
    {
        return data_ / "environments" / environment.text();
    }
    std::chrono::milliseconds releaseLimit() const override { return std::chrono::milliseconds(1'000); }

private:
    const fs::path data_;
};

}  // namespace

std::string Ground::installCommand() const
{
    return "python3 -m pip install --no-index --no-build-isolation --no-deps . && "
           "echo \"notes of a long day\" > \"$HOME/notes.txt\"";
}

std::unique_ptr<Ground> makeLocalGround(const fs::path& data)
{
    return std::make_unique<LocalGround>(data);
}

}  // namespace slipway::demo
