// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/place_keys.h"

#include "ui/settings/choices.h"

namespace slipway {

const Setting<QString>& keysOf(WorkbenchView::Place place)
{
    switch (place) {
    case WorkbenchView::Place::Home:
        return settings::keys_home;
    case WorkbenchView::Place::Environments:
        return settings::keys_environments;
    case WorkbenchView::Place::Jobs:
        return settings::keys_jobs;
    case WorkbenchView::Place::Datasets:
        return settings::keys_datasets;
    case WorkbenchView::Place::Volumes:
        return settings::keys_volumes;
    case WorkbenchView::Place::Templates:
        return settings::keys_templates;
    case WorkbenchView::Place::Cluster:
        return settings::keys_cluster;
    }
    Q_UNREACHABLE();
}

}  // namespace slipway
