"""The rows that one delivered order left in both databases, and how they are copied."""

import random
import sqlite3
from dataclasses import dataclass

from town import typeid

# The tables with rows of an order, and the column that says whose they are.
OF_AN_ORDER = {
    "orders": "id", "payments": "id", "ledger": "subject", "deliveries": "id",
    "notifications": "order_id", "settlement_facts": "subject",
}
LINKS = {"before_of_member", "before_of_store"}
GIVEN_BY_THE_DATABASE = {"number", "position"}
TIMES = {"at", "changed_at", "delivered_at", "accepted_at"}
KOREA_MILLISECONDS = 9 * 3_600_000
DAY_MILLISECONDS = 86_400_000
LETTERS = 26  # of an identifier in a text


@dataclass(frozen=True)
class SampleRow:
    """A row, and which of its columns differ from copy to copy."""

    table: str
    values: list
    blobs: list[tuple[int, bytes]]
    texts: list[tuple[int, str, str]]  # what stands before the letters, and the letters
    times: list[int]
    days: list[int]


@dataclass(frozen=True)
class Sample:
    order: int
    member: int
    at: int
    store: bytes
    paid: int
    columns: dict[str, list[str]]
    rows: list[SampleRow]
    pushes: list[int]

    def insert(self, table: str) -> str:
        names = self.columns[table]
        return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def copy(
        self, member: int, at: int, draw: random.Random, batch: dict[str, list[list]]
    ) -> None:
        """Adds the rows of the same order at another time, of another member."""
        later = at - self.at
        replaced = {self.order: typeid.bits(at, draw), self.member: member}
        for push in self.pushes:
            replaced[push] = typeid.bits((push >> 80) + later, draw)
        blobs = {typeid.blob(old): typeid.blob(new) for old, new in replaced.items()}
        texts = {typeid.text(old): typeid.text(new) for old, new in replaced.items()}
        for row in self.rows:
            values = row.values.copy()
            for column, old in row.blobs:
                values[column] = blobs[old]
            for column, before, old in row.texts:
                values[column] = before + texts[old]
            for column in row.times:
                values[column] += later
            for column in row.days:
                values[column] = (at + KOREA_MILLISECONDS) // DAY_MILLISECONDS
            batch[row.table].append(values)


def read_sample(books: sqlite3.Connection, world: sqlite3.Connection, name: str) -> Sample:
    order = typeid.parse(name)
    key = typeid.blob(order)
    query = "SELECT member, store, items_total + delivery_fee - discount FROM orders WHERE id = ?"
    member, store, paid = books.execute(query, (key,)).fetchone()
    query = "SELECT id FROM notifications WHERE order_id = ?"
    pushes = [int.from_bytes(id, "big") for (id,) in books.execute(query, (key,))]
    replaced = [order, int.from_bytes(member, "big"), *pushes]
    columns, rows = {}, []
    sources = [(books, table, column, key) for table, column in OF_AN_ORDER.items()]
    for database, table, column, value in [*sources, (world, "pushes", "subject", name)]:
        found = database.execute(f"PRAGMA table_info({table})")
        names = columns[table] = [row[1] for row in found if row[1] not in GIVEN_BY_THE_DATABASE]
        # A link is put in later, in the place of one as long.
        wanted = ["zeroblob(16)" if name in LINKS else name for name in names]
        query = f"SELECT {', '.join(wanted)} FROM {table} WHERE {column} = ?"
        found = [list(row) for row in database.execute(query, (value,))]
        if not found:
            raise SystemExit(f"the sample {name} has no rows in {table}")
        rows += [_row(table, names, values, replaced) for values in found]
    return Sample(order, replaced[1], order >> 80, store, paid, columns, rows, pushes)


def _row(table: str, names: list[str], values: list, replaced: list[int]) -> SampleRow:
    blobs, texts = set(map(typeid.blob, replaced)), set(map(typeid.text, replaced))
    row = SampleRow(table, values, [], [], [], [])
    for column, (name, value) in enumerate(zip(names, values)):
        if isinstance(value, bytes) and value in blobs:
            row.blobs.append((column, value))
        elif isinstance(value, str) and value[-LETTERS:] in texts:
            row.texts.append((column, value[:-LETTERS], value[-LETTERS:]))
        elif isinstance(value, int) and name in TIMES:
            row.times.append(column)
        elif name == "day":
            row.days.append(column)
    return row
