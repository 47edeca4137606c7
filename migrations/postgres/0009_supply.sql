-- Where stock comes from and what it costs: suppliers, purchase orders, transfers, counts, costs.

CREATE TABLE suppliers (
    tenant_id      uuid    NOT NULL REFERENCES organizations (tenant_id),
    id             uuid    NOT NULL,
    name           text    NOT NULL,
    email          text,
    phone          text,
    currency       text    NOT NULL,
    lead_time_days bigint,
    note           text,
    state          text    NOT NULL CHECK (state IN ('active', 'archived')),
    version        bigint  NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX suppliers_tenant_id_name_key ON suppliers (tenant_id, name);
CREATE INDEX suppliers_created_idx ON suppliers (tenant_id, created_at, id);

-- What a supplier offers, and on which terms.
CREATE TABLE supplier_variants (
    tenant_id        uuid    NOT NULL REFERENCES organizations (tenant_id),
    supplier_id      uuid    NOT NULL,
    variant_id       uuid    NOT NULL,
    supplier_sku     text,
    pack_size        bigint  NOT NULL CHECK (pack_size > 0),
    minimum_quantity bigint  NOT NULL CHECK (minimum_quantity > 0),
    lead_time_days   bigint,
    unit_cost_minor  bigint  NOT NULL CHECK (unit_cost_minor >= 0),
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, supplier_id, variant_id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES suppliers (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX supplier_variants_variant_idx ON supplier_variants (tenant_id, variant_id);

CREATE TABLE purchase_orders (
    tenant_id         uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                uuid    NOT NULL,
    number            bigint  NOT NULL,
    supplier_id       uuid    NOT NULL,
    location_id       uuid    NOT NULL,
    currency          text    NOT NULL,
    -- Millionths of the organization's currency that one of the order's currency is worth.
    exchange_rate_ppm bigint  NOT NULL CHECK (exchange_rate_ppm > 0),
    -- Freight, duty and so on for the whole order.
    extra_cost_minor  bigint  NOT NULL CHECK (extra_cost_minor >= 0),
    state             text    NOT NULL CHECK (state IN ('draft', 'ordered', 'partly_received', 'received', 'cancelled')),
    note              text,
    expected_at       timestamptz,
    ordered_at        timestamptz,
    closed_at         timestamptz,
    version           bigint  NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES suppliers (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE UNIQUE INDEX purchase_orders_tenant_id_number_key ON purchase_orders (tenant_id, number);
CREATE INDEX purchase_orders_created_idx ON purchase_orders (tenant_id, created_at, id);
CREATE INDEX purchase_orders_supplier_idx ON purchase_orders (tenant_id, supplier_id, created_at, id);

CREATE TABLE purchase_order_lines (
    tenant_id         uuid    NOT NULL REFERENCES organizations (tenant_id),
    purchase_order_id uuid    NOT NULL,
    variant_id        uuid    NOT NULL,
    position          bigint  NOT NULL,
    supplier_sku      text,
    quantity          bigint  NOT NULL CHECK (quantity > 0),
    pack_size         bigint  NOT NULL CHECK (pack_size > 0),
    unit_cost_minor   bigint  NOT NULL CHECK (unit_cost_minor >= 0),
    received          bigint  NOT NULL DEFAULT 0 CHECK (received >= 0),
    PRIMARY KEY (tenant_id, purchase_order_id, variant_id),
    FOREIGN KEY (tenant_id, purchase_order_id) REFERENCES purchase_orders (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX purchase_order_lines_variant_idx ON purchase_order_lines (tenant_id, variant_id);

CREATE TABLE stock_transfers (
    tenant_id        uuid    NOT NULL REFERENCES organizations (tenant_id),
    id               uuid    NOT NULL,
    number           bigint  NOT NULL,
    from_location_id uuid    NOT NULL,
    to_location_id   uuid    NOT NULL,
    state            text    NOT NULL CHECK (state IN ('draft', 'shipped', 'received', 'cancelled')),
    note             text,
    expected_at      timestamptz,
    shipped_at       timestamptz,
    closed_at        timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, from_location_id) REFERENCES locations (tenant_id, id),
    FOREIGN KEY (tenant_id, to_location_id) REFERENCES locations (tenant_id, id),
    CHECK (from_location_id <> to_location_id)
);
CREATE UNIQUE INDEX stock_transfers_tenant_id_number_key ON stock_transfers (tenant_id, number);
CREATE INDEX stock_transfers_created_idx ON stock_transfers (tenant_id, created_at, id);

CREATE TABLE stock_transfer_lines (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    transfer_id uuid    NOT NULL,
    variant_id  uuid    NOT NULL,
    quantity    bigint  NOT NULL CHECK (quantity > 0),
    received    bigint  NOT NULL DEFAULT 0 CHECK (received >= 0),
    lost        bigint  NOT NULL DEFAULT 0 CHECK (lost >= 0),
    PRIMARY KEY (tenant_id, transfer_id, variant_id),
    FOREIGN KEY (tenant_id, transfer_id) REFERENCES stock_transfers (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    CHECK (received + lost <= quantity)
);
CREATE INDEX stock_transfer_lines_variant_idx ON stock_transfer_lines (tenant_id, variant_id);

CREATE TABLE stock_counts (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    id          uuid    NOT NULL,
    number      bigint  NOT NULL,
    location_id uuid    NOT NULL,
    state       text    NOT NULL CHECK (state IN ('open', 'applied', 'cancelled')),
    note        text,
    closed_at   timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE UNIQUE INDEX stock_counts_tenant_id_number_key ON stock_counts (tenant_id, number);
CREATE INDEX stock_counts_created_idx ON stock_counts (tenant_id, created_at, id);

CREATE TABLE stock_count_lines (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    count_id   uuid    NOT NULL,
    variant_id uuid    NOT NULL,
    counted    bigint  NOT NULL CHECK (counted >= 0),
    -- What the figure said at the moment when the count was entered: what is sold afterwards is no difference.
    expected   bigint  NOT NULL,
    counted_by text    NOT NULL,
    counted_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, count_id, variant_id),
    FOREIGN KEY (tenant_id, count_id) REFERENCES stock_counts (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX stock_count_lines_variant_idx ON stock_count_lines (tenant_id, variant_id);

-- What one of a variant costs on average, in ten-thousandths of the minor unit of the organization's currency.
CREATE TABLE stock_costs (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    variant_id uuid    NOT NULL,
    average_e4 bigint  NOT NULL CHECK (average_e4 >= 0),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, variant_id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id)
);

-- How it came to be that.
CREATE TABLE stock_cost_changes (
    tenant_id      uuid    NOT NULL REFERENCES organizations (tenant_id),
    id             uuid    NOT NULL,
    variant_id     uuid    NOT NULL,
    movement_id    uuid    NOT NULL,
    on_hand_before bigint  NOT NULL,
    quantity       bigint  NOT NULL,
    unit_cost_e4   bigint  NOT NULL,
    average_e4     bigint  NOT NULL,
    at             timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    FOREIGN KEY (tenant_id, movement_id) REFERENCES stock_movements (tenant_id, id)
);
CREATE INDEX stock_cost_changes_variant_idx ON stock_cost_changes (tenant_id, variant_id, at, id);

-- Each time that all levels were compared with their movements.
CREATE TABLE stock_reconciliations (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    id          uuid    NOT NULL,
    at          timestamptz NOT NULL,
    levels      bigint  NOT NULL,
    differences bigint  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stock_reconciliations_time_idx ON stock_reconciliations (tenant_id, at, id);

SELECT tradepost_tenant_table('suppliers');
SELECT tradepost_tenant_table('supplier_variants');
SELECT tradepost_tenant_table('purchase_orders');
SELECT tradepost_tenant_table('purchase_order_lines');
SELECT tradepost_tenant_table('stock_transfers');
SELECT tradepost_tenant_table('stock_transfer_lines');
SELECT tradepost_tenant_table('stock_counts');
SELECT tradepost_tenant_table('stock_count_lines');
SELECT tradepost_tenant_table('stock_costs');
SELECT tradepost_tenant_table('stock_cost_changes', 'SELECT, INSERT');
SELECT tradepost_tenant_table('stock_reconciliations', 'SELECT, INSERT');
