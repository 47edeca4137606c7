-- Credentials of organizations. `sealed` is encrypted; see crates/secrets.

CREATE TABLE secrets (
    tenant_id  uuid        NOT NULL REFERENCES organizations (tenant_id),
    id         uuid        NOT NULL,
    purpose    text        NOT NULL,
    sealed     bytea       NOT NULL,
    key_id     text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
-- Rotation looks for secrets of any other key than the active one.
CREATE INDEX secrets_key_idx ON secrets (key_id);

SELECT tradepost_tenant_table('secrets');
