-- The outlets of merchants.

CREATE TABLE shops (
    tenant_id          uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                 uuid    NOT NULL,
    name               text    NOT NULL,
    kind               text    NOT NULL CHECK (kind IN ('hosted', 'connected')),
    platform           text    CHECK (platform IN ('shopify', 'amazon', 'ebay', 'woocommerce', 'wix', 'prestashop', 'opencart', 'magento')),
    currency           text    NOT NULL,
    language           text    NOT NULL,
    time_zone          text    NOT NULL,
    country            text    NOT NULL,
    prices_include_tax boolean NOT NULL,
    order_prefix       text    NOT NULL,
    state              text    NOT NULL CHECK (state IN ('active', 'archived')),
    version            bigint  NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'connected') = (platform IS NOT NULL))
);
CREATE UNIQUE INDEX shops_tenant_id_name_key ON shops (tenant_id, name);
CREATE INDEX shops_created_idx ON shops (tenant_id, created_at, id);
SELECT tradepost_tenant_table('shops');
