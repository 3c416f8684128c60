import GRDB

extension Migrations {
    static func runPipelines(_ db: Database) throws {
        try db.execute(
            sql: """
                -- How many runs of the team's datasets may go at once; null: as many as there are slots.
                ALTER TABLE team ADD COLUMN max_runs INTEGER;

                CREATE TABLE pool (
                    name TEXT NOT NULL PRIMARY KEY,
                    slots INTEGER NOT NULL CHECK (slots > 0)
                ) STRICT;

                -- Ids come from the same sequence as those of event types.
                CREATE TABLE dataset (
                    id INTEGER NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    -- Of its table in the warehouse; a rename does not move files.
                    folder TEXT NOT NULL UNIQUE,
                    definition TEXT NOT NULL,
                    is_removed INTEGER NOT NULL DEFAULT 0,
                    applied_at INTEGER NOT NULL,
                    paused_at INTEGER,
                    paused_by TEXT,
                    -- The last tick of its schedule that was dealt with; only of datasets without partitions.
                    tick_at INTEGER
                ) STRICT;

                CREATE TABLE dataset_input (
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    -- An event type or a dataset.
                    input_id INTEGER NOT NULL,
                    PRIMARY KEY (dataset_id, input_id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX dataset_input_reader ON dataset_input (input_id);

                -- One scheduler decides at a time. The epoch grows with every change of owner.
                CREATE TABLE scheduler_lease (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    owner TEXT NOT NULL,
                    until INTEGER NOT NULL,
                    renewed_at INTEGER NOT NULL,
                    epoch INTEGER NOT NULL
                ) STRICT;

                -- Fencing tokens only grow; no two leases of runs have the same.
                CREATE TABLE fencing (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    token INTEGER NOT NULL
                ) STRICT;
                INSERT INTO fencing (only, token) VALUES (1, 0);

                CREATE TABLE backfill (
                    id INTEGER NOT NULL PRIMARY KEY,
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    first INTEGER NOT NULL,
                    end INTEGER NOT NULL,
                    concurrency INTEGER NOT NULL CHECK (concurrency > 0),
                    newest_first INTEGER NOT NULL,
                    description TEXT NOT NULL,
                    requested_by TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'cancelled', 'done')),
                    created_at INTEGER NOT NULL,
                    ended_at INTEGER,
                    CHECK (first < end)
                ) STRICT;
                CREATE INDEX backfill_open ON backfill (dataset_id) WHERE ended_at IS NULL;

                CREATE TABLE run (
                    id INTEGER NOT NULL PRIMARY KEY,
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    partition INTEGER NOT NULL,
                    -- What asked for it: data, time, correction, backfill, request, rerun.
                    reason TEXT NOT NULL,
                    requested_by TEXT,
                    backfill_id INTEGER REFERENCES backfill(id),
                    -- The run whose pin this one repeats.
                    rerun_of INTEGER REFERENCES run(id),
                    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
                    state TEXT NOT NULL,
                    machine TEXT NOT NULL,
                    -- Events applied so far; a writer that expects another number is stale.
                    counter INTEGER NOT NULL,
                    -- Of the current lease; null without one.
                    token INTEGER UNIQUE,
                    -- An input got a new revision while this run was reading the one before.
                    input_changed_at INTEGER,
                    input_changed_reason TEXT,
                    pin TEXT,
                    outcome TEXT,
                    created_at INTEGER NOT NULL,
                    updated_at INTEGER NOT NULL,
                    ended_at INTEGER,
                    CHECK ((ended_at IS NULL) = (is_active = 1))
                ) STRICT;
                CREATE UNIQUE INDEX run_active ON run (dataset_id, partition) WHERE is_active = 1;
                CREATE INDEX run_partition ON run (dataset_id, partition, id);
                CREATE INDEX run_backfill ON run (backfill_id, partition) WHERE backfill_id IS NOT NULL;
                CREATE INDEX run_correction ON run (created_at) WHERE reason = 'correction';

                -- What is kept of each attempt, whatever became of it.
                CREATE TABLE run_report (
                    run_id INTEGER NOT NULL REFERENCES run(id),
                    attempt INTEGER NOT NULL,
                    report TEXT NOT NULL,
                    -- The data of a failed audit, to be looked at until then.
                    held_folder TEXT,
                    held_until INTEGER,
                    PRIMARY KEY (run_id, attempt)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX run_report_held ON run_report (held_until) WHERE held_until IS NOT NULL;

                CREATE TABLE run_event (
                    run_id INTEGER NOT NULL REFERENCES run(id),
                    number INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    event TEXT NOT NULL,
                    PRIMARY KEY (run_id, number)
                ) STRICT, WITHOUT ROWID;

                -- What is known of a partition. Without a row: never published, nothing to say.
                CREATE TABLE dataset_partition (
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    partition INTEGER NOT NULL,
                    -- The current one; 0 before the first.
                    revision INTEGER NOT NULL DEFAULT 0,
                    published_at INTEGER,
                    run_id INTEGER REFERENCES run(id),
                    rows INTEGER NOT NULL DEFAULT 0,
                    bytes INTEGER NOT NULL DEFAULT 0,
                    checksum TEXT,
                    stale_since INTEGER,
                    stale_reason TEXT,
                    -- The run after which nothing more is tried by itself.
                    given_up_run INTEGER REFERENCES run(id),
                    CHECK ((revision > 0) = (published_at IS NOT NULL)),
                    CHECK ((stale_since IS NULL) = (stale_reason IS NULL)),
                    PRIMARY KEY (dataset_id, partition)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX dataset_partition_stale ON dataset_partition (dataset_id, partition)
                    WHERE stale_since IS NOT NULL;
                CREATE INDEX dataset_partition_given_up ON dataset_partition (dataset_id, partition)
                    WHERE given_up_run IS NOT NULL;

                -- Partitions that somebody, or the schedule's policy, decided not to make.
                CREATE TABLE partition_skip (
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    first INTEGER NOT NULL,
                    end INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    CHECK (first < end)
                ) STRICT;
                CREATE INDEX partition_skip_dataset ON partition_skip (dataset_id, first);

                CREATE TABLE dataset_revision (
                    dataset_id INTEGER NOT NULL REFERENCES dataset(id),
                    partition INTEGER NOT NULL,
                    revision INTEGER NOT NULL,
                    run_id INTEGER NOT NULL REFERENCES run(id),
                    reason TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    rows INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    checksum TEXT NOT NULL,
                    pin TEXT,
                    PRIMARY KEY (dataset_id, partition, revision)
                ) STRICT, WITHOUT ROWID;

                -- Tells the scheduler, whichever process it lives in, what to look at again; null: all partitions.
                CREATE TABLE schedule_change (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    dataset_id INTEGER NOT NULL,
                    partition INTEGER
                ) STRICT;
                """)
    }
}
