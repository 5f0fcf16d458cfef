// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace slipway {

class LogBuffer;
class LogView;
class SearchField;
class Theme;

/// A log with its tools above it: search with next and previous, only matches, wrap, follow, save.
class LogPanel : public QWidget {
    Q_OBJECT

public:
    explicit LogPanel(const Theme& theme, QWidget* parent = nullptr);
    ~LogPanel() override;

    /// Bytes as they come from the stream, cut anywhere.
    void append(const QByteArray& bytes);
    /// For another stream or attempt.
    void clear();
    /// Bytes received so far: where a tail goes on.
    std::uint64_t offset() const;

    /// Says whether more may come: "following" or "ended".
    void setLive(bool live);
    bool isLive() const { return live_; }
    /// Runs when the user asks to save; without one the button asks for a file and writes the bytes held.
    void setSaveHandler(std::function<void()> handler);

    /// Puts a control of the caller's before all others; takes it.
    void addLeading(QWidget* control);

    LogView* view() const { return view_; }
    SearchField* search() const { return search_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void build(const Theme& theme);
    void save();
    void retranslate();
    void refreshNotes();

    QHBoxLayout* tools_ = nullptr;
    LogView* view_ = nullptr;
    SearchField* search_ = nullptr;
    QToolButton* previous_ = nullptr;
    QToolButton* next_ = nullptr;
    QPushButton* only_matches_ = nullptr;
    QPushButton* wrap_ = nullptr;
    QPushButton* follow_ = nullptr;
    QPushButton* save_ = nullptr;
    QLabel* note_ = nullptr;
    std::function<void()> save_handler_;
    bool live_ = true;
};

}  // namespace slipway
