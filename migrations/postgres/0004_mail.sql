-- Mails and the addresses that must not get any.

CREATE TABLE mails (
    tenant_id     uuid    NOT NULL REFERENCES organizations (tenant_id),
    id            uuid    NOT NULL,
    to_address    text    NOT NULL,
    subject       text    NOT NULL,
    template      text    NOT NULL,
    category      text    NOT NULL CHECK (category IN ('transactional', 'notification')),
    locale        text    NOT NULL,
    html          text    NOT NULL,
    text          text    NOT NULL,
    -- What the placeholder in html and text stands for; forgotten once the mail is sent.
    one_time_link text,
    -- As they were sent; empty before.
    headers       jsonb   NOT NULL,
    state         text    NOT NULL CHECK (state IN ('queued', 'sent', 'outbox', 'failed', 'suppressed')),
    attempts      bigint NOT NULL DEFAULT 0,
    last_error    text,
    created_at    timestamptz NOT NULL,
    sent_at       timestamptz,
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
    id              uuid    NOT NULL PRIMARY KEY,
    organization_id uuid    NOT NULL REFERENCES organizations (tenant_id),
    address_hash    bytea   NOT NULL,
    address         text,
    reason          text    NOT NULL CHECK (reason IN ('bounce', 'complaint', 'manual', 'unsubscribed')),
    created_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX mail_suppressions_address_hash_organization_id_reason_key
    ON mail_suppressions (address_hash, organization_id, reason);
CREATE INDEX mail_suppressions_created_idx ON mail_suppressions (created_at, id);

SELECT tradepost_tenant_table('mails');
