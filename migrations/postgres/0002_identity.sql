-- People, their sessions and tokens; memberships, invitations, API keys; the audit log.

CREATE TABLE users (
    id                uuid    NOT NULL PRIMARY KEY,
    email             text    NOT NULL,
    -- The address in lower case: two people cannot differ by capitals.
    email_key         text    NOT NULL,
    name              text    NOT NULL,
    password_hash     text    NOT NULL,
    locale            text    NOT NULL,
    color_scheme      text    NOT NULL DEFAULT 'system',
    email_verified_at timestamptz,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email_key_key ON users (email_key);

CREATE TABLE sessions (
    id           uuid    NOT NULL PRIMARY KEY,
    user_id      uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash   bytea    NOT NULL,
    ip           text,
    user_agent   text,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE INDEX sessions_user_idx ON sessions (user_id, created_at);
CREATE INDEX sessions_expiry_idx ON sessions (expires_at);

-- Links in mails: each works once.
CREATE TABLE user_tokens (
    id         uuid    NOT NULL PRIMARY KEY,
    user_id    uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    text    NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    token_hash bytea    NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX user_tokens_token_hash_key ON user_tokens (token_hash);
CREATE INDEX user_tokens_user_idx ON user_tokens (user_id, purpose);
CREATE INDEX user_tokens_expiry_idx ON user_tokens (expires_at);

CREATE TABLE memberships (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    id         uuid    NOT NULL,
    user_id    uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       text    NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'staff', 'viewer')),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX memberships_tenant_id_user_id_key ON memberships (tenant_id, user_id);
CREATE INDEX memberships_user_idx ON memberships (user_id);

CREATE TABLE invitations (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    id         uuid    NOT NULL,
    email      text    NOT NULL,
    email_key  text    NOT NULL,
    role       text    NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'staff', 'viewer')),
    state      text    NOT NULL CHECK (state IN ('pending', 'accepted', 'revoked')),
    token_hash bytea    NOT NULL,
    invited_by uuid,
    locale     text    NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX invitations_tenant_id_email_key_key ON invitations (tenant_id, email_key) WHERE state = 'pending';
-- Whoever opens the link brings only the token, so it is looked up across organizations.
CREATE INDEX invitations_token_idx ON invitations (token_hash);

CREATE TABLE api_keys (
    tenant_id     uuid    NOT NULL REFERENCES organizations (tenant_id),
    id            uuid    NOT NULL,
    name          text    NOT NULL,
    mode          text    NOT NULL CHECK (mode IN ('live', 'test')),
    -- Enough of the key to recognise it, not to use it.
    display       text    NOT NULL,
    key_hash      bytea    NOT NULL,
    scopes        jsonb    NOT NULL,
    ip_allow_list jsonb    NOT NULL,
    created_by    uuid,
    replaced_by   uuid,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
-- A request brings only the key, so it is looked up across organizations.
CREATE INDEX api_keys_hash_idx ON api_keys (key_hash);

CREATE TABLE audit_entries (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    id          uuid    NOT NULL,
    at          timestamptz NOT NULL,
    actor_kind  text    NOT NULL,
    actor_id    uuid,
    actor_name  text    NOT NULL,
    action      text    NOT NULL,
    target_kind text,
    target_id   text,
    before      jsonb,
    after       jsonb,
    ip          text,
    user_agent  text,
    request_id  text,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entries_time_idx ON audit_entries (tenant_id, at, id);

CREATE FUNCTION tradepost_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION tradepost_refuse_change();

SELECT tradepost_tenant_table('memberships');
SELECT tradepost_tenant_table('invitations');
SELECT tradepost_tenant_table('api_keys');
SELECT tradepost_tenant_table('audit_entries', 'SELECT, INSERT');

-- A tenant transaction sees the names and addresses of its own members, and nothing else of anybody.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON users FOR SELECT TO tradepost_tenant
USING (EXISTS (SELECT 1 FROM memberships WHERE memberships.user_id = users.id));
GRANT SELECT (id, email, email_key, name, locale) ON users TO tradepost_tenant;
