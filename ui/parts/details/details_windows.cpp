// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/details_windows.h"

#include "ui/parts/details/details_pane.h"
#include "ui/parts/details/details_window.h"
#include "ui/session/settings.h"
#include "widgets/form/status/toast_stack.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace slipway {

DetailsWindows::DetailsWindows(Workspace& workspace, ToastStack& toasts, SettingsStore& settings,
                               const Preferences& preferences, QObject* parent)
    : QObject(parent), workspace_(workspace), toasts_(toasts), settings_(settings), preferences_(preferences)
{
    connect(&workspace, &Workspace::reset, this, &DetailsWindows::refresh);
    connect(&workspace, &Workspace::changed, this, &DetailsWindows::apply);
}

DetailsWindows::~DetailsWindows()
{
    closeAll();
}

void DetailsWindows::offer(Kind kind, std::function<DetailsPane*()> make)
{
    offers_[kind] = {nullptr, std::move(make)};
}

void DetailsWindows::follow(Kind kind, DetailsPane& pane)
{
    offers_[kind].pane = &pane;
    connect(&pane, &DetailsPane::windowRequested, this, [this, &pane](const QString& tab) {
        if (const ItemPtr item = pane.item())
            open(item->resource.kind, itemKey(item->resource), tab);
    });
}

QList<DetailsWindow*> DetailsWindows::windows() const
{
    QList<DetailsWindow*> open;
    for (const auto& window : windows_)
        if (window)
            open << window;
    return open;
}

DetailsWindow* DetailsWindows::find(Kind kind, const std::string& key, const QString& tab) const
{
    for (DetailsWindow* window : windows()) {
        const Resource& resource = window->item()->resource;
        if (resource.kind == kind && itemKey(resource) == key && window->tab() == tab)
            return window;
    }
    return nullptr;
}

void DetailsWindows::open(Kind kind, const std::string& key, const QString& tab)
{
    DetailsWindow* window = find(kind, key, tab);
    if (!window) {
        const ItemPtr item = workspace_.find(kind, key);
        if (!item || !offers_.contains(kind))
            return;
        window = make(item, tab);
        window->show();
        remember();
    }
    window->raise();
    window->activateWindow();
}

DetailsWindow* DetailsWindows::make(const ItemPtr& item, const QString& tab)
{
    const Offer& offer = offers_.at(item->resource.kind);
    auto* window = new DetailsWindow(offer.make(), tab, item, preferences_);
    if (tab.isEmpty() && offer.pane)
        window->pane()->setCurrentTabName(offer.pane->currentTabName());
    windows_.removeAll(nullptr);
    windows_ << window;
    connect(window, &DetailsWindow::backRequested, this, [this, window] { putBack(window); });
    connect(window, &DetailsWindow::closed, this, [this, window] {
        if (closing_)
            return;
        windows_.removeAll(window);
        remember();
    });
    return window;
}

void DetailsWindows::putBack(DetailsWindow* window)
{
    const Resource& resource = window->item()->resource;
    const Kind kind = resource.kind;
    const std::string key = itemKey(resource);
    const QString tab = window->pane()->currentTabName();
    window->close();
    Q_EMIT itemRequested(kind, key);
    if (const auto offer = offers_.find(kind); offer != offers_.end() && offer->second.pane)
        offer->second.pane->setCurrentTabName(tab);
}

void DetailsWindows::refresh()
{
    if (!restored_)
        restore();
    closeDeleted([this](DetailsWindow& window) {
        const Resource& resource = window.item()->resource;
        const ItemPtr item = workspace_.find(resource.kind, itemKey(resource));
        if (!item || item->resource.id != resource.id)
            return true;
        window.show(item);
        return false;
    });
}

void DetailsWindows::apply(const std::vector<ItemChange>& changes)
{
    for (const ItemChange& change : changes) {
        closeDeleted([&change](DetailsWindow& window) {
            const Resource& resource = window.item()->resource;
            if (resource.kind != change.kind || itemKey(resource) != change.key)
                return false;
            // What came under the name of one that went is another thing.
            if (!change.item || change.item->resource.id != resource.id)
                return true;
            window.show(change.item);
            return false;
        });
    }
}

void DetailsWindows::closeDeleted(const std::function<bool(DetailsWindow&)>& is_gone)
{
    for (DetailsWindow* window : windows()) {
        if (!is_gone(*window))
            continue;
        toasts_.show(tr("%1 was deleted, so its window is closed.")
                         .arg(QString::fromStdString(window->item()->resource.name)));
        window->close();
    }
}

void DetailsWindows::remember()
{
    const QString server = QString::fromStdString(workspace_.session().profile().server);
    QJsonArray entries;
    for (const QJsonValue& entry : QJsonDocument::fromJson(settings_.get(settings::details_windows)).array())
        if (entry[QStringLiteral("server")].toString() != server)
            entries.append(entry);
    for (DetailsWindow* window : windows()) {
        const Resource& resource = window->item()->resource;
        entries.append(QJsonObject{
            {QStringLiteral("server"), server},
            {QStringLiteral("kind"), QString::fromUtf8(info(resource.kind).name.data())},
            {QStringLiteral("key"), QString::fromStdString(itemKey(resource))},
            {QStringLiteral("tab"), window->tab()},
            {QStringLiteral("geometry"), QString::fromLatin1(window->saveGeometry().toBase64())}});
    }
    settings_.set(settings::details_windows, QJsonDocument(entries).toJson(QJsonDocument::Compact));
}

void DetailsWindows::restore()
{
    restored_ = true;
    const QString server = QString::fromStdString(workspace_.session().profile().server);
    for (const QJsonValue& entry :
         QJsonDocument::fromJson(settings_.get(settings::details_windows)).array()) {
        const auto kind = kindNamed(entry[QStringLiteral("kind")].toString().toStdString());
        if (entry[QStringLiteral("server")].toString() != server || !kind)
            continue;
        if (!offers_.contains(*kind))
            Q_EMIT offerWanted(*kind);
        if (!offers_.contains(*kind))
            continue;
        const ItemPtr item = workspace_.find(*kind, entry[QStringLiteral("key")].toString().toStdString());
        if (!item)
            continue;
        DetailsWindow* window = make(item, entry[QStringLiteral("tab")].toString());
        window->restoreGeometry(
            QByteArray::fromBase64(entry[QStringLiteral("geometry")].toString().toLatin1()));
        window->setAttribute(Qt::WA_ShowWithoutActivating);
        window->show();
    }
}

void DetailsWindows::closeAll()
{
    if (windows().isEmpty())
        return;
    remember();
    closing_ = true;
    for (DetailsWindow* window : windows())
        delete window;
    windows_.clear();
    closing_ = false;
}

}  // namespace slipway
