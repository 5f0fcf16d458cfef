// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "ui/jobs/launch/last_jobs.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

#include <QComboBox>

#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// What a new job can start from.
struct JobOrigin {
    enum class Kind { Nothing, Last, Template, Job } kind = Kind::Nothing;
    std::string name;  ///< Of the job or template.
    JobSpec spec;
    QString folder;  ///< Of the last job's code.
};

/// Chooses where a new job starts: what was launched last, a template, another job, or an empty form.
class JobOriginBox : public QComboBox {
    Q_OBJECT
public:
    /// Starts at `like`, a job or a template, where there is one, else at what was launched last here, else
    /// at nothing.
    JobOriginBox(Workbench& workbench, const ItemPtr& like, QWidget* parent = nullptr);

    const JobOrigin& origin() const;
    /// "the last job", "template NAME": what changes are counted from. Empty for an empty form.
    QString originText() const;
    /// Sets every text, in the language of the moment.
    void retranslate();

private:
    void add(JobOrigin origin);
    static QString text(const JobOrigin& origin);

    std::vector<JobOrigin> origins_;
};

}  // namespace slipway
