-- People, their sessions and tokens; memberships, invitations, API keys; the audit log.

CREATE TABLE users (
    id                BLOB    NOT NULL PRIMARY KEY,
    email             TEXT    NOT NULL,
    -- The address in lower case: two people cannot differ by capitals.
    email_key         TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    password_hash     TEXT    NOT NULL,
    locale            TEXT    NOT NULL,
    color_scheme      TEXT    NOT NULL DEFAULT 'system',
    email_verified_at INTEGER,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL
);
CREATE UNIQUE INDEX users_email_key_key ON users (email_key);

CREATE TABLE sessions (
    id           BLOB    NOT NULL PRIMARY KEY,
    user_id      BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash   BLOB    NOT NULL,
    ip           TEXT,
    user_agent   TEXT,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
);
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE INDEX sessions_user_idx ON sessions (user_id, created_at);
CREATE INDEX sessions_expiry_idx ON sessions (expires_at);

-- Links in mails: each works once.
CREATE TABLE user_tokens (
    id         BLOB    NOT NULL PRIMARY KEY,
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT    NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    token_hash BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX user_tokens_token_hash_key ON user_tokens (token_hash);
CREATE INDEX user_tokens_user_idx ON user_tokens (user_id, purpose);
CREATE INDEX user_tokens_expiry_idx ON user_tokens (expires_at);

CREATE TABLE memberships (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT    NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'staff', 'viewer')),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX memberships_tenant_id_user_id_key ON memberships (tenant_id, user_id);
CREATE INDEX memberships_user_idx ON memberships (user_id);

CREATE TABLE invitations (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    email      TEXT    NOT NULL,
    email_key  TEXT    NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'staff', 'viewer')),
    state      TEXT    NOT NULL CHECK (state IN ('pending', 'accepted', 'revoked')),
    token_hash BLOB    NOT NULL,
    invited_by BLOB,
    locale     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX invitations_tenant_id_email_key_key ON invitations (tenant_id, email_key) WHERE state = 'pending';
-- Whoever opens the link brings only the token, so it is looked up across organizations.
CREATE INDEX invitations_token_idx ON invitations (token_hash);

CREATE TABLE api_keys (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id            BLOB    NOT NULL,
    name          TEXT    NOT NULL,
    mode          TEXT    NOT NULL CHECK (mode IN ('live', 'test')),
    -- Enough of the key to recognise it, not to use it.
    display       TEXT    NOT NULL,
    key_hash      BLOB    NOT NULL,
    scopes        TEXT    NOT NULL,
    ip_allow_list TEXT    NOT NULL,
    created_by    BLOB,
    replaced_by   BLOB,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    revoked_at    INTEGER,
    last_used_at  INTEGER,
    PRIMARY KEY (tenant_id, id)
);
-- A request brings only the key, so it is looked up across organizations.
CREATE INDEX api_keys_hash_idx ON api_keys (key_hash);

CREATE TABLE audit_entries (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    actor_kind  TEXT    NOT NULL,
    actor_id    BLOB,
    actor_name  TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    target_kind TEXT,
    target_id   TEXT,
    before      TEXT,
    after       TEXT,
    ip          TEXT,
    user_agent  TEXT,
    request_id  TEXT,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entries_time_idx ON audit_entries (tenant_id, at, id);
CREATE TRIGGER audit_entries_append_only_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entries_append_only_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
