// The limit that group commit is held against: one connection, one thread, the same five-row
// transaction as `storage-probe write`, each committed (and synced) by itself.
//
//     cc -O2 -o commit commit.c -lsqlite3 && ./commit PATH SECONDS
//
// Prints one line of JSON: transactions a second, and percentiles of how long one took.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ACCOUNTS = 1000, MOST_SAMPLES = 4000000 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void expect(int is_true, sqlite3 *connection, const char *what) {
    if (is_true) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(connection));
    exit(1);
}

static void run(sqlite3 *connection, const char *script) {
    expect(sqlite3_exec(connection, script, 0, 0, 0) == SQLITE_OK, connection, script);
}

static sqlite3_stmt *prepare(sqlite3 *connection, const char *text) {
    sqlite3_stmt *statement = 0;
    expect(sqlite3_prepare_v3(connection, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, 0) ==
               SQLITE_OK, connection, text);
    return statement;
}

static void finish(sqlite3 *connection, sqlite3_stmt *statement) {
    expect(sqlite3_step(statement) == SQLITE_DONE, connection, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static int by_size(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
    if (count != 3) return fprintf(stderr, "usage: commit PATH SECONDS\n"), 2;
    sqlite3 *connection = 0;
    expect(sqlite3_open(arguments[1], &connection) == SQLITE_OK, connection, "open");
    run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    "PRAGMA foreign_keys = ON;"
                    "CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL) STRICT;"
                    "CREATE TABLE entries (id INTEGER PRIMARY KEY,"
                    "  account INTEGER NOT NULL REFERENCES accounts,"
                    "  amount INTEGER NOT NULL, note TEXT NOT NULL) STRICT;"
                    "CREATE INDEX entries_by_account ON entries (account);"
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                    "INSERT INTO accounts SELECT i, 0 FROM n");
    sqlite3_stmt *begin = prepare(connection, "BEGIN IMMEDIATE");
    sqlite3_stmt *commit = prepare(connection, "COMMIT");
    sqlite3_stmt *update =
        prepare(connection, "UPDATE accounts SET balance = balance + ? WHERE id = ?");
    sqlite3_stmt *insert =
        prepare(connection, "INSERT INTO entries (account, amount, note) VALUES (?, ?, ?)");
    const char *note = "a line of forty characters, more or less";
    double *samples = malloc(MOST_SAMPLES * sizeof *samples);
    int taken = 0;
    double start = now(), end = start + atof(arguments[2]);
    for (double began = start; began < end && taken < MOST_SAMPLES; taken++) {
        int account = 1 + (int)((taken * 7919u) % ACCOUNTS);
        finish(connection, begin);
        sqlite3_bind_int64(update, 1, 1);
        sqlite3_bind_int64(update, 2, account);
        finish(connection, update);
        for (int entry = 0; entry < 4; entry++) {
            sqlite3_bind_int64(insert, 1, account);
            sqlite3_bind_int64(insert, 2, entry);
            sqlite3_bind_text(insert, 3, note, -1, SQLITE_TRANSIENT);
            finish(connection, insert);
        }
        finish(connection, commit);
        double finished = now();
        samples[taken] = (finished - began) * 1e9;
        began = finished;
    }
    double seconds = now() - start;
    qsort(samples, taken, sizeof *samples, by_size);
    printf("{\"rate\":%.1f,\"p50_ns\":%.0f,\"p99_ns\":%.0f}\n", taken / seconds,
           samples[taken / 2], samples[taken * 99 / 100]);
    return 0;
}
