// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"
#include "ui/parts/files/preview_content.h"
#include "ui/parts/workbench.h"
#include "ui/session/pending_calls.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableWidget;

namespace slipway {

class ElidedLabel;
class EmptyState;
class ErrorBanner;

/// The beginning of one file: text, a table, a picture, or its bytes.
class FilePreview : public QWidget {
    Q_OBJECT
public:
    explicit FilePreview(Workbench& workbench, QWidget* parent = nullptr);

    void show(std::shared_ptr<const FileStore> store, const std::string& path, const FileItem& item);
    using QWidget::show;
    void clear();
    void retranslate();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    void fill();
    void fillTable();
    void fitImage();
    void say(const QString& sentence);

    Workbench& workbench_;
    ElidedLabel* title_;
    ErrorBanner* banner_;
    QStackedWidget* pages_;
    EmptyState* empty_;
    QPlainTextEdit* text_;
    QTableWidget* table_;
    QLabel* image_;
    std::shared_ptr<const FileStore> store_;
    std::string path_;
    FileItem item_;
    PreviewContent content_;
    PendingCalls calls_;
};

}  // namespace slipway
