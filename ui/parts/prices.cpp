// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/prices.h"

#include "ui/session/workspace.h"

#include <QLocale>

namespace slipway {

namespace {

constexpr double seconds_per_hour = 3600;

double costOf(const Price& price, std::chrono::seconds time)
{
    return price.per_hour * static_cast<double>(time.count()) / seconds_per_hour;
}

}  // namespace

std::optional<Price> Prices::ofFlavor(const Workspace& workspace, const std::string& flavor)
{
    const ItemPtr item = workspace.find(Kind::Flavor, flavor);
    return item ? item->specAs<FlavorSpec>().price : std::nullopt;
}

std::optional<Price> Prices::ofJob(const Workspace& workspace, const JobSpec& job)
{
    if (job.roles.empty())
        return ofFlavor(workspace, job.flavor);
    std::optional<Price> sum;
    for (const RoleSpec& role : job.roles) {
        const auto each = ofFlavor(workspace, role.flavor.empty() ? job.flavor : role.flavor);
        if (!each || (sum && sum->currency != each->currency))
            return std::nullopt;
        const double before = sum ? sum->per_hour : 0;
        sum = Price{before + each->per_hour * static_cast<double>(role.count), each->currency};
    }
    return sum;
}

std::optional<Price> Prices::ofWorkload(const Workspace& workspace, const Item& item)
{
    return item.resource.kind == Kind::Job ? ofJob(workspace, item.specAs<JobSpec>())
                                           : ofFlavor(workspace, item.specAs<EnvironmentSpec>().flavor);
}

QString Prices::amount(double amount, const std::string& currency)
{
    return QLocale(QLocale::English).toString(amount, 'f', 2) + QLatin1Char(' ') +
           QString::fromStdString(currency);
}

QString Prices::perHour(const std::optional<Price>& price)
{
    return price ? tr("%1 per hour").arg(amount(price->per_hour, price->currency)) : QString();
}

QString Prices::soFar(const std::optional<Price>& price, std::optional<std::chrono::seconds> ran)
{
    return price && ran ? tr("%1 so far").arg(amount(costOf(*price, *ran), price->currency)) : QString();
}

QString Prices::atMost(const std::optional<Price>& price, std::chrono::seconds limit)
{
    return price && limit.count() > 0 ? tr("at most %1").arg(amount(costOf(*price, limit), price->currency))
                                      : QString();
}

}  // namespace slipway
