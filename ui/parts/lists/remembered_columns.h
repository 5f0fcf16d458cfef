// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace slipway {

class SettingsStore;
class TableView;
template <class T>
struct Setting;

/// Gives a table the columns as they were left, and remembers them whenever somebody changes them. Call once
/// the table has its columns; both arguments must outlive the table.
void rememberColumns(TableView& table, SettingsStore& settings, const Setting<QByteArray>& setting);

}  // namespace slipway
