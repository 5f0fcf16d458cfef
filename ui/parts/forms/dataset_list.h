// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include <string>
#include <vector>

namespace slipway {

class Workspace;

/// The complete datasets of the project, to be ticked.
class DatasetList : public QListWidget {
    Q_OBJECT
public:
    explicit DatasetList(const Workspace& workspace, QWidget* parent = nullptr);

    /// Ticks these; unknown ones are passed over.
    void setNames(const std::vector<std::string>& names);
    std::vector<std::string> names() const;
    /// Sets every text, in the language of the moment.
    void retranslate();

private:
    const Workspace& workspace_;
};

}  // namespace slipway
