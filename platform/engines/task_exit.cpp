// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/task_exit.h"

namespace slipway {

namespace {

TaskExit::Cause causeOf(ExitCause cause)
{
    switch (cause) {
    case ExitCause::Exited:
        return TaskExit::Cause::Exited;
    case ExitCause::Stopped:
        return TaskExit::Cause::Stopped;
    case ExitCause::Deadline:
        return TaskExit::Cause::Deadline;
    case ExitCause::Disk:
        return TaskExit::Cause::Disk;
    case ExitCause::NotStarted:
        return TaskExit::Cause::NotStarted;
    case ExitCause::Withdrawn:
        return TaskExit::Cause::Withdrawn;
    case ExitCause::Fenced:
        return TaskExit::Cause::Fenced;
    case ExitCause::Lost:
        break;
    }
    return TaskExit::Cause::Lost;
}

}  // namespace

TaskExit toTaskExit(const ExitRecord& record)
{
    return {causeOf(record.cause), record.code, record.signal, record.message, record.ended_at};
}

}  // namespace slipway
