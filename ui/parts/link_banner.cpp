// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/link_banner.h"

#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "widgets/form/status/state_pane.h"

namespace slipway {

LinkBanner::LinkBanner(Workspace& workspace, const Theme& theme, QWidget* parent)
    : ErrorBanner(theme, parent), workspace_(workspace)
{
    connect(&workspace, &Workspace::linkChanged, this, &LinkBanner::refresh);
    connect(&workspace, &Workspace::reset, this, &LinkBanner::refresh);
    connect(this, &ErrorBanner::retryRequested, this, &LinkBanner::act);
    retranslated(this, [this] { refresh(); });
}

void LinkBanner::refresh()
{
    const Link& link = workspace_.link();
    setActionText(link.needsNewConnection() ? tr("Connect again…") : QString());
    if (!workspace_.loaded())
        return setMessage({});
    if (link.state != Link::State::Lost || !link.error)
        return setMessage(notice_);
    const QString why = explain(*link.error);
    setMessage(link.live_until ? tr("%1 What you see is from %2.").arg(why, Texts::absolute(*link.live_until))
                               : why);
}

void LinkBanner::setNotice(const QString& notice)
{
    notice_ = notice;
    refresh();
}

bool LinkBanner::showUnloaded(StatePane& pane) const
{
    if (workspace_.loaded())
        return false;
    const Link& link = workspace_.link();
    if (link.state != Link::State::Lost || !link.error)
        pane.setLoading();
    else if (link.needsNewConnection())
        pane.setRefused(explain(*link.error), tr("Connect again…"));
    else
        pane.setFailed(explain(*link.error), tr("Retry"));
    return true;
}

void LinkBanner::act()
{
    if (workspace_.link().needsNewConnection())
        Q_EMIT connectRequested();
    else
        workspace_.reconnect();
}

}  // namespace slipway
