// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/local_code.h"

#include "app/slipwayctl/await.h"
#include "client/code_upload.h"

#include <nlohmann/json.hpp>

namespace slipway::ctl {

namespace fs = std::filesystem;

Result<std::optional<fs::path>> takeCodeFolder(Resource& job, const fs::path& base)
{
    auto spec = parseJson(job.spec);
    if (!spec)
        return propagate(spec);
    const auto code = spec->find("code");
    if (code == spec->end() || !code->is_object() || !code->contains("folder"))
        return std::nullopt;
    const Json& folder = (*code)["folder"];
    if (!folder.is_string() || folder.get<std::string>().empty())
        return fail(ErrorCode::InvalidArgument, "The folder of a job's code must be a path, such as \".\".",
                    "wrong-type", "spec.code.folder");
    if (code->size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    "A job's code is a folder or a Git revision, not both. Remove one of them.",
                    "invalid-code", "spec.code");
    const fs::path path = base / folder.get<std::string>();
    spec->erase(code);
    job.spec = dumpJson(*spec);
    return path;
}

Result<void> sendCode(Session& session, Resource& job, const fs::path& folder)
{
    const auto digest = await<std::string>(
        [&](auto done) { return uploadCode(session, folder, job.project, std::move(done)); });
    if (!digest)
        return propagate(digest);
    auto spec = parseJson(job.spec);
    if (!spec)
        return propagate(spec);
    (*spec)["code"] = {{"folder_sha256", *digest}};
    job.spec = dumpJson(*spec);
    return {};
}

}  // namespace slipway::ctl
