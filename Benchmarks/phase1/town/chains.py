"""The lists that go back in time: each row names the one before it, and a table has the latest."""

import sqlite3


def chain(books: sqlite3.Connection) -> None:
    """Makes them all anew, in the order in which the rows came."""
    _chain_orders(books)
    _chain_notifications(books)


def _chain_orders(books: sqlite3.Connection) -> None:
    latest: dict[bytes, bytes] = {}
    links = []
    for order, member, store in books.execute("SELECT id, member, store FROM orders ORDER BY id"):
        links.append((latest.get(member), latest.get(store), order))
        latest[member] = latest[store] = order
    books.executemany(
        "UPDATE orders SET before_of_member = ?, before_of_store = ? WHERE id = ?", links
    )
    books.executemany(
        "INSERT OR REPLACE INTO latest_orders (whose, order_id) VALUES (?, ?)", latest.items()
    )


def _chain_notifications(books: sqlite3.Connection) -> None:
    latest: dict[bytes, int] = {}
    links = []
    for number, member in books.execute("SELECT number, member FROM notifications ORDER BY number"):
        links.append((latest.get(member), number))
        latest[member] = number
    books.executemany("UPDATE notifications SET before = ? WHERE number = ?", links)
    books.executemany(
        "INSERT OR REPLACE INTO latest_notifications (member, number) VALUES (?, ?)", latest.items()
    )
