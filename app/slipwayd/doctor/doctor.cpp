// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/doctor/doctor.h"

#include "app/slipwayd/doctor/data_findings.h"
#include "app/slipwayd/doctor/machine_findings.h"
#include "app/slipwayd/doctor/store_findings.h"

#include <array>
#include <iterator>

namespace slipway {

std::string_view name(Finding::Grade grade)
{
    switch (grade) {
    case Finding::Grade::Well:
        return "ok";
    case Finding::Grade::Notable:
        return "note";
    case Finding::Grade::Wrong:
        break;
    }
    return "WRONG";
}

std::vector<Finding> findProblems(const Settings& settings)
{
    std::vector<Finding> findings = examineData(settings);
    for (std::vector<Finding>& more : std::array{examineMachine(settings), examineStore(settings)})
        findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                        std::make_move_iterator(more.end()));
    return findings;
}

}  // namespace slipway
