-- Where stock comes from and what it costs: suppliers, purchase orders, transfers, counts, costs.

CREATE TABLE suppliers (
    tenant_id      BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id             BLOB    NOT NULL,
    name           TEXT    NOT NULL,
    email          TEXT,
    phone          TEXT,
    currency       TEXT    NOT NULL,
    lead_time_days INTEGER,
    note           TEXT,
    state          TEXT    NOT NULL CHECK (state IN ('active', 'archived')),
    version        INTEGER NOT NULL DEFAULT 1,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX suppliers_tenant_id_name_key ON suppliers (tenant_id, name);
CREATE INDEX suppliers_created_idx ON suppliers (tenant_id, created_at, id);

-- What a supplier offers, and on which terms.
CREATE TABLE supplier_variants (
    tenant_id        BLOB    NOT NULL REFERENCES organizations (tenant_id),
    supplier_id      BLOB    NOT NULL,
    variant_id       BLOB    NOT NULL,
    supplier_sku     TEXT,
    pack_size        INTEGER NOT NULL CHECK (pack_size > 0),
    minimum_quantity INTEGER NOT NULL CHECK (minimum_quantity > 0),
    lead_time_days   INTEGER,
    unit_cost_minor  INTEGER NOT NULL CHECK (unit_cost_minor >= 0),
    updated_at       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, supplier_id, variant_id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES suppliers (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX supplier_variants_variant_idx ON supplier_variants (tenant_id, variant_id);

CREATE TABLE purchase_orders (
    tenant_id         BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                BLOB    NOT NULL,
    number            INTEGER NOT NULL,
    supplier_id       BLOB    NOT NULL,
    location_id       BLOB    NOT NULL,
    currency          TEXT    NOT NULL,
    -- Millionths of the organization's currency that one of the order's currency is worth.
    exchange_rate_ppm INTEGER NOT NULL CHECK (exchange_rate_ppm > 0),
    -- Freight, duty and so on for the whole order.
    extra_cost_minor  INTEGER NOT NULL CHECK (extra_cost_minor >= 0),
    state             TEXT    NOT NULL CHECK (state IN ('draft', 'ordered', 'partly_received', 'received', 'cancelled')),
    note              TEXT,
    expected_at       INTEGER,
    ordered_at        INTEGER,
    closed_at         INTEGER,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES suppliers (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE UNIQUE INDEX purchase_orders_tenant_id_number_key ON purchase_orders (tenant_id, number);
CREATE INDEX purchase_orders_created_idx ON purchase_orders (tenant_id, created_at, id);
CREATE INDEX purchase_orders_supplier_idx ON purchase_orders (tenant_id, supplier_id, created_at, id);

CREATE TABLE purchase_order_lines (
    tenant_id         BLOB    NOT NULL REFERENCES organizations (tenant_id),
    purchase_order_id BLOB    NOT NULL,
    variant_id        BLOB    NOT NULL,
    position          INTEGER NOT NULL,
    supplier_sku      TEXT,
    quantity          INTEGER NOT NULL CHECK (quantity > 0),
    pack_size         INTEGER NOT NULL CHECK (pack_size > 0),
    unit_cost_minor   INTEGER NOT NULL CHECK (unit_cost_minor >= 0),
    received          INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
    PRIMARY KEY (tenant_id, purchase_order_id, variant_id),
    FOREIGN KEY (tenant_id, purchase_order_id) REFERENCES purchase_orders (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX purchase_order_lines_variant_idx ON purchase_order_lines (tenant_id, variant_id);

CREATE TABLE stock_transfers (
    tenant_id        BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id               BLOB    NOT NULL,
    number           INTEGER NOT NULL,
    from_location_id BLOB    NOT NULL,
    to_location_id   BLOB    NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('draft', 'shipped', 'received', 'cancelled')),
    note             TEXT,
    expected_at      INTEGER,
    shipped_at       INTEGER,
    closed_at        INTEGER,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, from_location_id) REFERENCES locations (tenant_id, id),
    FOREIGN KEY (tenant_id, to_location_id) REFERENCES locations (tenant_id, id),
    CHECK (from_location_id <> to_location_id)
);
CREATE UNIQUE INDEX stock_transfers_tenant_id_number_key ON stock_transfers (tenant_id, number);
CREATE INDEX stock_transfers_created_idx ON stock_transfers (tenant_id, created_at, id);

CREATE TABLE stock_transfer_lines (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    transfer_id BLOB    NOT NULL,
    variant_id  BLOB    NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    received    INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
    lost        INTEGER NOT NULL DEFAULT 0 CHECK (lost >= 0),
    PRIMARY KEY (tenant_id, transfer_id, variant_id),
    FOREIGN KEY (tenant_id, transfer_id) REFERENCES stock_transfers (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    CHECK (received + lost <= quantity)
);
CREATE INDEX stock_transfer_lines_variant_idx ON stock_transfer_lines (tenant_id, variant_id);

CREATE TABLE stock_counts (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB    NOT NULL,
    number      INTEGER NOT NULL,
    location_id BLOB    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('open', 'applied', 'cancelled')),
    note        TEXT,
    closed_at   INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE UNIQUE INDEX stock_counts_tenant_id_number_key ON stock_counts (tenant_id, number);
CREATE INDEX stock_counts_created_idx ON stock_counts (tenant_id, created_at, id);

CREATE TABLE stock_count_lines (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    count_id   BLOB    NOT NULL,
    variant_id BLOB    NOT NULL,
    counted    INTEGER NOT NULL CHECK (counted >= 0),
    -- What the figure said at the moment when the count was entered: what is sold afterwards is no difference.
    expected   INTEGER NOT NULL,
    counted_by TEXT    NOT NULL,
    counted_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, count_id, variant_id),
    FOREIGN KEY (tenant_id, count_id) REFERENCES stock_counts (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX stock_count_lines_variant_idx ON stock_count_lines (tenant_id, variant_id);

-- What one of a variant costs on average, in ten-thousandths of the minor unit of the organization's currency.
CREATE TABLE stock_costs (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    variant_id BLOB    NOT NULL,
    average_e4 INTEGER NOT NULL CHECK (average_e4 >= 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, variant_id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);

-- How it came to be that.
CREATE TABLE stock_cost_changes (
    tenant_id      BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id             BLOB    NOT NULL,
    variant_id     BLOB    NOT NULL,
    movement_id    BLOB    NOT NULL,
    on_hand_before INTEGER NOT NULL,
    quantity       INTEGER NOT NULL,
    unit_cost_e4   INTEGER NOT NULL,
    average_e4     INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    FOREIGN KEY (tenant_id, movement_id) REFERENCES stock_movements (tenant_id, id)
);
CREATE INDEX stock_cost_changes_variant_idx ON stock_cost_changes (tenant_id, variant_id, at, id);

-- Each time that all levels were compared with their movements.
CREATE TABLE stock_reconciliations (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    levels      INTEGER NOT NULL,
    differences INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stock_reconciliations_time_idx ON stock_reconciliations (tenant_id, at, id);
