// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/stages/notebook.h"

#include "core/json.h"
#include "runner/records/durable_file.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

// The port is chosen here, at the last moment; Jupyter goes on to others should it be taken meanwhile.
constexpr const char* launch_code = R"(
import importlib.util, os, socket, sys
for module in ("jupyterlab", "notebook", "jupyter_server"):
    if importlib.util.find_spec(module) is not None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.execv(sys.executable, [sys.executable, "-m", module, "--ip=127.0.0.1", "--port=%d" % port,
                                  "--no-browser", "--allow-root"])
print("Jupyter is not installed for this Python. The environment stays up without it.", flush=True)
os.execv("/bin/sleep", ["sleep", "infinity"])
)";

/// The port in the file that a running Jupyter server leaves in its runtime directory; 0 when there is none.
int portIn(const std::filesystem::path& file)
{
    const Result<std::string> text = readSmallFile(file);
    const Result<Json> json = text ? parseJson(*text) : Result<Json>(propagate(text));
    const bool named =
        json && json->is_object() && json->contains("port") && (*json)["port"].is_number_integer();
    return named ? (*json)["port"].get<int>() : 0;
}

}  // namespace

TaskStage notebookStage(const std::string& python)
{
    return {"command", {python, "-c", launch_code}, false};
}

std::map<std::string, std::string> notebookVariables(const std::filesystem::path& directory)
{
    return {{"JUPYTER_RUNTIME_DIR", directory.string()},
            {"JUPYTER_TOKEN_FILE", notebookTokenFile(directory).string()}};
}

std::filesystem::path notebookTokenFile(const std::filesystem::path& directory)
{
    return directory / "token";
}

int notebookPort(const std::filesystem::path& directory)
{
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(directory, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string file = entry->path().filename().string();
        const bool server = file.starts_with("jpserver-") || file.starts_with("nbserver-");
        const int port = server && file.ends_with(".json") ? portIn(entry->path()) : 0;
        if (port > 0)
            return port;
    }
    return 0;
}

}  // namespace slipway
