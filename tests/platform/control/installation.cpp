// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/installation.h"

namespace slipway {

void Installation::startControllers()
{
    ControlOptions options;
    options.objects = objects ? objects : std::make_shared<PlainProjectObjects>(directory() / "objects");
    options.first_retry_delay = 50ms;
    options.node_interval = 200ms;
    auto controllers =
        std::make_unique<Controllers>(*store, fleet ? static_cast<Engine&>(*fleet) : engine, options);
    controllers->start();
    const std::lock_guard lock(mutex_);
    controllers_ = std::move(controllers);
}

void Installation::stopControllers()
{
    std::unique_ptr<Controllers> controllers;
    {
        const std::lock_guard lock(mutex_);
        controllers = std::move(controllers_);
    }
    controllers.reset();
}

Resource Installation::create(Kind kind, const std::string& project, const std::string& name,
                              const std::string& spec)
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

void Installation::set(const Resource& resource, const char* member, bool value)
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

void Installation::remove(const Resource& resource)
{
    const auto changed = modify(*store, resource.id, [](Resource& newest) -> Result<void> {
        newest.deleting = now();
        return {};
    });
    if (!changed)
        qFatal("%s", changed.error().message.c_str());
}

Fleet& Installation::widen()
{
    stopControllers();
    fleet = std::make_unique<Fleet>("local", std::shared_ptr<Engine>(&engine, [](Engine*) {}));
    startControllers();
    return *fleet;
}

}  // namespace slipway
