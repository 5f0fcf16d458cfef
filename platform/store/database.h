// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace slipway {

/// The type of an error for want of room on the disk.
inline const std::string disk_full = "disk-full";

/// One connection to a SQLite file, with its prepared statements kept. Not thread-safe.
class Database {
public:
    enum class Access { Write, Read };
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements that give no rows, separated by semicolons.
    Result<void> run(const char* statements);
    /// Runs one statement that is kept prepared, and gives no rows.
    Result<void> runKept(const std::string& statement);
    /// False once SQLite has rolled a transaction back by itself, as it does when the disk is full.
    bool inTransaction() const;
    std::int64_t changedRows() const;

private:
    friend class Query;
    explicit Database(sqlite3* connection) : connection_(connection) {}
    Error lastError(std::string_view doing) const;
    Result<sqlite3_stmt*> prepared(const std::string& sql);

    sqlite3* connection_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// One execution of a statement. Errors stick: bind, loop over next(), then look at finish() once. Resets the
/// statement when destroyed, so that no snapshot stays open behind a cached statement.
class Query {
public:
    Query(Database& database, const std::string& sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::string_view text);
    Query& bind(std::int64_t number);
    Query& bind(std::optional<std::int64_t> number);

    /// Moves to the next row; false at the end and after an error.
    bool next();
    /// Runs what is left and tells whether everything went well.
    Result<void> finish();

    std::string text(int column) const { return std::string(view(column)); }
    /// Good until the next move.
    std::string_view view(int column) const;
    std::int64_t number(int column) const;
    std::optional<std::int64_t> optionalNumber(int column) const;

private:
    void stick(int code, std::string_view doing);

    Database& database_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
    bool done_ = false;
    std::optional<Error> error_;
};

}  // namespace slipway
