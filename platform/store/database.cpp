// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/database.h"

#include <sqlite3.h>

namespace slipway {

namespace {

constexpr int busy_timeout_ms = 10'000;

ErrorCode codeOf(int sqlite_code)
{
    switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::ResourceExhausted;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::Unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::DataLoss;
    case SQLITE_TOOBIG:
        return ErrorCode::TooLarge;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::Internal;
    }
}

std::string sentenceOf(int sqlite_code, std::string_view doing, const char* message)
{
    if ((sqlite_code & 0xff) == SQLITE_FULL)
        return "The disk that holds the platform's database is full. Free some space and try again.";
    return "The database could not " + std::string(doing) + ": " + message + ".";
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Access access)
{
    sqlite3* connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::Write ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
    std::unique_ptr<Database> database(new Database(connection));
    if (code != SQLITE_OK)
        return tl::unexpected(database->lastError("open " + file.string()));
    sqlite3_busy_timeout(connection, busy_timeout_ms);
    int keep_log = 1;  // With the room that was reserved for it.
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep_log);
    // What savepoints undo stays in memory: in a file, it is written with every page of a write.
    const char* setup = access == Access::Write
                            ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                              "PRAGMA temp_store=MEMORY;"
                            : "PRAGMA query_only=ON;";
    if (auto ready = database->run(setup); !ready)
        return propagate(ready);
    return database;
}

Database::~Database()
{
    for (const auto& [sql, statement] : statements_)
        sqlite3_finalize(statement);
    sqlite3_close(connection_);
}

Result<void> Database::run(const char* statements)
{
    if (sqlite3_exec(connection_, statements, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError("run a statement"));
    return {};
}

Result<void> Database::runKept(const std::string& statement)
{
    return Query(*this, statement).finish();
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(connection_) == 0;
}

std::int64_t Database::changedRows() const
{
    return sqlite3_changes64(connection_);
}

Error Database::lastError(std::string_view doing) const
{
    const int code = sqlite3_extended_errcode(connection_);
    return Error{codeOf(code),
                 sentenceOf(code, doing, sqlite3_errmsg(connection_)),
                 (code & 0xff) == SQLITE_FULL ? disk_full : std::string(),
                 {}};
}

Result<sqlite3_stmt*> Database::prepared(const std::string& sql)
{
    if (const auto found = statements_.find(sql); found != statements_.end())
        return found->second;
    sqlite3_stmt* statement = nullptr;
    const int size = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(connection_, sql.data(), size, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK)
        return tl::unexpected(lastError("prepare a statement"));
    statements_.emplace(sql, statement);
    return statement;
}

Query::Query(Database& database, const std::string& sql) : database_(database)
{
    if (auto statement = database.prepared(sql))
        statement_ = *statement;
    else
        error_ = statement.error();
}

Query::~Query()
{
    if (statement_ == nullptr)
        return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

void Query::stick(int code, std::string_view doing)
{
    if (code != SQLITE_OK && !error_)
        error_ = database_.lastError(doing);
}

Query& Query::bind(std::string_view text)
{
    ++bound_;
    if (!error_)
        stick(sqlite3_bind_text64(statement_, bound_, text.data() ? text.data() : "", text.size(),
                                  SQLITE_TRANSIENT, SQLITE_UTF8),
              "bind a text");
    return *this;
}

Query& Query::bind(std::int64_t number)
{
    ++bound_;
    if (!error_)
        stick(sqlite3_bind_int64(statement_, bound_, number), "bind a number");
    return *this;
}

Query& Query::bind(std::optional<std::int64_t> number)
{
    if (number)
        return bind(*number);
    ++bound_;
    if (!error_)
        stick(sqlite3_bind_null(statement_, bound_), "bind a null");
    return *this;
}

bool Query::next()
{
    if (error_ || done_)
        return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW)
        return true;
    done_ = true;
    if (code != SQLITE_DONE)
        error_ = database_.lastError("run a query");
    return false;
}

Result<void> Query::finish()
{
    while (next())
        ;
    if (error_)
        return tl::unexpected(*error_);
    return {};
}

std::string_view Query::view(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes ? std::string_view(bytes, size) : std::string_view();
}

std::int64_t Query::number(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Query::optionalNumber(int column) const
{
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL)
        return std::nullopt;
    return number(column);
}

}  // namespace slipway
