// The limit that an order is held against: what `PlaceOrder` does to the same database file, as a
// program would that has no server around it. One connection, one thread, the same statements over
// the same rows, so many orders committed (and synced) together: one by one, or in groups.
//
//     order DATABASE CORE WARM_SECONDS SECONDS GROUP
//
// Prints one line of JSON, of what it did after warming up: orders a second, percentiles of how long one
// took until it was durable, and its CPU time.
#define _GNU_SOURCE
#include "timing.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

enum {
    carts_max = 4096, lines_max = 3, samples_max = 1 << 20, checkpoint_pages = 8000,
    group_max = 1024
};
typedef struct { uint8_t bits[16]; } identifier;
typedef struct { identifier id, owner; int64_t x, y, fee, stamp; } store;
typedef struct { identifier item; char name[256]; int64_t price; } line;
typedef struct {
    identifier member;
    store store;
    line lines[lines_max];
    int line_count;
} cart;

static sqlite3 *connection;
static cart carts[carts_max];
static int cart_count;
static int64_t samples_ns[samples_max];
static uint64_t count;

static sqlite3_stmt *begin, *commit, *find_request, *look_at_menu, *charge, *add_order,
    *lead_orders, *add_payment, *add_leg, *add_push, *lead_pushes, *keep_request;

static void expect(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "order: %s: %s\n", what, sqlite3_errmsg(connection));
    exit(1);
}

static sqlite3_stmt *prepare(const char *text) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v3(connection, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    expect(code == SQLITE_OK, text);
    return statement;
}

