-- Imports of products from files.

CREATE TABLE product_imports (
    tenant_id       BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id              BLOB    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('ready', 'running', 'done', 'canceled', 'undoing', 'undone')),
    dialect         TEXT    NOT NULL CHECK (dialect IN ('tradepost', 'shopify', 'woocommerce')),
    file_name       TEXT    NOT NULL,
    format          TEXT    NOT NULL,
    file_hash       TEXT    NOT NULL,
    file_size_bytes INTEGER NOT NULL,
    currency        TEXT    NOT NULL,
    on_existing     TEXT    NOT NULL CHECK (on_existing IN ('skip', 'update')),
    dry_run         BOOLEAN NOT NULL,
    shop_ids        TEXT,
    rows            INTEGER NOT NULL,
    products        INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    created         INTEGER NOT NULL,
    updated         INTEGER NOT NULL,
    skipped         INTEGER NOT NULL,
    failed          INTEGER NOT NULL,
    kept            INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER,
    finished_at     INTEGER,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX product_imports_created_idx ON product_imports (tenant_id, created_at, id);

-- Rows that were left out, and why.
CREATE TABLE product_import_failures (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    import_id   BLOB    NOT NULL,
    row_number  INTEGER NOT NULL,
    -- The first row of its product.
    product_row INTEGER NOT NULL,
    problems    TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, import_id, row_number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES product_imports (tenant_id, id) ON DELETE CASCADE
);

-- What an import did to products and what was not undone yet.
CREATE TABLE product_import_changes (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    import_id  BLOB    NOT NULL,
    product_id BLOB    NOT NULL,
    -- What was there before; null for a product that the import made.
    before     TEXT,
    -- What it booked as opening stock, by the ids of the movements.
    bookings   TEXT    NOT NULL,
    -- Whether undoing archived the product, because its stock's history refers to it.
    archived   BOOLEAN NOT NULL,
    -- The version that the import left. A product with another one was changed by somebody since.
    version    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, import_id, product_id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES product_imports (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_import_changes_product_idx ON product_import_changes (tenant_id, product_id);
