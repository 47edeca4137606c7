-- How much there is, where, and why: locations, levels, the ledger of movements, reservations.

CREATE TABLE locations (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    id         uuid    NOT NULL,
    name       text    NOT NULL,
    -- From the lowest on, stock is taken from here.
    priority   bigint  NOT NULL,
    address    jsonb   NOT NULL,
    state      text    NOT NULL CHECK (state IN ('active', 'archived')),
    version    bigint  NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX locations_tenant_id_name_key ON locations (tenant_id, name);
CREATE INDEX locations_created_idx ON locations (tenant_id, created_at, id);

-- What the movements of one variant at one location add up to.
CREATE TABLE stock_levels (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    variant_id  uuid    NOT NULL,
    location_id uuid    NOT NULL,
    on_hand     bigint  NOT NULL DEFAULT 0,
    reserved    bigint  NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    incoming    bigint  NOT NULL DEFAULT 0 CHECK (incoming >= 0),
    -- How many movements there have been: the number of the latest.
    sequence    bigint  NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, variant_id, location_id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES locations (tenant_id, id)
);
CREATE INDEX stock_levels_location_idx ON stock_levels (tenant_id, location_id, variant_id);
-- Levels change all the time, and only in columns that no index has: room on the page keeps that cheap.
ALTER TABLE stock_levels SET (fillfactor = 70);

CREATE TABLE stock_movements (
    tenant_id      uuid    NOT NULL REFERENCES organizations (tenant_id),
    id             uuid    NOT NULL,
    variant_id     uuid    NOT NULL,
    location_id    uuid    NOT NULL,
    -- Its place among the movements of its level: 1, 2, 3 …
    sequence       bigint  NOT NULL,
    kind           text    NOT NULL CHECK (kind IN ('receipt', 'sale', 'return', 'adjustment', 'transfer', 'count', 'reservation', 'release', 'incoming')),
    on_hand_delta  bigint  NOT NULL,
    reserved_delta bigint  NOT NULL,
    incoming_delta bigint  NOT NULL,
    -- What the level was then.
    on_hand        bigint  NOT NULL,
    reserved       bigint  NOT NULL,
    incoming       bigint  NOT NULL,
    reason         text    CHECK (reason IN ('opening', 'damaged', 'lost', 'found', 'theft', 'expired', 'sample', 'own_use', 'correction', 'other')),
    note           text,
    reference_kind text    CHECK (reference_kind IN ('checkout', 'order', 'return', 'transfer', 'purchase_order', 'count')),
    reference_id   uuid,
    -- Cost of one, in ten-thousandths of the minor unit of the organization's currency.
    unit_cost_e4   bigint,
    actor_kind     text    NOT NULL,
    actor_id       uuid,
    actor_name     text    NOT NULL,
    at             timestamptz NOT NULL,
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

CREATE FUNCTION tradepost_refuse_movement_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the movements of stock are append-only';
END
$$;
CREATE TRIGGER stock_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movements
FOR EACH STATEMENT EXECUTE FUNCTION tradepost_refuse_movement_change();

-- What somebody holds until it is shipped, let go or too old. One per holder.
CREATE TABLE reservations (
    tenant_id   uuid    NOT NULL REFERENCES organizations (tenant_id),
    id          uuid    NOT NULL,
    holder_kind text    NOT NULL CHECK (holder_kind IN ('checkout', 'order')),
    holder_id   uuid    NOT NULL,
    expires_at  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX reservations_tenant_id_holder_key ON reservations (tenant_id, holder_kind, holder_id);
CREATE INDEX reservations_expiry_idx ON reservations (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE reservation_lines (
    tenant_id      uuid    NOT NULL REFERENCES organizations (tenant_id),
    reservation_id uuid    NOT NULL,
    variant_id     uuid    NOT NULL,
    location_id    uuid    NOT NULL,
    quantity       bigint  NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, reservation_id, variant_id, location_id),
    FOREIGN KEY (tenant_id, reservation_id) REFERENCES reservations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, variant_id, location_id) REFERENCES stock_levels (tenant_id, variant_id, location_id)
);
CREATE INDEX reservation_lines_level_idx ON reservation_lines (tenant_id, variant_id, location_id);

SELECT tradepost_tenant_table('locations');
SELECT tradepost_tenant_table('stock_levels', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('stock_movements', 'SELECT, INSERT');
SELECT tradepost_tenant_table('reservations');
SELECT tradepost_tenant_table('reservation_lines');