static void finish(sqlite3_stmt *statement) {
    expect(sqlite3_step(statement) == SQLITE_DONE, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void bind_id(sqlite3_stmt *statement, int index, const identifier *id) {
    sqlite3_bind_blob(statement, index, id->bits, sizeof id->bits, SQLITE_STATIC);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text) {
    sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static int64_t unix_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// As a UUIDv7 does, it begins with the time, so that what is new stands at the end of each table.
static identifier new_id(void) {
    identifier id;
    uint64_t high = (uint64_t)unix_ms() << 16 | 0x7000 | (count >> 20 & 0xfff);
    uint64_t low = 0x8000000000000000 | count++ << 40 | (uint64_t)(random() & 0xffffffff);
    for (int i = 0; i < 8; i++) {
        id.bits[i] = (uint8_t)(high >> (56 - 8 * i));
        id.bits[8 + i] = (uint8_t)(low >> (56 - 8 * i));
    }
    return id;
}

// As `member_` and 26 letters, as long as ours are. Gives its end.
static char *write_name(char *text, const char *prefix, const identifier *id) {
    char *end = stpcpy(text, prefix);
    for (int i = 0; i < 13; i++) {
        *end++ = 'a' + id->bits[i] % 16;
        *end++ = 'a' + id->bits[i] / 16;
    }
    *end = 0;
    return end;
}

// As JSON, like ours.
static void write_lines(char *text, const cart *cart) {
    char *end = text;
    for (int i = 0; i < cart->line_count; i++) {
        const line *line = &cart->lines[i];
        end = write_name(stpcpy(end, i ? ",{\"item\":\"" : "[{\"item\":\""), "item_", &line->item);
        end = stpcpy(stpcpy(end, "\",\"name\":\""), line->name);
        end += sprintf(end, "\",\"price\":%lld,\"quantity\":1}", (long long)line->price);
    }
    stpcpy(end, "]");
}

static void open_database(const char *path) {
    expect(sqlite3_open(path, &connection) == SQLITE_OK, path);
    expect(sqlite3_exec(connection,
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                        "PRAGMA cache_size = -16384", NULL, NULL, NULL) == SQLITE_OK, "pragmas");
    sqlite3_wal_autocheckpoint(connection, checkpoint_pages);
}

static void prepare_all(void) {
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    find_request = prepare(
        "SELECT fingerprint, answer, subject, at FROM requests"
        " WHERE member = ? AND route = ? AND key = ? AND at > ?");
    look_at_menu = prepare("SELECT stamp FROM menu_stamps WHERE store = ?");
    charge = prepare(
        "UPDATE wallets SET balance = balance - ?, version = version + 1"
        " WHERE member = ? AND balance >= ?");
    add_order = prepare(
        "INSERT INTO orders (id, member, store, lines, state, reason, items_total, delivery_fee,"
        " discount, discount_funder, coupon, card, x, y, changed_at, before_of_member,"
        " before_of_store)"
        " VALUES (?1, ?2, ?3, ?9, 'paid', NULL, ?4, ?5, 0, NULL, NULL, NULL, ?6, ?7, ?8,"
        " (SELECT order_id FROM latest_orders WHERE whose = ?2),"
        " (SELECT order_id FROM latest_orders WHERE whose = ?3))");
    lead_orders = prepare(
        "INSERT OR REPLACE INTO latest_orders (whose, order_id) VALUES (?, ?)");
    add_payment = prepare(
        "INSERT INTO payments (id, amount, state, ask_at, changed_at)"
        " VALUES (?, ?, 'captured', NULL, ?)");
    add_leg = prepare(
        "INSERT INTO ledger (subject, entry, account, amount, kind, at)"
        " VALUES (?, 1, ?, ?, 'capture', ?)");
    add_push = prepare(
        "INSERT INTO notifications (order_id, kind, id, member, text, before)"
        " VALUES (?1, 'order-placed', ?2, ?3, '새 주문이 들어왔어요. 확인하고 접수해 주세요.',"
        " (SELECT number FROM latest_notifications WHERE member = ?3))");
    lead_pushes = prepare(
        "INSERT OR REPLACE INTO latest_notifications (member, number) VALUES (?, ?)");
    keep_request = prepare(
        "INSERT OR REPLACE INTO requests (member, route, key, fingerprint, subject, answer, at)"
        " VALUES (?, 'placeOrder', ?, ?, ?, NULL, ?)");
}

static identifier column_id(sqlite3_stmt *statement, int column) {
    identifier id;
    expect(sqlite3_column_bytes(statement, column) == sizeof id.bits, "no identifier");
    memcpy(id.bits, sqlite3_column_blob(statement, column), sizeof id.bits);
    return id;
}

static int64_t stamp_of(const identifier *store) {
    bind_id(look_at_menu, 1, store);
    expect(sqlite3_step(look_at_menu) == SQLITE_ROW, "a menu's stamp");
    int64_t stamp = sqlite3_column_int64(look_at_menu, 0);
    sqlite3_reset(look_at_menu);
    return stamp;
}

static store find_store(const identifier *id) {
    sqlite3_stmt *found = prepare("SELECT owner, x, y, delivery_fee FROM stores WHERE id = ?");
    bind_id(found, 1, id);
    expect(sqlite3_step(found) == SQLITE_ROW, "the store");
    store store = {
        .id = *id,
        .owner = column_id(found, 0),
        .x = sqlite3_column_int64(found, 1),
        .y = sqlite3_column_int64(found, 2),
        .fee = sqlite3_column_int64(found, 3),
        .stamp = stamp_of(id),
    };
    sqlite3_finalize(found);
    return store;
}

static void choose(cart *cart, int wanted, sqlite3_stmt *items) {
    bind_id(items, 1, &cart->store.id);
    while (cart->line_count < wanted && sqlite3_step(items) == SQLITE_ROW) {
        line *line = &cart->lines[cart->line_count++];
        line->item = column_id(items, 0);
        snprintf(line->name, sizeof line->name, "%s", sqlite3_column_text(items, 1));
        line->price = sqlite3_column_int64(items, 2);
    }
    sqlite3_reset(items);
    expect(cart->line_count > 0, "a store without a menu");
}

// Random customers with money, at random stores, with random items of their menus: in memory, as ours
// has them.
static void draw_carts(void) {
    sqlite3_stmt *pairs = prepare(
        "SELECT w.member, s.id FROM (SELECT member FROM wallets WHERE balance > 1000000"
        " ORDER BY member LIMIT 600) AS w"
        " JOIN (SELECT id FROM stores WHERE is_open = 1) AS s ORDER BY random() LIMIT 4096");
    sqlite3_stmt *items = prepare(
        "SELECT id, name, price FROM menu_items WHERE store = ? ORDER BY random()");
    while (sqlite3_step(pairs) == SQLITE_ROW && cart_count < carts_max) {
        cart *cart = &carts[cart_count++];
        cart->member = column_id(pairs, 0);
        identifier store = column_id(pairs, 1);
        cart->store = find_store(&store);
        choose(cart, 1 + cart_count % lines_max, items);
    }
    expect(cart_count > 0, "no customer, or no store");
    sqlite3_finalize(pairs);
    sqlite3_finalize(items);
}

static void look_for_request(const cart *cart, const char *key, int64_t now) {
    bind_id(find_request, 1, &cart->member);
    bind_text(find_request, 2, "placeOrder");
    bind_text(find_request, 3, key);
    sqlite3_bind_int64(find_request, 4, now - 86400000);
    finish(find_request);
}

static int64_t price_lines(const cart *cart) {
    int64_t total = 0;
    for (int i = 0; i < cart->line_count; i++) total += cart->lines[i].price;
    return total;
}

static void take(const identifier *member, int64_t amount) {
    sqlite3_bind_int64(charge, 1, amount);
    bind_id(charge, 2, member);
    sqlite3_bind_int64(charge, 3, amount);
    finish(charge);
    expect(sqlite3_changes(connection) == 1, "a wallet is empty");
}

// Puts an order at the front of a list of orders.
static void lead(const identifier *whose, const identifier *order) {
    bind_id(lead_orders, 1, whose);
    bind_id(lead_orders, 2, order);
    finish(lead_orders);
}

static void insert_order(const cart *cart, const identifier *id, int64_t items_total, int64_t now) {
    const store *store = &cart->store;
    bind_id(add_order, 1, id);
    bind_id(add_order, 2, &cart->member);
    bind_id(add_order, 3, &store->id);
    int64_t numbers[] = {items_total, store->fee, store->x, store->y, now};
    for (int i = 0; i < 5; i++) sqlite3_bind_int64(add_order, 4 + i, numbers[i]);
    char text[lines_max * (sizeof cart->lines->name + 128)];
    write_lines(text, cart);
    bind_text(add_order, 9, text);
    finish(add_order);
    lead(&cart->member, id);
    lead(&store->id, id);
}

static void post(const identifier *order, const char *prefix, const identifier *holder,
                 int64_t amount, int64_t now) {
    char account[64];
    write_name(account, prefix, holder);
    bind_id(add_leg, 1, order);
    bind_text(add_leg, 2, account);
    sqlite3_bind_int64(add_leg, 3, amount);
    sqlite3_bind_int64(add_leg, 4, now);
    finish(add_leg);
}

static void insert_payment(const cart *cart, const identifier *order, int64_t amount, int64_t now) {
    bind_id(add_payment, 1, order);
    sqlite3_bind_int64(add_payment, 2, amount);
    sqlite3_bind_int64(add_payment, 3, now);
    finish(add_payment);
    post(order, "wallet:member_", &cart->member, amount, now);
    post(order, "order:order_", order, -amount, now);
}

static void queue_push(const identifier *owner, const identifier *order) {
    identifier push = new_id();
    bind_id(add_push, 1, order);
    bind_id(add_push, 2, &push);
    bind_id(add_push, 3, owner);
    finish(add_push);
    bind_id(lead_pushes, 1, owner);
    sqlite3_bind_int64(lead_pushes, 2, sqlite3_last_insert_rowid(connection));
    finish(lead_pushes);
}

static void keep_request_of(const cart *cart, const char *key, const identifier *order, int64_t now) {
    static char fingerprint[32];
    memcpy(fingerprint, order->bits, sizeof order->bits);
    bind_id(keep_request, 1, &cart->member);
    bind_text(keep_request, 2, key);
    sqlite3_bind_blob(keep_request, 3, fingerprint, sizeof fingerprint, SQLITE_STATIC);
    bind_id(keep_request, 4, order);
    sqlite3_bind_int64(keep_request, 5, now);
    finish(keep_request);
}

static void place_order(const cart *cart) {
    identifier id = new_id();
    char key[64];
    snprintf(key, sizeof key, "bare-%d-%lld", (int)getpid(), (long long)count);
    int64_t now = unix_ms();
    look_for_request(cart, key, now);
    expect(stamp_of(&cart->store.id) == cart->store.stamp, "a menu changed");
    int64_t items_total = price_lines(cart), amount = items_total + cart->store.fee;
    take(&cart->member, amount);
    insert_order(cart, &id, items_total, now);
    insert_payment(cart, &id, amount, now);
    queue_push(&cart->store.owner, &id);
    keep_request_of(cart, key, &id, now);
}

// Each has waited for all: the answer to the first may not be given before the commit either.
static void place_group(int64_t first, int group) {
    int64_t start_ns = now_ns();
    finish(begin);
    for (int i = 0; i < group; i++) place_order(&carts[(first + i) % cart_count]);
    finish(commit);
    int64_t taken_ns = now_ns() - start_ns;
    for (int i = 0; i < group; i++) samples_ns[first + i] = taken_ns;
}

// Answers how many it placed.
static int64_t place_for(double seconds, int group) {
    int64_t placed = 0, end_ns = now_ns() + (int64_t)(seconds * 1e9);
    for (; now_ns() < end_ns && placed + group <= samples_max; placed += group)
        place_group(placed, group);
    return placed;
}

static int64_t cpu_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(int argc, char **argv) {
    int group = argc == 6 ? atoi(argv[5]) : 0;
    if (group < 1 || group > group_max)
        return fprintf(stderr, "usage: order DATABASE CORE WARM_SECONDS SECONDS GROUP (1 to %d)\n",
                       group_max), 2;
    stand_on_core(atoi(argv[2]));
    open_database(argv[1]);
    prepare_all();
    draw_carts();
    place_for(atof(argv[3]), group);
    int64_t cpu_before_ns = cpu_ns(), start_ns = now_ns();
    int64_t samples = place_for(atof(argv[4]), group);
    double seconds = (double)(now_ns() - start_ns) / 1e9;
    int64_t cpu_used_ns = cpu_ns() - cpu_before_ns;
    sqlite3_close_v2(connection);
    qsort(samples_ns, (size_t)samples, sizeof *samples_ns, by_size);
    printf("{\"rate\": %.1f, \"p50_ns\": %lld, \"p99_ns\": %lld, \"cpu_ns\": %lld}\n",
           (double)samples / seconds, (long long)samples_ns[samples / 2],
           (long long)samples_ns[samples * 99 / 100], (long long)(cpu_used_ns / samples));
}
