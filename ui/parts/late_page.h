// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

namespace slipway {

/// Stands where a page is to be, in a stack or in tabs, and makes it when it is first shown or asked for.
class LatePage : public QWidget {
    Q_OBJECT
public:
    using Make = std::function<QWidget*(QWidget* parent)>;

    explicit LatePage(Make make, QWidget* parent = nullptr);

    /// The page, made now unless it is there.
    QWidget* page();
    /// Nothing while nobody has needed it.
    QWidget* made() const { return page_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    Make make_;
    QWidget* page_ = nullptr;
};

}  // namespace slipway
