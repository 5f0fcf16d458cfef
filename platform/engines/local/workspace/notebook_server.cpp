// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/notebook_server.h"

#include "core/ids.h"
#include "core/json.h"
#include "runner/records/durable_file.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::size_t token_characters = 40;

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

Result<void> NotebookServer::create(const std::optional<TaskUser>& user) const
{
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    if (!error) {
        std::filesystem::permissions(directory_, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable,
                    "Cannot make " + directory_.string() + ": " + error.message() + ".");
    }
    return replaceFile(tokenFile(), newSecret(token_characters), Durability::Crash).and_then([&] {
        return giveTreeTo(user, directory_);
    });
}

TaskStage NotebookServer::stage(const std::string& python) const
{
    return {"command", {python, "-c", launch_code}, false};
}

std::map<std::string, std::string> NotebookServer::variables() const
{
    return {{"JUPYTER_RUNTIME_DIR", directory_.string()}, {"JUPYTER_TOKEN_FILE", tokenFile().string()}};
}

std::string NotebookServer::url() const
{
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(directory_, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string file = entry->path().filename().string();
        const bool server = file.starts_with("jpserver-") || file.starts_with("nbserver-");
        const int port = server && file.ends_with(".json") ? portIn(entry->path()) : 0;
        if (port > 0) {
            return "http://127.0.0.1:" + std::to_string(port) + "/";
        }
    }
    return {};
}

Result<std::string> NotebookServer::openUrl() const
{
    const std::string address = url();
    const Result<std::string> token = readSmallFile(tokenFile());
    if (address.empty() || !token) {
        return fail(ErrorCode::Unavailable,
                    "The notebook server does not answer yet. Try again in a moment; the log "
                    "says how far it is.",
                    "not-ready");
    }
    return address + "?token=" + *token;
}

}  // namespace slipway
