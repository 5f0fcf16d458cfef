// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/stages/prepare_stage.h"

namespace slipway {

namespace {

constexpr const char* marker = ".slipway-complete";

// A virtual environment sees the packages of the interpreter that it was made from. Where that is a virtual
// environment itself, Python would look at its base only; the .pth file adds what lies between.
constexpr const char* prepare_code = R"(
import fcntl, importlib.util, os, shutil, site, sys, venv
prefix, marker = sys.argv[1:]
with open(prefix + ".lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if os.path.exists(os.path.join(prefix, marker)):
        sys.exit(0)
    print("Preparing the environment's Python packages...", flush=True)
    shutil.rmtree(prefix, ignore_errors=True)
    with_pip = importlib.util.find_spec("ensurepip") is not None
    venv.EnvBuilder(system_site_packages=True, symlinks=True, with_pip=with_pip).create(prefix)
    if sys.prefix != sys.base_prefix:
        version = "python%d.%d" % sys.version_info[:2]
        with open(os.path.join(prefix, "lib", version, "site-packages", "slipway-image.pth"), "w") as path:
            path.write("\n".join(site.getsitepackages()) + "\n")
    open(os.path.join(prefix, marker), "w").close()
    print("The environment is ready.", flush=True)
)";

}  // namespace

TaskStage prepareStage(const std::string& python, const std::filesystem::path& prefix)
{
    return {"prepare", {python, "-I", "-c", prepare_code, prefix.string(), marker}, false};
}

bool isPrepared(const std::filesystem::path& prefix)
{
    std::error_code error;
    return std::filesystem::exists(prefix / marker, error);
}

}  // namespace slipway
