// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPlainTextEdit>

namespace slipway {

class CodeGutter;
class Theme;

/// Something wrong at one place of a text; lines and columns from 1.
struct CodeMark {
    int line = 1;
    int column = 1;
    QString message;

    bool operator==(const CodeMark&) const = default;
};

/// A monospaced editor with numbers of lines, and marks at what is wrong.
///
/// Tab indents by two blanks, Return keeps the indentation, Shift+Tab leaves the editor, F8 goes to the next
/// mark.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEditor(const Theme& theme, QWidget* parent = nullptr);

    enum class Access { Read, Change };
    /// Text that is only read can still be walked through and copied by keyboard.
    void setAccess(Access access);
    void setMarks(const QList<CodeMark>& marks);
    const QList<CodeMark>& marks() const { return marks_; }
    void goTo(int line, int column);
    void goToNextMark();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

    const Theme& theme_;

private:
    friend class CodeGutter;

    int gutterWidth() const;
    void paintGutter(QPaintEvent* event);
    void placeGutter();
    void refreshSelections();
    const CodeMark* markAt(int line) const;

    CodeGutter* gutter_;
    QList<CodeMark> marks_;
};

}  // namespace slipway
