-- What became of deliveries, and what of a platform is what here.

ALTER TABLE inbox_deliveries ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'processed', 'ignored', 'stale', 'review', 'failed'));
ALTER TABLE inbox_deliveries ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox_deliveries ADD COLUMN next_attempt_at INTEGER;
ALTER TABLE inbox_deliveries ADD COLUMN processed_at INTEGER;
-- The mapping that made our words of it: a better one can find what an older one has read.
ALTER TABLE inbox_deliveries ADD COLUMN mapping_version INTEGER;
-- Why it failed or waits for a person.
ALTER TABLE inbox_deliveries ADD COLUMN code TEXT;
ALTER TABLE inbox_deliveries ADD COLUMN detail TEXT;
ALTER TABLE inbox_deliveries ADD COLUMN effects TEXT;
-- When its headers and body were dropped, because they were kept for long enough.
ALTER TABLE inbox_deliveries ADD COLUMN dropped_at INTEGER;
CREATE INDEX inbox_deliveries_waiting_idx ON inbox_deliveries (tenant_id, connection_id, id)
    WHERE state = 'waiting';
CREATE INDEX inbox_deliveries_trouble_idx ON inbox_deliveries (tenant_id, state, id)
    WHERE state IN ('review', 'failed');

-- How long an organization keeps the bodies of deliveries; 30 days where it says nothing.
CREATE TABLE inbox_settings (
    tenant_id  BLOB    NOT NULL PRIMARY KEY REFERENCES organizations (tenant_id),
    keep_days  INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL
);

-- Deliveries of a connection are processed one after the other: whoever does it holds its row here.
CREATE TABLE inbox_lanes (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    connection_id BLOB    NOT NULL,
    processed_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);

CREATE TABLE channel_links (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id            BLOB    NOT NULL,
    connection_id BLOB    NOT NULL,
    kind          TEXT    NOT NULL,
    external_id   TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('linked', 'review', 'ignored')),
    -- What it is here, by the kind: a product, a variant, a location, a customer, an order.
    entity_id     BLOB,
    -- Whether it was made from there, so that what is said there goes for it here.
    is_source     BOOLEAN NOT NULL DEFAULT FALSE,
    -- The platform's own time of the latest state that was applied: what is older does not overwrite it.
    stated_at     INTEGER,
    delivery_id   BLOB,
    question      TEXT,
    version       INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE UNIQUE INDEX channel_links_tenant_id_connection_id_kind_external_id_key
    ON channel_links (tenant_id, connection_id, kind, external_id);
CREATE INDEX channel_links_entity_idx ON channel_links (tenant_id, kind, entity_id);
CREATE INDEX channel_links_review_idx ON channel_links (tenant_id, id) WHERE state = 'review';

-- The last figure that a platform has stated for a variant at a location.
CREATE TABLE channel_stock (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    connection_id BLOB    NOT NULL,
    variant_id    BLOB    NOT NULL,
    location_id   BLOB    NOT NULL,
    figure        INTEGER NOT NULL,
    is_on_hand    BOOLEAN NOT NULL,
    stated_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, variant_id, location_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id) ON DELETE CASCADE
);

-- What somebody asked for under privacy law, and the proof that it was done.
CREATE TABLE privacy_requests (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id            BLOB    NOT NULL,
    connection_id BLOB    NOT NULL,
    delivery_id   BLOB    NOT NULL,
    request       TEXT    NOT NULL,
    external_id   TEXT    NOT NULL,
    -- Found here, while they are known.
    customer_id   BLOB,
    state         TEXT    NOT NULL CHECK (state IN ('open', 'done')),
    due_at        INTEGER NOT NULL,
    done_at       INTEGER,
    outcome       TEXT,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE UNIQUE INDEX privacy_requests_tenant_id_connection_id_external_id_key
    ON privacy_requests (tenant_id, connection_id, external_id);
