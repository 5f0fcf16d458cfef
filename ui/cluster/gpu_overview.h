// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/workspace.h"
#include "widgets/heatmap/gpu_map.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// What the colours of the map stand for.
enum class GpuColors { Owner, Project, Work };

/// Every GPU that the platform sees, as the map shows it, and who holds how many.
class GpuOverview {
    Q_DECLARE_TR_FUNCTIONS(GpuOverview)
public:
    GpuOverview(const Workspace& workspace, GpuColors colors);

    QList<GpuRow> rows;
    std::vector<std::vector<std::string>> holders;  ///< As the rows' cells: "project/jobs/name", or empty.
    std::map<QString, std::int64_t> held;           ///< By what the colours stand for.
    std::int64_t total = 0;
    std::int64_t idle = 0;          ///< Held, measured, and computing nothing.
    std::int64_t largest_free = 0;  ///< On one node.
    bool simulated = false;

    /// The letter of an owner, a project or a workload.
    static QString letterOf(const QString& name);

private:
    void addNode(const Item& node);
    GpuCell cell(const GpuStatus& gpu);
    QString holderOf(const std::string& held_by) const;
    QString ownerOf(const std::string& held_by) const;

    const Workspace& workspace_;
    GpuColors colors_;
};

}  // namespace slipway
