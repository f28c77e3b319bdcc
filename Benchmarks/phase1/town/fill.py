"""Months of orders in minutes: delivered ones are copied row by row, with identifiers and times of
their own. What the audit compares with them (wallets, stores, the ledger) is brought along."""

import random
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from town import typeid
from town.chains import chain
from town.programs import Folder
from town.rows import Sample, read_sample
from town.town import Town

DAY_MILLISECONDS = 86_400_000
SPREAD_DAYS = 90
ORDERS_A_MEMBER = 50
ORDERS_OF_THE_FIRST = 40  # two pages of history for the first customer, however many there are
BATCH = 10_000
PUSHES_A_BATCH = 100


def fill(folder: Folder, town: Town, sample_orders: list[str], count: int) -> None:
    books, world = _open(folder.database), _open(folder.world_database)
    samples = [read_sample(books, world, order) for order in sample_orders]
    draw = random.Random(count)
    members = _add_members(books, town, count // ORDERS_A_MEMBER, draw)
    first = typeid.parse(town.customers[0].id)
    spent: Counter[int] = Counter()
    delivered: Counter[bytes] = Counter()
    batch: dict[str, list[list]] = defaultdict(list)
    for number, at in enumerate(_times(count)):
        is_of_the_first = number % max(1, count // ORDERS_OF_THE_FIRST) == 0
        member = first if is_of_the_first else draw.choice(members)
        sample = draw.choice(samples)
        sample.copy(member, at, draw, batch)
        spent[member] += sample.paid
        delivered[sample.store] += 1
        if number % BATCH == BATCH - 1:
            _write(books, world, samples[0], batch)
    _write(books, world, samples[0], batch)
    _balance(books, spent, draw)
    chain(books)
    _mark_sent(books)
    books.executemany(
        "UPDATE stores SET orders = orders + ? WHERE id = ?",
        [(orders, store) for store, orders in delivered.items()],
    )
    for database in (books, world):
        database.commit()
        database.execute("PRAGMA optimize")
        database.execute("PRAGMA journal_mode = WAL")
        database.close()


def _open(path: Path) -> sqlite3.Connection:
    """No journal and no sync: a file that was not filled to the end is made anew."""
    database = sqlite3.connect(path)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _times(count: int) -> Iterator[int]:
    """From three months ago to an hour ago."""
    end = time.time_ns() // 1_000_000 - 3_600_000
    span = SPREAD_DAYS * DAY_MILLISECONDS
    return (end - span + number * span // count for number in range(count))


def _add_members(
    books: sqlite3.Connection, town: Town, count: int, draw: random.Random
) -> list[int]:
    """Customers who log in no more: they have a password of somebody else."""
    at = time.time_ns() // 1_000_000 - (SPREAD_DAYS + 1) * DAY_MILLISECONDS
    members = [typeid.bits(at, draw) for _ in range(max(1, count))]
    books.executemany(
        """
        INSERT INTO members (id, email, name, role, password, registered_at)
        SELECT ?1, ?2, name, role, password, ?3 FROM members WHERE id = ?4
        """,
        [
            (typeid.blob(member), f"{typeid.text(member)}@example.com", at, sample)
            for sample in [typeid.blob(typeid.parse(town.customers[0].id))]
            for member in members
        ],
    )
    return members


def _write(
    books: sqlite3.Connection, world: sqlite3.Connection, sample: Sample,
    batch: dict[str, list[list]],
) -> None:
    for table, rows in batch.items():
        database = world if table == "pushes" else books
        database.executemany(sample.insert(table), rows)
    batch.clear()
    books.commit()
    world.commit()


def _mark_sent(books: sqlite3.Connection) -> None:
    """The provider took a hundred pushes at once, in the moment that the last of them was written."""
    last = books.execute(
        "SELECT max(number), id FROM notifications GROUP BY (number - 1) / ?", (PUSHES_A_BATCH,)
    ).fetchall()
    books.execute("DELETE FROM push_batches")
    books.executemany(
        "INSERT INTO push_batches (through, sent_at) VALUES (?, ?)",
        [(number, int.from_bytes(push, "big") >> 80) for number, push in last],
    )


def _balance(books: sqlite3.Connection, spent: Counter[int], draw: random.Random) -> None:
    """Whoever spent something had topped it up before: exactly that."""
    at = time.time_ns() // 1_000_000 - (SPREAD_DAYS + 1) * DAY_MILLISECONDS
    top_ups, legs, wallets = [], [], []
    for member, amount in spent.items():
        top_up = typeid.blob(typeid.bits(at, draw))
        wallet = f"wallet:member_{typeid.text(member)}"
        top_ups.append((top_up, typeid.blob(member), amount))
        legs += [(top_up, "bank", amount, at), (top_up, wallet, -amount, at)]
        wallets.append((typeid.blob(member),))
    books.executemany("INSERT INTO top_ups (id, member, amount) VALUES (?, ?, ?)", top_ups)
    books.executemany(
        "INSERT INTO ledger (subject, entry, account, amount, kind, at)"
        " VALUES (?, 1, ?, ?, 'top-up', ?)", legs,
    )
    books.executemany("INSERT OR IGNORE INTO wallets (member, balance) VALUES (?, 0)", wallets)
