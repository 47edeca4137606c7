-- The rates of tax that shops sell by.

CREATE TABLE shop_tax_rates (
    tenant_id  uuid        NOT NULL REFERENCES organizations (tenant_id),
    shop_id    uuid        NOT NULL,
    -- All of them in one row: they are few, and always read and replaced together.
    rates      jsonb       NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
SELECT tradepost_tenant_table('shop_tax_rates');
