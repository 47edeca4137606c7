-- Whom organizations listen to, and what those send.

CREATE TABLE connections (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    platform   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    shop_id    BLOB,
    state      TEXT    NOT NULL CHECK (state IN ('active', 'disconnected')),
    -- What verifying needs and is no secret. Secrets are sealed in the table "secrets", under the connection's id.
    settings   TEXT    NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
CREATE UNIQUE INDEX connections_tenant_id_name_key ON connections (tenant_id, name);
-- A webhook's address names its connection and nothing else.
CREATE INDEX connections_id_idx ON connections (id);
CREATE INDEX connections_shop_idx ON connections (tenant_id, shop_id);

CREATE TABLE inbox_deliveries (
    tenant_id         BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                BLOB    NOT NULL,
    connection_id     BLOB    NOT NULL,
    received_at       INTEGER NOT NULL,
    purpose           TEXT    NOT NULL,
    -- What a second delivery of the same has too; null where two cannot be told apart, and each is kept.
    unique_key        TEXT,
    delivery_id       TEXT,
    event_id          TEXT,
    topic             TEXT,
    entity_kind       TEXT,
    entity_id         TEXT,
    entity_version    TEXT,
    entity_updated_at INTEGER,
    occurred_at       INTEGER,
    sender_shop       TEXT,
    headers           BLOB    NOT NULL,
    body              BLOB    NOT NULL,
    body_bytes        INTEGER NOT NULL,
    repeats           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE UNIQUE INDEX inbox_deliveries_tenant_id_connection_id_unique_key_key
    ON inbox_deliveries (tenant_id, connection_id, unique_key);
CREATE INDEX inbox_deliveries_connection_idx ON inbox_deliveries (tenant_id, connection_id, id);
CREATE INDEX inbox_deliveries_entity_idx
    ON inbox_deliveries (tenant_id, connection_id, entity_kind, entity_id, id) WHERE entity_id IS NOT NULL;

CREATE TABLE inbox_refusals (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id            BLOB    NOT NULL,
    connection_id BLOB    NOT NULL,
    refused_at    INTEGER NOT NULL,
    code          TEXT    NOT NULL,
    detail        TEXT    NOT NULL,
    ip            TEXT,
    topic         TEXT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE INDEX inbox_refusals_connection_idx ON inbox_refusals (tenant_id, connection_id, id);
