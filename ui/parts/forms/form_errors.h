// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <vector>

namespace slipway {

class FormField;

/// Which editor of a form each member of a request comes from, so that errors stand beside what caused them.
class FormErrors {
public:
    /// `member` as errors name it, such as "spec.flavor"; also for what lies below it ("spec.params.lr").
    void add(std::string member, FormField* field, int step = 0);

    /// Shows an error at its field and takes all others back; false when no field is at fault.
    bool show(const Error& error);
    void clear();
    /// Marks the fields that these members come from as changed, and no others.
    void markChanged(const std::vector<std::string>& members);

    bool anyIn(int step) const;
    /// The step of the first field with an error; -1 when there is none.
    int firstStep() const;
    /// Puts the keyboard into the first field with an error, and scrolls to it.
    void focusFirst() const;

private:
    struct Entry {
        std::string member;
        FormField* field;
        int step;
    };
    std::vector<Entry> entries_;
};

}  // namespace slipway
