import GRDB

extension Migrations {
    static func showHome(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What was received in an hour, of all types together: the sums of `hour`, kept by the triggers below.
                CREATE TABLE hour_total (
                    hour INTEGER NOT NULL PRIMARY KEY,
                    received INTEGER NOT NULL,
                    quarantined INTEGER NOT NULL
                ) STRICT;
                INSERT INTO hour_total (hour, received, quarantined)
                    SELECT hour, sum(received), sum(quarantined) FROM hour GROUP BY hour;
                CREATE TRIGGER hour_total_insert AFTER INSERT ON hour BEGIN
                    INSERT INTO hour_total (hour, received, quarantined) VALUES (NEW.hour, NEW.received, NEW.quarantined)
                    ON CONFLICT (hour) DO UPDATE SET received = received + excluded.received,
                        quarantined = quarantined + excluded.quarantined;
                END;
                CREATE TRIGGER hour_total_update AFTER UPDATE OF received, quarantined ON hour BEGIN
                    UPDATE hour_total SET received = received + NEW.received - OLD.received,
                        quarantined = quarantined + NEW.quarantined - OLD.quarantined WHERE hour = NEW.hour;
                END;
                CREATE TRIGGER hour_total_delete AFTER DELETE ON hour BEGIN
                    UPDATE hour_total SET received = received - OLD.received, quarantined = quarantined - OLD.quarantined
                    WHERE hour = OLD.hour;
                END;

                -- What was used most on a day.
                CREATE INDEX dataset_use_day ON dataset_use (day, queries);

                -- What a team owns, counted without reading it.
                CREATE INDEX catalog_entry_owner ON catalog_entry (owner, kind, standing);

                -- Entries can be chosen by the terms that they are about: the next start makes them anew.
                DELETE FROM catalog_text;
                DELETE FROM catalog_entry;
                """)
    }
}
