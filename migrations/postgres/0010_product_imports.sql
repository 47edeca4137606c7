-- Imports of products from files.

CREATE TABLE product_imports (
    tenant_id       uuid    NOT NULL REFERENCES organizations (tenant_id),
    id              uuid    NOT NULL,
    state           text    NOT NULL CHECK (state IN ('ready', 'running', 'done', 'canceled', 'undoing', 'undone')),
    dialect         text    NOT NULL CHECK (dialect IN ('tradepost', 'shopify', 'woocommerce')),
    file_name       text    NOT NULL,
    format          text    NOT NULL,
    file_hash       text    NOT NULL,
    file_size_bytes bigint  NOT NULL,
    currency        text    NOT NULL,
    on_existing     text    NOT NULL CHECK (on_existing IN ('skip', 'update')),
    dry_run         boolean NOT NULL,
    shop_ids        jsonb,
    rows            bigint  NOT NULL,
    products        bigint  NOT NULL,
    position        bigint  NOT NULL,
    created         bigint  NOT NULL,
    updated         bigint  NOT NULL,
    skipped         bigint  NOT NULL,
    failed          bigint  NOT NULL,
    kept            bigint  NOT NULL,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX product_imports_created_idx ON product_imports (tenant_id, created_at, id);

-- Rows that were left out, and why.
CREATE TABLE product_import_failures (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    import_id   uuid    NOT NULL,
    row_number  bigint  NOT NULL,
    -- The first row of its product.
    product_row bigint  NOT NULL,
    problems    jsonb   NOT NULL,
    PRIMARY KEY (tenant_id, import_id, row_number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES product_imports (tenant_id, id) ON DELETE CASCADE
);

-- What an import did to products and what was not undone yet.
CREATE TABLE product_import_changes (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    import_id  uuid    NOT NULL,
    product_id uuid    NOT NULL,
    -- What was there before; null for a product that the import made.
    before     jsonb,
    -- What it booked as opening stock, by the ids of the movements.
    bookings   jsonb   NOT NULL,
    -- Whether undoing archived the product, because its stock's history refers to it.
    archived   boolean NOT NULL,
    -- The version that the import left. A product with another one was changed by somebody since.
    version    bigint  NOT NULL,
    PRIMARY KEY (tenant_id, import_id, product_id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES product_imports (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_import_changes_product_idx ON product_import_changes (tenant_id, product_id);
SELECT tradepost_tenant_table('product_imports');
SELECT tradepost_tenant_table('product_import_failures');
SELECT tradepost_tenant_table('product_import_changes');
