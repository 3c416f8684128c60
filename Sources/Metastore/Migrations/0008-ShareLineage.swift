import GRDB

extension Migrations {
    static func shareLineage(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What others told of their datasets, jobs and runs, as events of OpenLineage. Facets are what the events
                -- said, each with the time of the event: {"schema": {"at": 1541253600000000, "value": {…}}}.
                CREATE TABLE foreign_dataset (
                    -- Above all ids of event types and datasets, so that one graph holds both.
                    id INTEGER NOT NULL PRIMARY KEY CHECK (id >= 2147483648 AND id < 4294967296),
                    namespace TEXT NOT NULL,
                    name TEXT NOT NULL,
                    facets TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    -- Of the latest event.
                    updated_at INTEGER NOT NULL,
                    UNIQUE (namespace, name)
                ) STRICT;

                CREATE TABLE foreign_dataset_version (
                    dataset_id INTEGER NOT NULL REFERENCES foreign_dataset(id),
                    -- A UUID made of the run that wrote it, or of the event.
                    version TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    run_uuid TEXT,
                    facets TEXT NOT NULL,
                    PRIMARY KEY (dataset_id, version)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX foreign_dataset_version_at ON foreign_dataset_version (dataset_id, at);

                CREATE TABLE foreign_job (
                    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    namespace TEXT NOT NULL,
                    name TEXT NOT NULL,
                    facets TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    updated_at INTEGER NOT NULL,
                    UNIQUE (namespace, name)
                ) STRICT;

                CREATE TABLE foreign_run (
                    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    job_id INTEGER NOT NULL REFERENCES foreign_job(id),
                    -- Null: what events about the job itself say, without a run.
                    uuid TEXT UNIQUE,
                    -- `NEW`, `RUNNING`, `COMPLETED`, `FAILED`, `ABORTED`
                    state TEXT NOT NULL,
                    -- The facts that the state follows from.
                    facts TEXT NOT NULL,
                    facets TEXT NOT NULL,
                    first_at INTEGER NOT NULL,
                    last_at INTEGER NOT NULL,
                    started_at INTEGER,
                    ended_at INTEGER
                ) STRICT;
                CREATE INDEX foreign_run_job ON foreign_run (job_id, first_at);

                -- What a run read and wrote. Of a dataset of Basin's own, its id.
                CREATE TABLE foreign_run_dataset (
                    run_id INTEGER NOT NULL REFERENCES foreign_run(id) ON DELETE CASCADE,
                    is_output INTEGER NOT NULL,
                    dataset_id INTEGER NOT NULL,
                    facets TEXT NOT NULL,
                    PRIMARY KEY (run_id, is_output, dataset_id)
                ) STRICT, WITHOUT ROWID;

                -- The same of a job: what its latest run that completed read and wrote.
                CREATE TABLE foreign_job_dataset (
                    job_id INTEGER NOT NULL REFERENCES foreign_job(id),
                    is_output INTEGER NOT NULL,
                    dataset_id INTEGER NOT NULL,
                    PRIMARY KEY (job_id, is_output, dataset_id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX foreign_job_dataset_dataset ON foreign_job_dataset (dataset_id, is_output, job_id);

                -- And of its outputs' columns, the columns that they are made of.
                CREATE TABLE foreign_column_source (
                    job_id INTEGER NOT NULL REFERENCES foreign_job(id),
                    dataset_id INTEGER NOT NULL,
                    column_name TEXT NOT NULL,
                    source_id INTEGER NOT NULL,
                    source_column TEXT NOT NULL,
                    -- `copied`, `derived`, `indirect`
                    kind TEXT NOT NULL,
                    PRIMARY KEY (job_id, dataset_id, column_name, source_id, source_column, kind)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX foreign_column_source_column ON foreign_column_source (dataset_id, column_name);
                CREATE INDEX foreign_column_source_reader ON foreign_column_source (source_id, source_column);

                -- The events as they came, for a time.
                CREATE TABLE lineage_event (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    kind TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    received_at INTEGER NOT NULL,
                    run_uuid TEXT,
                    -- SHA-256 of the event: the same one is kept once.
                    digest BLOB NOT NULL UNIQUE,
                    event TEXT NOT NULL
                ) STRICT;
                CREATE INDEX lineage_event_at ON lineage_event (at);
                CREATE INDEX lineage_event_run ON lineage_event (run_uuid) WHERE run_uuid IS NOT NULL;

                CREATE TABLE lineage_event_total (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    events INTEGER NOT NULL,
                    bytes INTEGER NOT NULL
                ) STRICT;
                INSERT INTO lineage_event_total (only, events, bytes) VALUES (1, 0, 0);

                -- The latest of a dataset, without reading all of them.
                CREATE INDEX run_dataset ON run (dataset_id, id);
                CREATE INDEX dataset_revision_created ON dataset_revision (dataset_id, created_at, partition);

                -- Where events of Basin's own runs are sent; without a row nothing is kept for it.
                CREATE TABLE lineage_target (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    url TEXT NOT NULL
                ) STRICT;

                -- What is still to be sent, in the order in which it happened.
                CREATE TABLE lineage_outbox (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    run_id INTEGER NOT NULL,
                    event_number INTEGER NOT NULL
                ) STRICT;
                CREATE TRIGGER lineage_outbox_run_event AFTER INSERT ON run_event
                WHEN EXISTS (SELECT 1 FROM lineage_target) BEGIN
                    INSERT INTO lineage_outbox (run_id, event_number) VALUES (NEW.run_id, NEW.number);
                END;
                """)
    }
}
