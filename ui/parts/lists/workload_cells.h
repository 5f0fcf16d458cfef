// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/texts.h"
#include "ui/session/workspace.h"
#include "widgets/table/table_row.h"

/// Columns and cells that the lists of environments and jobs share.
namespace slipway::workload_cells {

TableColumn nameColumn();
TableColumn phaseColumn();
TableColumn gpusColumn();
TableColumn ownerColumn();
/// How long it ran; `title` is the page's word.
TableColumn runtimeColumn(const QString& title);
/// Hidden at first.
TableColumn createdColumn();
TableColumn labelsColumn();

TableCell name(const Item& item);
TableCell phase(const Item& item);
/// How many GPUs a flavor asks for.
TableCell gpus(const Workspace& workspace, const std::string& flavor);
/// How many GPUs a job asks for, all its replicas together.
TableCell gpus(const Workspace& workspace, const JobSpec& job);
/// "you" for the user's own.
TableCell owner(const Workspace& workspace, const Item& item);
TableCell created(const Item& item);
TableCell labels(const Item& item);
TableCell duration(std::optional<std::chrono::seconds> duration);
/// Why it waits or how it ended.
TableCell reason(const Item& item);

}  // namespace slipway::workload_cells
