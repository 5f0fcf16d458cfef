// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "core/uri.h"
#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "ui/settings/shortcuts.h"
#include "ui/shell/status_dot.h"
#include "widgets/form/nav_button.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int rail_width = 168;

QString hostOf(const Profile& profile)
{
    if (profile.name == "this-computer")
        return Rail::tr("This computer");
    const auto url = Url::parse(profile.server);
    return QString::fromStdString(url ? url->host : profile.server);
}

}  // namespace

Rail::Rail(Workbench& workbench, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      places_layout_(new QVBoxLayout),
      dot_(new StatusDot(workbench.theme)),
      link_(makeLabel({}, TextRole::Dim))
{
    setObjectName(QStringLiteral("rail"));
    setSurface(*this, Surface::Rail);
    setFixedWidth(rail_width);
    places_layout_->setSpacing(2);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(6, 0, 0, 6);
    foot->setSpacing(6);
    foot->addWidget(dot_);
    foot->addWidget(link_, 1);
    link_->setObjectName(QStringLiteral("link"));
    link_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 12, 8, 10);
    layout->addLayout(places_layout_);
    layout->addStretch(1);
    layout->addLayout(foot);
    connect(&workbench.workspace, &Workspace::linkChanged, this, &Rail::refreshLink);
    retranslated(this, [this] { refreshLink(); });
}

void Rail::addPlace(IconName icon, const Setting<QString>& keys, std::function<QString()> title)
{
    auto* button = new NavButton(icon, title(), workbench_.theme);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    const int place = static_cast<int>(places_.size());
    places_ << button;
    places_layout_->addWidget(button);
    // Screen readers toggle such a button, which is no click.
    connect(button, &NavButton::toggled, this, [this, place](bool on) {
        if (on)
            Q_EMIT chosen(place);
    });
    const Preferences& preferences = workbench_.preferences;
    shownWithKeys(button, preferences, [button, keys, &preferences, title = std::move(title)] {
        button->setToolTip(keysText(keys, preferences));
        button->setText(title());
        button->setAccessibleName(title());
    });
}

void Rail::setCurrent(int place)
{
    const QSignalBlocker quietly(places_[place]);
    places_[place]->setChecked(true);
}

void Rail::setCount(int place, int count)
{
    places_[place]->setCount(count);
}

QString Rail::withRoundTrip(const QString& host, std::chrono::milliseconds round_trip) const
{
    // The time gives way, since the tooltip has it.
    const QString whole = tr("%1 · %2 ms").arg(host).arg(round_trip.count());
    const QFontMetrics metrics = link_->fontMetrics();
    return metrics.horizontalAdvance(whole) <= link_->width()
               ? whole
               : metrics.elidedText(host, Qt::ElideMiddle, link_->width());
}

QString Rail::linkToolTip(const Link& link) const
{
    if (link.error)
        return explain(*link.error);
    const QString server = QString::fromStdString(workbench_.workspace.session().profile().server);
    return link.round_trip ? tr("%1 answers in %2 ms").arg(server).arg(link.round_trip->count()) : server;
}

void Rail::refreshLink()
{
    const Link& link = workbench_.workspace.link();
    const QString host = hostOf(workbench_.workspace.session().profile());
    QString text = host;
    if (link.state == Link::State::Connecting)
        text = tr("Connecting…");
    else if (link.state == Link::State::Lost)
        text = tr("Not connected");
    else if (link.round_trip)
        text = withRoundTrip(host, *link.round_trip);
    dot_->setTone(link.state == Link::State::Live         ? StatusTone::Running
                  : link.state == Link::State::Connecting ? StatusTone::Waiting
                                                          : StatusTone::Failed);
    link_->setText(text);
    link_->setToolTip(linkToolTip(link));
}

}  // namespace slipway
