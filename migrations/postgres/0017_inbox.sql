-- Whom organizations listen to, and what those send.

CREATE TABLE connections (
    tenant_id  uuid        NOT NULL REFERENCES organizations (tenant_id),
    id         uuid        NOT NULL,
    platform   text        NOT NULL,
    name       text        NOT NULL,
    shop_id    uuid,
    state      text        NOT NULL CHECK (state IN ('active', 'disconnected')),
    -- What verifying needs and is no secret. Secrets are sealed in the table "secrets", under the connection's id.
    settings   jsonb       NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
CREATE UNIQUE INDEX connections_tenant_id_name_key ON connections (tenant_id, name);
-- A webhook's address names its connection and nothing else.
CREATE INDEX connections_id_idx ON connections (id);
CREATE INDEX connections_shop_idx ON connections (tenant_id, shop_id);

CREATE TABLE inbox_deliveries (
    tenant_id         uuid        NOT NULL REFERENCES organizations (tenant_id),
    id                uuid        NOT NULL,
    connection_id     uuid        NOT NULL,
    received_at       timestamptz NOT NULL,
    purpose           text        NOT NULL,
    -- What a second delivery of the same has too; null where two cannot be told apart, and each is kept.
    unique_key        text,
    delivery_id       text,
    event_id          text,
    topic             text,
    entity_kind       text,
    entity_id         text,
    entity_version    text,
    entity_updated_at timestamptz,
    occurred_at       timestamptz,
    sender_shop       text,
    headers           bytea       NOT NULL,
    body              bytea       NOT NULL,
    body_bytes        bigint      NOT NULL,
    repeats           bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE UNIQUE INDEX inbox_deliveries_tenant_id_connection_id_unique_key_key
    ON inbox_deliveries (tenant_id, connection_id, unique_key);
CREATE INDEX inbox_deliveries_connection_idx ON inbox_deliveries (tenant_id, connection_id, id);
CREATE INDEX inbox_deliveries_entity_idx
    ON inbox_deliveries (tenant_id, connection_id, entity_kind, entity_id, id) WHERE entity_id IS NOT NULL;

CREATE TABLE inbox_refusals (
    tenant_id     uuid        NOT NULL REFERENCES organizations (tenant_id),
    id            uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    refused_at    timestamptz NOT NULL,
    code          text        NOT NULL,
    detail        text        NOT NULL,
    ip            text,
    topic         text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE INDEX inbox_refusals_connection_idx ON inbox_refusals (tenant_id, connection_id, id);

SELECT tradepost_tenant_table('connections');
SELECT tradepost_tenant_table('inbox_deliveries');
SELECT tradepost_tenant_table('inbox_refusals');
