// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/forms/create_dialog.h"

namespace slipway {

class FormField;
class JobCommandPage;
class JobOriginBox;
class JobResourcesPage;
struct MemberChange;

/// Launches a job in three steps, starting from another job, a template, or the last one launched. What
/// differs from there is marked, and listed in the last step.
class LaunchJobDialog : public CreateDialog {
    Q_OBJECT
public:
    /// `like` may be empty.
    LaunchJobDialog(Workbench& workbench, const ItemPtr& like, QWidget* parent);

protected:
    Resource form() const override;
    QList<Fact> summary() const override;
    CliCommand command() const override;
    QString document() const override;
    QString cost() const override;
    void remember() override;
    bool checkForm() override;
    int unfilledStep() const override;
    void prepare(std::function<void(Result<void>)> ready) override;
    void retranslate() override;

private:
    void buildFirst(QVBoxLayout& layout, const ItemPtr& like);
    void takeOrigin();
    void edited();
    JobSpec spec() const;
    std::vector<MemberChange> differences() const;
    void saveTemplate();
    void setSending(bool sending);

    JobOriginBox* origin_ = nullptr;
    FormField* origin_field_ = nullptr;
    QPushButton* save_template_ = nullptr;
    JobCommandPage* what_ = nullptr;
    JobResourcesPage* with_ = nullptr;
    std::string sent_digest_;  ///< Of the folder, once it was sent.
    bool sending_ = false;
};

}  // namespace slipway
