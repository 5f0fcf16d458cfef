// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;

namespace slipway {

class TableView;
struct Workbench;

/// Adds an action that asks for a file and writes all rows that the table shows to it, as CSV. The file is
/// written on a thread of its own; a toast says how it went. `name` is the file's, without its ending.
void addExport(QMenu& menu, TableView& table, Workbench& workbench, const QString& name);

}  // namespace slipway
