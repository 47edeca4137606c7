-- Credentials of organizations. `sealed` is encrypted; see crates/secrets.

CREATE TABLE secrets (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    purpose    TEXT    NOT NULL,
    sealed     BLOB    NOT NULL,
    key_id     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
-- Rotation looks for secrets of any other key than the active one.
CREATE INDEX secrets_key_idx ON secrets (key_id);
