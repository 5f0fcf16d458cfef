// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "ui/session/item.h"

#include <QCoreApplication>
#include <QString>

#include <chrono>
#include <optional>
#include <string>

namespace slipway {

class Workspace;

/// What things cost, where an administrator gave their flavors a price; nothing and empty texts elsewhere.
class Prices {
    Q_DECLARE_TR_FUNCTIONS(Prices)
public:
    static std::optional<Price> ofFlavor(const Workspace& workspace, const std::string& flavor);
    /// All replicas together; nothing where one of their flavors has no price, or another currency.
    static std::optional<Price> ofJob(const Workspace& workspace, const JobSpec& job);
    /// Of an environment or a job.
    static std::optional<Price> ofWorkload(const Workspace& workspace, const Item& item);

    /// "12.40 USD"
    static QString amount(double amount, const std::string& currency);
    /// "2.25 USD per hour"
    static QString perHour(const std::optional<Price>& price);
    /// What running for so long cost: "12.40 USD so far".
    static QString soFar(const std::optional<Price>& price, std::optional<std::chrono::seconds> ran);
    /// At most, for something that is stopped after so long: "at most 18 USD". Empty without a limit.
    static QString atMost(const std::optional<Price>& price, std::chrono::seconds limit);
};

}  // namespace slipway
