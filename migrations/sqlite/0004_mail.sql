-- Mails and the addresses that must not get any.

CREATE TABLE mails (
    tenant_id     BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id            BLOB    NOT NULL,
    to_address    TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    template      TEXT    NOT NULL,
    category      TEXT    NOT NULL CHECK (category IN ('transactional', 'notification')),
    locale        TEXT    NOT NULL,
    html          TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    -- What the placeholder in html and text stands for; forgotten once the mail is sent.
    one_time_link TEXT,
    -- As they were sent; empty before.
    headers       TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('queued', 'sent', 'outbox', 'failed', 'suppressed')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    last_error    TEXT,
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER,
    PRIMARY KEY (tenant_id, id)
);
-- The operator and the sending job know a mail by its id alone.
CREATE INDEX mails_id_idx ON mails (id);
CREATE INDEX mails_created_idx ON mails (created_at, id);
CREATE INDEX mails_state_idx ON mails (state, created_at, id);

-- Addresses that get no mail. The hash finds an address also after the address itself was erased.
-- The operator's organization stands for all of them. Only the installation reads this, so no tenant learns of
-- another's readers.
CREATE TABLE mail_suppressions (
    id              BLOB    NOT NULL PRIMARY KEY,
    organization_id BLOB    NOT NULL REFERENCES organizations (tenant_id),
    address_hash    BLOB    NOT NULL,
    address         TEXT,
    reason          TEXT    NOT NULL CHECK (reason IN ('bounce', 'complaint', 'manual', 'unsubscribed')),
    created_at      INTEGER NOT NULL
);
CREATE UNIQUE INDEX mail_suppressions_address_hash_organization_id_reason_key
    ON mail_suppressions (address_hash, organization_id, reason);
CREATE INDEX mail_suppressions_created_idx ON mail_suppressions (created_at, id);
