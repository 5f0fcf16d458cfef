// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "platform/control/controllers.h"
#include "platform/control/data/plain_project_objects.h"
#include "platform/engines/fleet.h"
#include "platform/store/store.h"
#include "tests/platform/control/scripted_engine.h"

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include <mutex>

namespace slipway {

using namespace std::chrono_literals;

/// A store, controllers and a scripted engine of two GPUs, with what every installation has.
class Installation {
public:
    Installation()
    {
        store = Store::open(directory() / "slipway.db").value();
        store->onCommit([this](std::int64_t version) {
            const std::lock_guard lock(mutex_);
            if (controllers_)
                controllers_->storeChanged(version);
        });
        create(Kind::Project, {}, "default", "{}");
        create(Kind::Image, {}, "host", "{}");
        create(Kind::Flavor, {}, "cpu-small", R"({"cpus":1,"memory":"1GiB"})");
        create(Kind::Flavor, {}, "gpu-1", R"({"cpus":1,"memory":"1GiB","gpus":1})");
        create(Kind::Flavor, {}, "gpu-2", R"({"cpus":1,"memory":"1GiB","gpus":2})");
        startControllers();
    }

    ~Installation() { stopControllers(); }

    void startControllers();

    void stopControllers();

    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    Controllers& controllers() { return *controllers_; }

    Resource create(Kind kind, const std::string& project, const std::string& name, const std::string& spec);

    Resource job(const std::string& name, const std::string& members)
    {
        return create(Kind::Job, "default", name, R"({"command":"true",)" + members + "}");
    }

    Resource environment(const std::string& name)
    {
        return create(Kind::Environment, "default", name, R"({"flavor":"gpu-1"})");
    }

    /// Sets a member of the spec as a request does.
    void set(const Resource& resource, const char* member, bool value);

    void remove(const Resource& resource);

    WorkloadStatus status(const Resource& resource)
    {
        const Result<Resource> newest = store->get(resource.id);
        return newest ? readWorkloadStatus(parseJson(newest->status).value()).value() : WorkloadStatus();
    }

    std::string phase(const Resource& resource) { return std::string(name(status(resource).phase)); }
    bool gone(const Resource& resource) { return !store->get(resource.id); }

    TaskId task(const Resource& resource) { return TaskId(resource.id.text() + "-0"); }

    /// Its engine becomes the home of a fleet, to which others can be added.
    Fleet& widen();

    ScriptedEngine engine{2};
    std::unique_ptr<Fleet> fleet;
    std::unique_ptr<Store> store;
    std::shared_ptr<ProjectObjects> objects;  ///< Files in the directory when null.

private:
    QTemporaryDir directory_;
    std::mutex mutex_;
    std::unique_ptr<Controllers> controllers_;
};

}  // namespace slipway

#define TRY_PHASE(installation, resource, expected)                                                          \
    QTRY_COMPARE((installation).phase(resource), std::string(expected))
