// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay/back_door.h"

#include "net/relay/door_keeper.h"

namespace slipway::net {

BackDoor::BackDoor(std::unique_ptr<DoorKeeper> keeper) : keeper_(std::move(keeper)) {}

BackDoor::~BackDoor() = default;

Result<std::unique_ptr<BackDoor>> BackDoor::open(BackDoorOptions options)
{
    auto keeper = std::make_unique<DoorKeeper>(std::move(options));
    if (auto opened = keeper->open(); !opened)
        return propagate(opened);
    return std::unique_ptr<BackDoor>(new BackDoor(std::move(keeper)));
}

const std::string& BackDoor::callers() const
{
    return keeper_->options().callers;
}

const std::string& BackDoor::backs() const
{
    return keeper_->options().backs;
}

}  // namespace slipway::net
