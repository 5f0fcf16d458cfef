// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/cluster_box.h"

#include "core/resources/object_store.h"
#include "ui/parts/texts.h"

namespace slipway {

ClusterBox::ClusterBox(Workspace& workspace, QWidget* parent)
    : ResourceBox(workspace,
                  {Kind::Cluster, [] { return tr("Chosen by the platform"); },
                   [](const Item& item) {
                       return Texts::cluster(item.resource.name, item.specAs<ClusterSpec>(),
                                             item.statusAs<ClusterStatus>());
                   }},
                  parent)
{
}

StoreBox::StoreBox(Workspace& workspace, QWidget* parent)
    : ResourceBox(
          workspace,
          {Kind::Store, [] { return tr("The platform's own"); },
           [](const Item& item) {
               const QString name = QString::fromStdString(item.resource.name);
               const std::string& phase = item.statusAs<StoreStatus>().phase;
               return phase == "Away" || phase == "Failed" ? tr("%1 (does not answer)").arg(name) : name;
           },
           [](const Item& item) { return item.resource.name != home_store && !item.resource.deleting; }},
          parent)
{
}

}  // namespace slipway
