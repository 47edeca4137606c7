-- The rates of tax that shops sell by.

CREATE TABLE shop_tax_rates (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    shop_id    BLOB    NOT NULL,
    -- All of them in one row: they are few, and always read and replaced together.
    rates      TEXT    NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
