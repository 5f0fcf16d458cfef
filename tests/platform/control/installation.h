// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "platform/control/controllers.h"
#include "platform/control/data/plain_project_objects.h"
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

    void startControllers()
    {
        ControlOptions options;
        options.objects = objects ? objects : std::make_shared<PlainProjectObjects>(directory() / "objects");
        options.first_retry_delay = 50ms;
        options.node_interval = 200ms;
        auto controllers = std::make_unique<Controllers>(*store, engine, options);
        controllers->start();
        const std::lock_guard lock(mutex_);
        controllers_ = std::move(controllers);
    }

    void stopControllers()
    {
        std::unique_ptr<Controllers> controllers;
        {
            const std::lock_guard lock(mutex_);
            controllers = std::move(controllers_);
        }
        controllers.reset();
    }

    std::filesystem::path directory() const { return directory_.path().toStdString(); }
    Controllers& controllers() { return *controllers_; }

    Resource create(Kind kind, const std::string& project, const std::string& name, const std::string& spec)
    {
        Resource made;
        const Result<void> written = store->write([&](Transaction& transaction) -> Result<void> {
            Resource resource;
            resource.kind = kind;
            resource.project = project;
            resource.name = name;
            resource.spec = spec;
            resource.owner = "alice";
            Result<Resource> created = transaction.create(resource);
            if (!created)
                return propagate(created);
            made = *created;
            return {};
        });
        if (!written)
            qFatal("%s", written.error().message.c_str());
        return made;
    }

    Resource job(const std::string& name, const std::string& members)
    {
        return create(Kind::Job, "default", name, R"({"command":"true",)" + members + "}");
    }

    Resource environment(const std::string& name)
    {
        return create(Kind::Environment, "default", name, R"({"flavor":"gpu-1"})");
    }

    /// Sets a member of the spec as a request does.
    void set(const Resource& resource, const char* member, bool value)
    {
        const auto changed = modify(*store, resource.id, [&](Resource& newest) -> Result<void> {
            Json spec = parseJson(newest.spec).value();
            spec[member] = value;
            newest.spec = dumpJson(spec);
            ++newest.generation;
            return {};
        });
        if (!changed)
            qFatal("%s", changed.error().message.c_str());
    }

    void remove(const Resource& resource)
    {
        const auto changed = modify(*store, resource.id, [](Resource& newest) -> Result<void> {
            newest.deleting = now();
            return {};
        });
        if (!changed)
            qFatal("%s", changed.error().message.c_str());
    }

    WorkloadStatus status(const Resource& resource)
    {
        const Result<Resource> newest = store->get(resource.id);
        return newest ? readWorkloadStatus(parseJson(newest->status).value()).value() : WorkloadStatus();
    }

    std::string phase(const Resource& resource) { return std::string(name(status(resource).phase)); }
    bool gone(const Resource& resource) { return !store->get(resource.id); }

    TaskId task(const Resource& resource) { return TaskId(resource.id.text() + "-0"); }

    ScriptedEngine engine{2};
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
