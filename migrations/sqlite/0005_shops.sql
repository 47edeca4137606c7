-- The outlets of merchants.

CREATE TABLE shops (
    tenant_id          BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                 BLOB    NOT NULL,
    name               TEXT    NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('hosted', 'connected')),
    platform           TEXT    CHECK (platform IN ('shopify', 'amazon', 'ebay', 'woocommerce', 'wix', 'prestashop', 'opencart', 'magento')),
    currency           TEXT    NOT NULL,
    language           TEXT    NOT NULL,
    time_zone          TEXT    NOT NULL,
    country            TEXT    NOT NULL,
    prices_include_tax BOOLEAN NOT NULL,
    order_prefix       TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('active', 'archived')),
    version            INTEGER NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'connected') = (platform IS NOT NULL))
);
CREATE UNIQUE INDEX shops_tenant_id_name_key ON shops (tenant_id, name);
CREATE INDEX shops_created_idx ON shops (tenant_id, created_at, id);
