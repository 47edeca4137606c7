-- Organizations, and the foundation's own tables: jobs, schedules, events, idempotency keys, rate limits, processes.

CREATE TABLE organizations (
    tenant_id            BLOB    NOT NULL PRIMARY KEY,
    kind                 TEXT    NOT NULL CHECK (kind IN ('merchant', 'courier', 'agency', 'operator')),
    name                 TEXT    NOT NULL,
    slug                 TEXT    NOT NULL,
    country              TEXT,
    currency             TEXT    NOT NULL,
    locale               TEXT    NOT NULL,
    time_zone            TEXT    NOT NULL,
    brand_color          TEXT,
    event_retention_days INTEGER NOT NULL DEFAULT 90,
    version              INTEGER NOT NULL DEFAULT 1,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL
);
CREATE UNIQUE INDEX organizations_slug_key ON organizations (slug);

-- The operator: what belongs to no other organization belongs to it.
INSERT INTO organizations (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
VALUES (x'00000000000000000000000000000000', 'operator', 'Operator', 'operator', 'EUR', 'en', 'UTC', 0, 0);

CREATE TABLE jobs (
    tenant_id    BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id           BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    queue        TEXT    NOT NULL,
    priority     INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('scheduled', 'ready', 'running', 'dead')),
    payload      TEXT    NOT NULL,
    dedup_key    TEXT,
    attempt      INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    run_at       INTEGER NOT NULL,
    claimed_by   BLOB,
    lease_until  INTEGER,
    last_error   TEXT,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX jobs_claim_idx ON jobs (queue, tenant_id, priority, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_due_idx ON jobs (run_at) WHERE state = 'scheduled';
CREATE INDEX jobs_lease_idx ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead_idx ON jobs (updated_at, id) WHERE state = 'dead';
-- One waiting job per key: the key is cleared when a worker claims the job.
CREATE UNIQUE INDEX jobs_tenant_id_name_dedup_key_key ON jobs (tenant_id, name, dedup_key) WHERE dedup_key IS NOT NULL;

CREATE TABLE schedules (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB    NOT NULL,
    name        TEXT    NOT NULL,
    job         TEXT    NOT NULL,
    payload     TEXT    NOT NULL,
    cron        TEXT    NOT NULL,
    time_zone   TEXT,
    catch_up    TEXT    NOT NULL CHECK (catch_up IN ('skip', 'once', 'all')),
    enabled     BOOLEAN NOT NULL DEFAULT TRUE,
    next_run_at INTEGER NOT NULL,
    last_run_at INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX schedules_tenant_id_name_key ON schedules (tenant_id, name);
CREATE INDEX schedules_due_idx ON schedules (next_run_at) WHERE enabled;

CREATE TABLE events (
    tenant_id BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id        BLOB    NOT NULL,
    sequence  INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    entity    TEXT,
    payload   TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX events_tenant_id_sequence_key ON events (tenant_id, sequence);

-- The last sequence number given out. Its row lock is what makes commit order and sequence order the same.
CREATE TABLE event_heads (
    tenant_id BLOB    NOT NULL PRIMARY KEY REFERENCES organizations (tenant_id),
    sequence  INTEGER NOT NULL
);

CREATE TABLE idempotency_keys (
    tenant_id    BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id           BLOB    NOT NULL,
    actor_id     BLOB    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash BLOB    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('started', 'committed', 'answered')),
    status       INTEGER,
    headers      TEXT,
    body         BLOB,
    locked_until INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX idempotency_keys_tenant_id_actor_id_key_key ON idempotency_keys (tenant_id, actor_id, key);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

-- GCRA: the theoretical arrival time per limited key (a hash), shared by all processes.
CREATE TABLE rate_limits (
    key        BLOB    NOT NULL PRIMARY KEY,
    tat        INTEGER NOT NULL
);
CREATE INDEX rate_limits_tat_idx ON rate_limits (tat);

CREATE TABLE processes (
    id           BLOB    NOT NULL PRIMARY KEY,
    role         TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    host         TEXT    NOT NULL,
    started_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
);
