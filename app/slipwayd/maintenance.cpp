// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/maintenance.h"

#include "app/slipwayd/backup.h"
#include "app/slipwayd/data_directory.h"
#include "app/slipwayd/doctor/doctor.h"
#include "app/slipwayd/master_key.h"
#include "platform/store/audit_chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace slipway {

namespace {

constexpr int impossible = 1;
constexpr int changed = 2;

int refuse(const Error& error)
{
    fmt::print(stderr, "slipwayd: {}\n", error.message);
    return impossible;
}

int makeBackup(const Settings& settings)
{
    if (const auto made = backUp(settings.data_directory, settings.place); !made)
        return refuse(made.error());
    fmt::print("{} holds the database and its keys. Keep it as safe as the platform itself.\n",
               settings.place.string());
    return 0;
}

int putBackupBack(const Settings& settings)
{
    const auto aside = restore(settings.data_directory, settings.place);
    if (!aside)
        return refuse(aside.error());
    fmt::print("The backup is in place.{}\n",
               aside->empty() ? std::string()
                              : fmt::format(" What was there before is in {}.", aside->string()));
    return 0;
}

int rotateKey(const Settings& settings)
{
    const auto held = DataDirectory::open(settings.data_directory);
    if (!held)
        return refuse(held.error());
    if (const auto rotated = rotateMasterKey(held->path()); !rotated)
        return refuse(rotated.error());
    fmt::print(
        "The master key was replaced. Make a new backup: older ones need the key they were made with.\n");
    return 0;
}

int verifyAudit(const Settings& settings)
{
    const auto secrets = SecretBox::open(settings.data_directory / "master.key", SecretBox::WhenAbsent::Fail);
    if (!secrets)
        return refuse(secrets.error());
    const auto check = checkAudit(settings.data_directory / "slipway.db", storeOptions(*secrets).audit_key);
    if (!check)
        return refuse(check.error());
    if (check->broken_at) {
        fmt::print("{}\n", check->problem);
        return changed;
    }
    fmt::print("All {} entries of the audit trail are as they were written; the last is number {}.\n",
               check->entries, check->last_sequence);
    return 0;
}

/// Prints a line for each finding; those that are well last, since nobody looks for them.
int examine(const Settings& settings)
{
    std::vector<Finding> findings = findProblems(settings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.grade > b.grade; });
    for (const Finding& finding : findings) {
        fmt::print("{:8} {}: {}\n", name(finding.grade), finding.subject, finding.said);
        if (!finding.advice.empty())
            fmt::print("{:8} -> {}\n", "", finding.advice);
    }
    const bool wrong = !findings.empty() && findings.front().grade == Finding::Grade::Wrong;
    return wrong ? changed : 0;
}

}  // namespace

int runMaintenance(const Settings& settings)
{
    switch (settings.task) {
    case Settings::Task::Backup:
        return makeBackup(settings);
    case Settings::Task::Restore:
        return putBackupBack(settings);
    case Settings::Task::RotateKey:
        return rotateKey(settings);
    case Settings::Task::VerifyAudit:
        return verifyAudit(settings);
    case Settings::Task::Doctor:
        return examine(settings);
    case Settings::Task::Serve:
        break;
    }
    return impossible;
}

}  // namespace slipway
