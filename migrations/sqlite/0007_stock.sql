-- How much there is, where, and why: locations, levels, the ledger of movements, reservations.

CREATE TABLE locations (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    name       TEXT    NOT NULL,
    -- From the lowest on, stock is taken from here.
    priority   INTEGER NOT NULL,
    address    TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('active', 'archived')),
    version    INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX locations_tenant_id_name_key ON locations (tenant_id, name);
CREATE INDEX locations_created_idx ON locations (tenant_id, created_at, id);

-- What the movements of one variant at one location add up to.
CREATE TABLE stock_levels (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    variant_id  BLOB    NOT NULL,
    location_id BLOB    NOT NULL,
    on_hand     INTEGER NOT NULL DEFAULT 0,
    reserved    INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    incoming    INTEGER NOT NULL DEFAULT 0 CHECK (incoming >= 0),
    -- How many movements there have been: the number of the latest.
    sequence    INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, variant_id, location_id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE INDEX stock_levels_location_idx ON stock_levels (tenant_id, location_id, variant_id);

CREATE TABLE stock_movements (
    tenant_id      BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id             BLOB    NOT NULL,
    variant_id     BLOB    NOT NULL,
    location_id    BLOB    NOT NULL,
    -- Its place among the movements of its level: 1, 2, 3 …
    sequence       INTEGER NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('receipt', 'sale', 'return', 'adjustment', 'transfer', 'count', 'reservation', 'release', 'incoming')),
    on_hand_delta  INTEGER NOT NULL,
    reserved_delta INTEGER NOT NULL,
    incoming_delta INTEGER NOT NULL,
    -- What the level was then.
    on_hand        INTEGER NOT NULL,
    reserved       INTEGER NOT NULL,
    incoming       INTEGER NOT NULL,
    reason         TEXT    CHECK (reason IN ('opening', 'damaged', 'lost', 'found', 'theft', 'expired', 'sample', 'own_use', 'correction', 'other')),
    note           TEXT,
    reference_kind TEXT    CHECK (reference_kind IN ('checkout', 'order', 'return', 'transfer', 'purchase_order', 'count')),
    reference_id   BLOB,
    -- Cost of one, in ten-thousandths of the minor unit of the organization's currency.
    unit_cost_e4   INTEGER,
    actor_kind     TEXT    NOT NULL,
    actor_id       BLOB,
    actor_name     TEXT    NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id, location_id) REFERENCES stock_levels (tenant_id, variant_id, location_id),
    CHECK (on_hand_delta <> 0 OR reserved_delta <> 0 OR incoming_delta <> 0),
    CHECK ((reference_kind IS NULL) = (reference_id IS NULL))
);
CREATE UNIQUE INDEX stock_movements_tenant_id_level_key ON stock_movements (tenant_id, variant_id, location_id, sequence);
CREATE INDEX stock_movements_time_idx ON stock_movements (tenant_id, at, id);
CREATE INDEX stock_movements_variant_idx ON stock_movements (tenant_id, variant_id, at, id);
CREATE INDEX stock_movements_kind_idx ON stock_movements (tenant_id, kind, at, id);
CREATE INDEX stock_movements_reference_idx ON stock_movements (tenant_id, reference_id, at) WHERE reference_id IS NOT NULL;

CREATE TRIGGER stock_movements_append_only_update BEFORE UPDATE ON stock_movements
BEGIN SELECT RAISE(ABORT, 'the movements of stock are append-only'); END;
CREATE TRIGGER stock_movements_append_only_delete BEFORE DELETE ON stock_movements
BEGIN SELECT RAISE(ABORT, 'the movements of stock are append-only'); END;

-- What somebody holds until it is shipped, let go or too old. One per holder.
CREATE TABLE reservations (
    tenant_id   BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB    NOT NULL,
    holder_kind TEXT    NOT NULL CHECK (holder_kind IN ('checkout', 'order')),
    holder_id   BLOB    NOT NULL,
    expires_at  INTEGER,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX reservations_tenant_id_holder_key ON reservations (tenant_id, holder_kind, holder_id);
CREATE INDEX reservations_expiry_idx ON reservations (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE reservation_lines (
    tenant_id      BLOB    NOT NULL REFERENCES organizations (tenant_id),
    reservation_id BLOB    NOT NULL,
    variant_id     BLOB    NOT NULL,
    location_id    BLOB    NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, reservation_id, variant_id, location_id),
    FOREIGN KEY (tenant_id, reservation_id) REFERENCES reservations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, variant_id, location_id) REFERENCES stock_levels (tenant_id, variant_id, location_id)
);
CREATE INDEX reservation_lines_level_idx ON reservation_lines (tenant_id, variant_id, location_id);
