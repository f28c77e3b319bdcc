extension SharedDatabase {
    /// A store's rating and order count stand in its row because the listing sorts by them; the
    /// audit compares them with the reviews and deliveries that they were counted from.
    ///
    /// `number` is what the full-text index knows a store by. `cell` is the square kilometre it
    /// stands in, so that "near me" is an index search. `is_ad` says whether an ad of the store runs
    /// today: whoever lists stores sees to it that it does.
    ///
    /// The listing's order is ads, then the most stars or orders, then the oldest. Three columns turn
    /// that into one direction, the smaller the earlier, so that an index is a listing and a page of
    /// it begins where one comparison of three columns says.
    static let storesTables = """
        CREATE TABLE stores (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            owner BLOB NOT NULL REFERENCES members,
            name TEXT NOT NULL,
            category TEXT NOT NULL,
            x INTEGER NOT NULL,
            y INTEGER NOT NULL,
            cell INTEGER NOT NULL,
            minimum_order INTEGER NOT NULL CHECK (minimum_order >= 0),
            delivery_fee INTEGER NOT NULL CHECK (delivery_fee >= 0),
            is_open INTEGER NOT NULL,
            stars INTEGER NOT NULL DEFAULT 0,
            reviews INTEGER NOT NULL DEFAULT 0,
            rating INTEGER NOT NULL AS (CASE reviews WHEN 0 THEN 0 ELSE stars * 1000 / reviews END),
            orders INTEGER NOT NULL DEFAULT 0,
            is_ad INTEGER NOT NULL DEFAULT 0,
            opened_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            not_ad INTEGER NOT NULL AS (1 - is_ad),
            rating_key INTEGER NOT NULL AS (-rating),
            orders_key INTEGER NOT NULL AS (-orders)
        ) STRICT;
        CREATE INDEX stores_by_owner ON stores (owner);
        CREATE INDEX stores_by_rating ON stores (not_ad, rating_key, id);
        CREATE INDEX stores_by_orders ON stores (not_ad, orders_key, id);
        CREATE INDEX stores_by_category_and_rating ON stores (category, not_ad, rating_key, id);
        CREATE INDEX stores_by_category_and_orders ON stores (category, not_ad, orders_key, id);
        -- With all that places a store in a listing, so that those of a cell are read in one go.
        CREATE INDEX stores_by_cell ON stores (
            cell, category, x, y, is_ad, stars, reviews, orders, id
        );

        CREATE TABLE menu_items (
            id BLOB PRIMARY KEY,
            store BLOB NOT NULL REFERENCES stores (id),
            name TEXT NOT NULL,
            price INTEGER NOT NULL CHECK (price > 0),
            is_sold_out INTEGER NOT NULL DEFAULT 0,
            is_withdrawn INTEGER NOT NULL DEFAULT 0,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX menu_items_by_store ON menu_items (store, id);

        -- Of all that orders of a store are checked and priced by. Whoever changes any of it gives it
        -- another stamp: who has read a menu knows by this one number whether it still holds. Drawn,
        -- not counted: a number must not come back after a rollback (ADR 0017).
        CREATE TABLE menu_stamps (
            store BLOB PRIMARY KEY,
            stamp INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER store_added AFTER INSERT ON stores
        BEGIN INSERT OR REPLACE INTO menu_stamps VALUES (NEW.id, random()); END;
        CREATE TRIGGER store_changed
        AFTER UPDATE OF id, owner, name, x, y, is_open, minimum_order, delivery_fee ON stores
        BEGIN
            DELETE FROM menu_stamps WHERE store = OLD.id;
            INSERT OR REPLACE INTO menu_stamps VALUES (NEW.id, random());
        END;
        CREATE TRIGGER store_deleted AFTER DELETE ON stores
        BEGIN DELETE FROM menu_stamps WHERE store = OLD.id; END;
        -- Before, because a REPLACE takes the item that was there away without a word.
        CREATE TRIGGER menu_item_added BEFORE INSERT ON menu_items
        BEGIN
            UPDATE menu_stamps SET stamp = random() WHERE store IN (
                NEW.store, (SELECT store FROM menu_items WHERE id = NEW.id)
            );
        END;
        CREATE TRIGGER menu_item_changed AFTER UPDATE ON menu_items
        BEGIN
            UPDATE menu_stamps SET stamp = random() WHERE store IN (OLD.store, NEW.store);
        END;
        CREATE TRIGGER menu_item_deleted AFTER DELETE ON menu_items
        BEGIN UPDATE menu_stamps SET stamp = random() WHERE store = OLD.store; END;

        -- Rises with every change of what the listing shows: whoever keeps a page of it knows by this
        -- one number whether the page is still true.
        CREATE TABLE listing_version (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL
        ) STRICT;
        INSERT INTO listing_version
        VALUES (1, CAST(86400000 * (julianday('now') - 2440587.5) AS INTEGER));

        -- The words of a store and of its menu, as Rules/Listing cuts them.
        CREATE VIRTUAL TABLE store_search USING fts5 (
            grams, detail = none, tokenize = 'ascii'
        );
        """
}
