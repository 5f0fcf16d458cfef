// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/create_dialog.h"

namespace slipway {

class JobCommandPage;
class JobResourcesPage;

/// Launches a job in three steps, starting from another job or from the last one launched.
class LaunchJobDialog : public CreateDialog {
    Q_OBJECT
public:
    /// `like` may be empty.
    LaunchJobDialog(Workbench& workbench, const ItemPtr& like, QWidget* parent);

protected:
    Resource form() const override;
    QList<Fact> summary() const override;
    CliCommand command() const override;
    void remember() override;
    bool checkForm() override;
    int unfilledStep() const override;
    void prepare(std::function<void(Result<void>)> ready) override;
    void retranslate() override;

private:
    void takeDefaults(const ItemPtr& like);
    JobSpec spec() const;
    void setSending(bool sending);

    JobCommandPage* what_;
    JobResourcesPage* with_;
    std::string sent_digest_;  ///< Of the folder, once it was sent.
    bool sending_ = false;
};

}  // namespace slipway
