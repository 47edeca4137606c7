-- Organizations, and the foundation's own tables: jobs, schedules, events, idempotency keys, rate limits, processes.

-- Tenant transactions take this role. It owns nothing, so row-level security binds it. Roles belong to the whole
-- server, and several databases may be migrated at the same moment: losing that race is fine.
DO $$
BEGIN
    CREATE ROLE tradepost_tenant NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'tradepost_tenant', 'MEMBER') THEN
        EXECUTE format('GRANT tradepost_tenant TO %I', current_user);
    END IF;
END
$$;

-- Makes a table one whose rows a tenant transaction sees only when they are its own organization's.
CREATE FUNCTION tradepost_tenant_table(name regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
        'CREATE POLICY tenant ON %s TO tradepost_tenant '
        'USING (tenant_id = (SELECT current_setting(''tradepost.tenant_id'')::uuid)) '
        'WITH CHECK (tenant_id = (SELECT current_setting(''tradepost.tenant_id'')::uuid))', name);
    EXECUTE format('GRANT %s ON %s TO tradepost_tenant', privileges, name);
END
$$;

CREATE TABLE organizations (
    tenant_id            uuid    NOT NULL PRIMARY KEY,
    kind                 text    NOT NULL CHECK (kind IN ('merchant', 'courier', 'agency', 'operator')),
    name                 text    NOT NULL,
    slug                 text    NOT NULL,
    country              text,
    currency             text    NOT NULL,
    locale               text    NOT NULL,
    time_zone            text    NOT NULL,
    brand_color          text,
    event_retention_days bigint NOT NULL DEFAULT 90,
    version              bigint NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL
);
CREATE UNIQUE INDEX organizations_slug_key ON organizations (slug);

-- The operator: what belongs to no other organization belongs to it.
INSERT INTO organizations (tenant_id, kind, name, slug, currency, locale, time_zone, created_at, updated_at)
VALUES ('00000000-0000-0000-0000-000000000000', 'operator', 'Operator', 'operator', 'EUR', 'en', 'UTC', 'epoch', 'epoch');

CREATE TABLE jobs (
    tenant_id    uuid    NOT NULL REFERENCES organizations (tenant_id),
    id           uuid    NOT NULL,
    name         text    NOT NULL,
    queue        text    NOT NULL,
    priority     bigint NOT NULL,
    state        text    NOT NULL CHECK (state IN ('scheduled', 'ready', 'running', 'dead')),
    payload      jsonb    NOT NULL,
    dedup_key    text,
    attempt      bigint NOT NULL DEFAULT 0,
    max_attempts bigint NOT NULL,
    run_at       timestamptz NOT NULL,
    claimed_by   uuid,
    lease_until  timestamptz,
    last_error   text,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX jobs_claim_idx ON jobs (queue, tenant_id, priority, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_due_idx ON jobs (run_at) WHERE state = 'scheduled';
CREATE INDEX jobs_lease_idx ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead_idx ON jobs (updated_at, id) WHERE state = 'dead';
-- Jobs come and go quickly: dead rows are cleared away early, or claims would wade through them.
ALTER TABLE jobs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
-- One waiting job per key: the key is cleared when a worker claims the job.
CREATE UNIQUE INDEX jobs_tenant_id_name_dedup_key_key ON jobs (tenant_id, name, dedup_key) WHERE dedup_key IS NOT NULL;

CREATE TABLE schedules (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    id          uuid    NOT NULL,
    name        text    NOT NULL,
    job         text    NOT NULL,
    payload     jsonb    NOT NULL,
    cron        text    NOT NULL,
    time_zone   text,
    catch_up    text    NOT NULL CHECK (catch_up IN ('skip', 'once', 'all')),
    enabled     boolean NOT NULL DEFAULT TRUE,
    next_run_at timestamptz NOT NULL,
    last_run_at timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX schedules_tenant_id_name_key ON schedules (tenant_id, name);
CREATE INDEX schedules_due_idx ON schedules (next_run_at) WHERE enabled;

CREATE TABLE events (
    tenant_id uuid    NOT NULL REFERENCES organizations (tenant_id),
    id        uuid    NOT NULL,
    sequence  bigint NOT NULL,
    name      text    NOT NULL,
    entity    text,
    payload   jsonb    NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX events_tenant_id_sequence_key ON events (tenant_id, sequence);

-- The last sequence number given out. Its row lock is what makes commit order and sequence order the same.
CREATE TABLE event_heads (
    tenant_id uuid    NOT NULL PRIMARY KEY REFERENCES organizations (tenant_id),
    sequence  bigint NOT NULL
);

CREATE TABLE idempotency_keys (
    tenant_id    uuid    NOT NULL REFERENCES organizations (tenant_id),
    id           uuid    NOT NULL,
    actor_id     uuid    NOT NULL,
    key          text    NOT NULL,
    request_hash bytea    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('started', 'committed', 'answered')),
    status       bigint,
    headers      jsonb,
    body         bytea,
    locked_until timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX idempotency_keys_tenant_id_actor_id_key_key ON idempotency_keys (tenant_id, actor_id, key);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

-- GCRA: the theoretical arrival time per limited key (a hash), shared by all processes.
CREATE UNLOGGED TABLE rate_limits (
    key        bytea    NOT NULL PRIMARY KEY,
    tat        timestamptz NOT NULL
);
CREATE INDEX rate_limits_tat_idx ON rate_limits (tat);

CREATE TABLE processes (
    id           uuid    NOT NULL PRIMARY KEY,
    role         text    NOT NULL,
    version      text    NOT NULL,
    host         text    NOT NULL,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL
);

SELECT tradepost_tenant_table('organizations');
SELECT tradepost_tenant_table('jobs');
SELECT tradepost_tenant_table('schedules');
SELECT tradepost_tenant_table('events');
SELECT tradepost_tenant_table('event_heads');
SELECT tradepost_tenant_table('idempotency_keys');
