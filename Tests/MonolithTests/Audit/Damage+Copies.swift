import Storage

extension Damage {
    static let reviews = [
        Damage(
            "an invitation that was never written", 4, "0 invitations",
            """
            UPDATE notifications SET before = (
                SELECT n.before FROM notifications AS n WHERE n.number = notifications.before)
            WHERE before = (
                SELECT number FROM notifications
                WHERE kind = 'write-a-review' AND order_id = (SELECT min(id) FROM orders))
            """,
            """
            DELETE FROM notifications
            WHERE kind = 'write-a-review' AND order_id = (SELECT min(id) FROM orders)
            """),
        Damage(
            "an invitation that the provider never sent", 4, "logged 0",
            "DELETE FROM provider_pushes WHERE position = (SELECT min(position) FROM provider_pushes)"
        ),
        Damage(
            "an invitation that was sent twice", 4, "logged 2",
            """
            INSERT INTO provider_pushes (subject, position)
            SELECT subject, 1000000 FROM provider_pushes ORDER BY position LIMIT 1
            """),
        Damage(
            "a review of an order that was rejected", 4, "reviews, not 0",
            """
            INSERT INTO reviews (order_id, id, store, member, stars, text)
            SELECT id, id, store, member, 5, '' FROM orders WHERE state = 'rejected'
            """, "UPDATE stores SET stars = stars + 5, reviews = reviews + 1"),
    ]

    static let readModels = [
        Damage(
            "a store with an order too many", 5, "says orders",
            "UPDATE stores SET orders = orders + 1"),
        Damage(
            "a store with a star too many", 5, "says stars", "UPDATE stores SET stars = stars + 1"),
        Damage(
            "a review that was lost", 5, "says reviews",
            "DELETE FROM reviews"),
        Damage(
            "a store in another square of the town", 5, "says cell",
            "UPDATE stores SET cell = cell + 1"),
        Damage(
            "a store that cannot be found", 5, "its sources 1", "DELETE FROM store_search"),
        Damage(
            "an order that is missing from its member's list", 5, "the list of orders says",
            """
            UPDATE orders SET before_of_member = NULL
            WHERE id = (SELECT max(id) FROM orders WHERE before_of_member IS NOT NULL)
            """),
        Damage(
            "an order that is missing from its store's list", 5, "the list of orders says",
            """
            UPDATE orders SET before_of_store = NULL
            WHERE id = (SELECT max(id) FROM orders WHERE before_of_store IS NOT NULL)
            """),
        Damage(
            "an order in front of its list that is not the latest", 5, "the list of orders says",
            "UPDATE latest_orders SET order_id = (SELECT min(id) FROM orders)"),
        Damage(
            "lists of orders that begin nowhere", 5, "the list of orders lacks it",
            "DELETE FROM latest_orders"),
        Damage(
            "a push that is missing from its member's list", 5, "the list of pushes says",
            """
            UPDATE notifications SET before = NULL
            WHERE number = (SELECT max(number) FROM notifications)
            """),
        Damage(
            "lists of pushes that begin nowhere", 5, "the list of pushes lacks it",
            "DELETE FROM latest_notifications"),
        Damage(
            "a list of a member who has none", 5, "its sources do not",
            """
            INSERT INTO latest_orders (whose, order_id)
            VALUES (x'00112233445566778899aabbccddeeff', (SELECT max(id) FROM orders))
            """),
        Damage(
            "a ring of pushes that nothing leads to", 5, "the list of pushes says",
            """
            WITH ends (a, b, c, rest) AS (
                SELECT a.number, b.number, c.number, a.before FROM latest_notifications AS l
                JOIN notifications AS c ON c.number = l.number
                JOIN notifications AS b ON b.number = c.before
                JOIN notifications AS a ON a.number = b.before LIMIT 1)
            UPDATE notifications SET before = ring.before FROM (
                SELECT c AS number, rest AS before FROM ends
                UNION ALL SELECT b, a FROM ends UNION ALL SELECT a, b FROM ends) AS ring
            WHERE ring.number = notifications.number
            """),
        Damage(
            "a push of a number that is none", 5, "the list of pushes says",
            "UPDATE latest_notifications SET number = -number"),
        Damage(
            "a store that is found by its old name", 5, "a word too many",
            "UPDATE stores SET name = '비비큐'"),
    ]

    static let settlement = [
        Damage(
            "a fact of less than was sold", 6, "it is settled as",
            "UPDATE settlement_facts SET items = items - 1 WHERE is_ad = 0 AND settlement IS NULL"),
        Damage(
            "a fact that was lost", 6, "not to be settled",
            "DELETE FROM settlement_facts WHERE is_ad = 0 AND settlement IS NULL"),
        Damage(
            "an order that is settled twice", 6, "2 times",
            """
            INSERT INTO settlement_facts (store, day, subject, is_ad, items)
            SELECT store, day + 1, subject, is_ad, items
            FROM settlement_facts WHERE is_ad = 0 AND settlement IS NOT NULL
            """),
        Damage(
            "a fact of an order that was never delivered", 6, "never delivered",
            """
            INSERT INTO settlement_facts (store, day, subject, is_ad, items)
            SELECT store, 20000, id, 0, items_total FROM orders WHERE state = 'rejected'
            """),
        Damage(
            "a fact that a run let go", 6, "the settlement says",
            "UPDATE settlement_facts SET settlement = NULL WHERE is_ad = 0"),
        Damage(
            "a run that took too much commission", 6, "says commission",
            "UPDATE settlement_lines SET commission = commission + 1"),
        Damage(
            "a run that paid out another sum", 6, "says payout",
            "UPDATE settlements SET payout = payout + 1"),
        Damage(
            "a run whose entry says another sum", 6, "says bank",
            """
            UPDATE ledger SET amount = amount - 1 WHERE kind = 'settlement' AND account = 'bank'
            """,
            """
            UPDATE ledger SET amount = amount + 1
            WHERE kind = 'settlement' AND account = 'commission'
            """),
        Damage(
            "an ad that was charged more than it cost", 6, "the settlement says",
            "UPDATE settlement_facts SET ad = ad + 1 WHERE is_ad = 1"),
        Damage(
            "an ad that was charged for a day too many", 6, "the settlement says",
            """
            INSERT INTO settlement_facts (store, day, subject, is_ad, ad)
            SELECT store, day + 1, subject, 1, ad FROM settlement_facts WHERE is_ad = 1
            """),
        Damage(
            "a store whose account was paid from another", 6, "says unsettled",
            """
            UPDATE ledger SET account = 'commission' WHERE kind = 'delivery'
                AND account LIKE 'store:%' AND subject = (SELECT max(subject) FROM settlement_facts)
            """),
    ]
}
