-- Who bought what: customers, orders, payments, refunds, returns, shipments.

CREATE TABLE customers (
    tenant_id         BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                BLOB    NOT NULL,
    state             TEXT    NOT NULL CHECK (state IN ('active', 'merged')),
    -- Where a merged one went.
    merged_into       BLOB,
    name              TEXT    NOT NULL,
    company           TEXT,
    email             TEXT,
    -- The address as it is compared; of those in use only one has it.
    email_key         TEXT,
    -- The mailbox behind the address, without what its owner may add to it: those who share it may be one person.
    email_mailbox     TEXT,
    phone             TEXT,
    phone_key         TEXT,
    language          TEXT,
    note              TEXT    NOT NULL DEFAULT '',
    -- The latest of its consents to be written to about more than its orders.
    marketing         TEXT    NOT NULL CHECK (marketing IN ('unknown', 'granted', 'withdrawn')),
    marketing_at      INTEGER,
    marketing_source  TEXT,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        INTEGER     NOT NULL,
    updated_at        INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, merged_into) REFERENCES customers (tenant_id, id),
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
CREATE UNIQUE INDEX customers_tenant_id_email_key_key ON customers (tenant_id, email_key) WHERE state = 'active';
CREATE INDEX customers_created_idx ON customers (tenant_id, state, created_at, id);
CREATE INDEX customers_mailbox_idx ON customers (tenant_id, email_mailbox) WHERE state = 'active';
CREATE INDEX customers_phone_idx ON customers (tenant_id, phone_key) WHERE state = 'active';
CREATE INDEX customers_merged_idx ON customers (tenant_id, merged_into) WHERE merged_into IS NOT NULL;

-- The beginnings by which customers are found: words of the name, the address, the telephone number.
CREATE TABLE customer_terms (
    tenant_id   BLOB NOT NULL REFERENCES organizations (tenant_id),
    term        TEXT NOT NULL,
    customer_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, term, customer_id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_terms_customer_idx ON customer_terms (tenant_id, customer_id);

CREATE TABLE customer_addresses (
    tenant_id           BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                  BLOB    NOT NULL,
    customer_id         BLOB    NOT NULL,
    -- Name, street, postal code and so on.
    address             TEXT    NOT NULL,
    is_default_shipping BOOLEAN NOT NULL,
    is_default_billing  BOOLEAN NOT NULL,
    created_at          INTEGER     NOT NULL,
    updated_at          INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_addresses_customer_idx ON customer_addresses (tenant_id, customer_id, created_at, id);

-- What customers agreed to and took back, each with its time and source. Only added to.
CREATE TABLE customer_consents (
    tenant_id   BLOB NOT NULL REFERENCES organizations (tenant_id),
    id          BLOB NOT NULL,
    customer_id BLOB NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('granted', 'withdrawn')),
    source      TEXT NOT NULL,
    at          INTEGER     NOT NULL,
    recorded_at INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_consents_customer_idx ON customer_consents (tenant_id, customer_id, at, id);

CREATE TABLE customer_tags (
    tenant_id   BLOB NOT NULL REFERENCES organizations (tenant_id),
    customer_id BLOB NOT NULL,
    tag         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, tag),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_tags_tag_idx ON customer_tags (tenant_id, tag, customer_id);

-- What a customer's orders that stand add up to, per currency.
CREATE TABLE customer_values (
    tenant_id      BLOB   NOT NULL REFERENCES organizations (tenant_id),
    customer_id    BLOB   NOT NULL,
    currency       TEXT   NOT NULL,
    orders         INTEGER NOT NULL,
    ordered_minor  INTEGER NOT NULL,
    refunded_minor INTEGER NOT NULL,
    last_order_at  INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, currency),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);

-- The next numbers of a shop. The row is locked from the assignment to the commit, so that numbers have no gaps.
CREATE TABLE shop_numbers (
    tenant_id    BLOB   NOT NULL REFERENCES organizations (tenant_id),
    shop_id      BLOB   NOT NULL,
    next_order   INTEGER NOT NULL,
    next_invoice INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);

-- What an order was made from, once: a checkout, or an order on a platform. Whoever comes second waits here and then
-- reads the first one's order.
CREATE TABLE order_keys (
    tenant_id BLOB NOT NULL REFERENCES organizations (tenant_id),
    shop_id   BLOB NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('checkout', 'external')),
    key       TEXT NOT NULL,
    order_id  BLOB NOT NULL,
    PRIMARY KEY (tenant_id, shop_id, kind, key)
);

CREATE TABLE orders (
    tenant_id               BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                      BLOB    NOT NULL,
    shop_id                 BLOB    NOT NULL,
    number                  INTEGER NOT NULL,
    -- The number as people read it, with the shop's prefix of that time.
    name                    TEXT    NOT NULL,
    -- What stands in links for the customer: nobody guesses it.
    token                   TEXT    NOT NULL,
    source                  TEXT    NOT NULL CHECK (source IN ('storefront', 'manual', 'api', 'channel', 'exchange')),
    external_id             TEXT,
    external_name           TEXT,
    customer_id             BLOB,
    email                   TEXT,
    phone                   TEXT,
    customer_name           TEXT    NOT NULL,
    language                TEXT,
    state                   TEXT    NOT NULL CHECK (state IN ('open', 'cancelled')),
    financial_state         TEXT    NOT NULL CHECK (financial_state IN ('pending', 'authorized', 'partly_paid', 'paid', 'partly_refunded', 'refunded', 'voided')),
    fulfilment_state        TEXT    NOT NULL CHECK (fulfilment_state IN ('unfulfilled', 'partly_fulfilled', 'fulfilled', 'cancelled')),
    return_state            TEXT    NOT NULL CHECK (return_state IN ('none', 'requested', 'in_progress', 'partly_returned', 'returned')),
    currency                TEXT    NOT NULL,
    prices_include_tax      BOOLEAN NOT NULL,
    discounts               TEXT    NOT NULL,
    subtotal_minor          INTEGER NOT NULL CHECK (subtotal_minor >= 0),
    discount_minor          INTEGER NOT NULL CHECK (discount_minor >= 0),
    shipping_title          TEXT    NOT NULL,
    shipping_minor          INTEGER NOT NULL CHECK (shipping_minor >= 0),
    shipping_discounts      TEXT    NOT NULL,
    shipping_discount_minor INTEGER NOT NULL CHECK (shipping_discount_minor >= 0 AND shipping_discount_minor <= shipping_minor),
    shipping_tax_rate_ppm   INTEGER NOT NULL,
    shipping_tax_minor      INTEGER NOT NULL CHECK (shipping_tax_minor >= 0),
    tax_minor               INTEGER NOT NULL CHECK (tax_minor >= 0),
    total_minor             INTEGER NOT NULL CHECK (total_minor >= 0),
    -- The total in the currency in which the customer saw it, and the rate of that time.
    display_currency        TEXT,
    display_rate            TEXT,
    display_total_minor     INTEGER,
    authorized_minor        INTEGER NOT NULL DEFAULT 0 CHECK (authorized_minor >= 0),
    captured_minor          INTEGER NOT NULL DEFAULT 0 CHECK (captured_minor >= 0),
    refunded_minor          INTEGER NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
    shipping_refunded_minor INTEGER NOT NULL DEFAULT 0 CHECK (shipping_refunded_minor >= 0),
    units                   INTEGER NOT NULL CHECK (units >= 0),
    billing_address         TEXT,
    shipping_address        TEXT,
    shipping_country        TEXT,
    courier                 TEXT,
    service_type            TEXT    CHECK (service_type IN ('home_delivery', 'parcel_shop', 'parcel_locker')),
    pickup_point            TEXT,
    promised_at             INTEGER,
    customer_note           TEXT    NOT NULL,
    -- The order whose goods this one exchanges.
    exchange_of             BLOB,
    cancelled_at            INTEGER,
    cancel_reason           TEXT    CHECK (cancel_reason IN ('customer', 'out_of_stock', 'fraud', 'payment', 'mistake', 'other')),
    version                 INTEGER NOT NULL DEFAULT 1,
    placed_at               INTEGER     NOT NULL,
    created_at              INTEGER     NOT NULL,
    updated_at              INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    FOREIGN KEY (tenant_id, exchange_of) REFERENCES orders (tenant_id, id),
    CHECK (total_minor = subtotal_minor + shipping_minor - discount_minor + CASE WHEN prices_include_tax THEN 0 ELSE tax_minor END),
    CHECK (refunded_minor <= captured_minor),
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
);
CREATE UNIQUE INDEX orders_tenant_id_shop_id_number_key ON orders (tenant_id, shop_id, number);
CREATE UNIQUE INDEX orders_tenant_id_token_key ON orders (tenant_id, token);
CREATE UNIQUE INDEX orders_tenant_id_shop_id_external_id_key ON orders (tenant_id, shop_id, external_id);
CREATE INDEX orders_placed_idx ON orders (tenant_id, placed_at, id);
CREATE INDEX orders_shop_idx ON orders (tenant_id, shop_id, placed_at, id);
CREATE INDEX orders_customer_idx ON orders (tenant_id, customer_id, placed_at, id);
CREATE INDEX orders_financial_idx ON orders (tenant_id, financial_state, placed_at, id);
CREATE INDEX orders_fulfilment_idx ON orders (tenant_id, fulfilment_state, placed_at, id);
CREATE INDEX orders_return_idx ON orders (tenant_id, return_state, placed_at, id) WHERE return_state <> 'none';
CREATE INDEX orders_updated_idx ON orders (tenant_id, updated_at, id);
CREATE INDEX orders_exchange_idx ON orders (tenant_id, exchange_of) WHERE exchange_of IS NOT NULL;

-- The beginnings by which orders are found: the number, words of the names on it, the address.
CREATE TABLE order_terms (
    tenant_id BLOB NOT NULL REFERENCES organizations (tenant_id),
    term      TEXT NOT NULL,
    order_id  BLOB NOT NULL,
    PRIMARY KEY (tenant_id, term, order_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_terms_order_idx ON order_terms (tenant_id, order_id);

CREATE TABLE order_tags (
    tenant_id BLOB NOT NULL REFERENCES organizations (tenant_id),
    order_id  BLOB NOT NULL,
    tag       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, order_id, tag),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_tags_tag_idx ON order_tags (tenant_id, tag, order_id);

-- A line keeps what the catalog said when the order was placed, also when the variant is gone.
CREATE TABLE order_lines (
    tenant_id            BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                   BLOB    NOT NULL,
    order_id             BLOB    NOT NULL,
    position             INTEGER NOT NULL,
    variant_id           BLOB,
    product_id           BLOB,
    external_id          TEXT,
    sku                  TEXT,
    title                TEXT    NOT NULL,
    variant_title        TEXT    NOT NULL,
    quantity             INTEGER NOT NULL CHECK (quantity >= 0),
    unit_price_minor     INTEGER NOT NULL CHECK (unit_price_minor >= 0),
    discounts            TEXT    NOT NULL,
    subtotal_minor       INTEGER NOT NULL,
    own_discount_minor   INTEGER NOT NULL CHECK (own_discount_minor >= 0),
    order_discount_minor INTEGER NOT NULL CHECK (order_discount_minor >= 0),
    tax_rate_ppm         INTEGER NOT NULL,
    tax_minor            INTEGER NOT NULL CHECK (tax_minor >= 0),
    total_minor          INTEGER NOT NULL CHECK (total_minor >= 0),
    requires_shipping    BOOLEAN NOT NULL,
    weight_g             INTEGER,
    -- What leaves the stock for one of it: itself, the components of a bundle, or nothing.
    goods                TEXT    NOT NULL,
    shipped_quantity     INTEGER NOT NULL DEFAULT 0,
    returned_quantity    INTEGER NOT NULL DEFAULT 0,
    refunded_quantity    INTEGER NOT NULL DEFAULT 0,
    refunded_minor       INTEGER NOT NULL DEFAULT 0,
    placed_at            INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CHECK (own_discount_minor + order_discount_minor <= subtotal_minor),
    CHECK (returned_quantity >= 0 AND returned_quantity <= shipped_quantity AND shipped_quantity <= quantity),
    CHECK (refunded_quantity >= 0 AND refunded_quantity <= quantity),
    CHECK (refunded_minor >= 0 AND refunded_minor <= total_minor)
);
CREATE INDEX order_lines_order_idx ON order_lines (tenant_id, order_id, position, id);
CREATE INDEX order_lines_variant_idx ON order_lines (tenant_id, variant_id, placed_at);

-- What happened to an order, for people.
CREATE TABLE order_timeline (
    tenant_id  BLOB  NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB  NOT NULL,
    order_id   BLOB  NOT NULL,
    at         INTEGER     NOT NULL,
    kind       TEXT  NOT NULL,
    actor_kind TEXT  NOT NULL,
    actor_name TEXT  NOT NULL,
    note       TEXT,
    detail     TEXT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_timeline_order_idx ON order_timeline (tenant_id, order_id, at, id);

CREATE TABLE payments (
    tenant_id      BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id             BLOB   NOT NULL,
    order_id       BLOB   NOT NULL,
    -- Who moves the money: a payment provider, or `manual` when people do.
    provider       TEXT   NOT NULL,
    method         TEXT   NOT NULL,
    -- The provider's own id of it.
    reference      TEXT,
    state          TEXT   NOT NULL CHECK (state IN ('pending', 'authorized', 'captured', 'voided', 'failed')),
    currency       TEXT   NOT NULL,
    amount_minor   INTEGER NOT NULL CHECK (amount_minor >= 0),
    captured_minor INTEGER NOT NULL DEFAULT 0,
    refunded_minor INTEGER NOT NULL DEFAULT 0,
    failure        TEXT,
    authorized_at  INTEGER,
    expires_at     INTEGER,
    captured_at    INTEGER,
    created_at     INTEGER     NOT NULL,
    updated_at     INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CHECK (captured_minor >= 0 AND captured_minor <= amount_minor),
    CHECK (refunded_minor >= 0 AND refunded_minor <= captured_minor)
);
CREATE UNIQUE INDEX payments_tenant_id_provider_reference_key ON payments (tenant_id, provider, reference);
CREATE INDEX payments_order_idx ON payments (tenant_id, order_id, created_at, id);

CREATE TABLE returns (
    tenant_id         BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id                BLOB   NOT NULL,
    order_id          BLOB   NOT NULL,
    -- The order's name and a counter: `NB-1001-R1`.
    name              TEXT   NOT NULL,
    state             TEXT   NOT NULL CHECK (state IN ('requested', 'approved', 'received', 'inspected', 'rejected', 'cancelled')),
    customer_note     TEXT   NOT NULL,
    note              TEXT   NOT NULL,
    tracking_number   TEXT,
    exchange_order_id BLOB,
    refunded_minor    INTEGER NOT NULL DEFAULT 0,
    version           INTEGER NOT NULL DEFAULT 1,
    requested_at      INTEGER     NOT NULL,
    approved_at       INTEGER,
    received_at       INTEGER,
    closed_at         INTEGER,
    updated_at        INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, exchange_order_id) REFERENCES orders (tenant_id, id)
);
CREATE UNIQUE INDEX returns_tenant_id_order_id_name_key ON returns (tenant_id, order_id, name);
CREATE INDEX returns_requested_idx ON returns (tenant_id, requested_at, id);
CREATE INDEX returns_state_idx ON returns (tenant_id, state, requested_at, id);

CREATE TABLE return_lines (
    tenant_id          BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id                 BLOB   NOT NULL,
    return_id          BLOB   NOT NULL,
    line_id            BLOB   NOT NULL,
    quantity           INTEGER NOT NULL CHECK (quantity > 0),
    reason             TEXT   NOT NULL CHECK (reason IN ('too_small', 'too_large', 'not_as_described', 'damaged', 'defective', 'wrong_item', 'late', 'changed_mind', 'other')),
    note               TEXT   NOT NULL,
    received_quantity  INTEGER NOT NULL DEFAULT 0,
    restocked_quantity INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, return_id) REFERENCES returns (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, line_id) REFERENCES order_lines (tenant_id, id) ON DELETE CASCADE,
    CHECK (received_quantity >= 0 AND received_quantity <= quantity),
    CHECK (restocked_quantity >= 0 AND restocked_quantity <= received_quantity)
);
CREATE UNIQUE INDEX return_lines_tenant_id_return_id_line_id_key ON return_lines (tenant_id, return_id, line_id);
CREATE INDEX return_lines_line_idx ON return_lines (tenant_id, line_id);

-- Money that went back.
CREATE TABLE refunds (
    tenant_id      BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id             BLOB   NOT NULL,
    order_id       BLOB   NOT NULL,
    return_id      BLOB,
    currency       TEXT   NOT NULL,
    amount_minor   INTEGER NOT NULL CHECK (amount_minor > 0),
    shipping_minor INTEGER NOT NULL CHECK (shipping_minor >= 0),
    reason         TEXT   NOT NULL CHECK (reason IN ('return', 'cancellation', 'damaged', 'not_received', 'price_adjustment', 'goodwill', 'other')),
    note           TEXT   NOT NULL,
    -- Set for what a platform told us, so that it is told once.
    external_id    TEXT,
    actor_name     TEXT   NOT NULL,
    created_at     INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, return_id) REFERENCES returns (tenant_id, id)
);
CREATE UNIQUE INDEX refunds_tenant_id_order_id_external_id_key ON refunds (tenant_id, order_id, external_id);
CREATE INDEX refunds_order_idx ON refunds (tenant_id, order_id, created_at, id);
CREATE INDEX refunds_created_idx ON refunds (tenant_id, created_at, id);
CREATE INDEX refunds_return_idx ON refunds (tenant_id, return_id) WHERE return_id IS NOT NULL;

-- Which payments a refund goes back on.
CREATE TABLE refund_payments (
    tenant_id    BLOB   NOT NULL REFERENCES organizations (tenant_id),
    refund_id    BLOB   NOT NULL,
    payment_id   BLOB   NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (tenant_id, refund_id, payment_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payments (tenant_id, id)
);
CREATE INDEX refund_payments_payment_idx ON refund_payments (tenant_id, payment_id);

CREATE TABLE refund_lines (
    tenant_id    BLOB   NOT NULL REFERENCES organizations (tenant_id),
    refund_id    BLOB   NOT NULL,
    line_id      BLOB   NOT NULL,
    quantity     INTEGER NOT NULL CHECK (quantity > 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    tax_minor    INTEGER NOT NULL CHECK (tax_minor >= 0),
    PRIMARY KEY (tenant_id, refund_id, line_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, line_id) REFERENCES order_lines (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX refund_lines_line_idx ON refund_lines (tenant_id, line_id);

CREATE TABLE shipments (
    tenant_id       BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id              BLOB   NOT NULL,
    order_id        BLOB   NOT NULL,
    shop_id         BLOB   NOT NULL,
    state           TEXT   NOT NULL CHECK (state IN ('shipped', 'delivered', 'failed')),
    -- The courier by a short name that stays the same: `dhl`.
    courier         TEXT   NOT NULL,
    service_type    TEXT   NOT NULL CHECK (service_type IN ('home_delivery', 'parcel_shop', 'parcel_locker')),
    pickup_point    TEXT,
    tracking_number TEXT,
    tracking_url    TEXT,
    external_id     TEXT,
    country         TEXT,
    postal_code     TEXT,
    weight_g        INTEGER,
    units           INTEGER NOT NULL CHECK (units > 0),
    promised_at     INTEGER,
    shipped_at      INTEGER     NOT NULL,
    delivered_at    INTEGER,
    version         INTEGER NOT NULL DEFAULT 1,
    created_at      INTEGER     NOT NULL,
    updated_at      INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
);
CREATE UNIQUE INDEX shipments_tenant_id_order_id_external_id_key ON shipments (tenant_id, order_id, external_id);
CREATE INDEX shipments_order_idx ON shipments (tenant_id, order_id, shipped_at, id);
CREATE INDEX shipments_shipped_idx ON shipments (tenant_id, shipped_at, id);
CREATE INDEX shipments_state_idx ON shipments (tenant_id, state, shipped_at, id);
CREATE INDEX shipments_courier_idx ON shipments (tenant_id, courier, shipped_at, id);
CREATE INDEX shipments_tracking_idx ON shipments (tenant_id, tracking_number) WHERE tracking_number IS NOT NULL;

CREATE TABLE shipment_lines (
    tenant_id   BLOB   NOT NULL REFERENCES organizations (tenant_id),
    shipment_id BLOB   NOT NULL,
    line_id     BLOB   NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, shipment_id, line_id),
    FOREIGN KEY (tenant_id, shipment_id) REFERENCES shipments (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, line_id) REFERENCES order_lines (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX shipment_lines_line_idx ON shipment_lines (tenant_id, line_id);

-- What was invoiced, frozen: an order that is edited later does not change its invoices.
CREATE TABLE invoices (
    tenant_id  BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB   NOT NULL,
    order_id   BLOB   NOT NULL,
    shop_id    BLOB   NOT NULL,
    number     INTEGER NOT NULL,
    name       TEXT   NOT NULL,
    -- The order's version that it shows.
    shows      INTEGER NOT NULL,
    content    TEXT   NOT NULL,
    issued_at  INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
CREATE UNIQUE INDEX invoices_tenant_id_shop_id_number_key ON invoices (tenant_id, shop_id, number);
CREATE INDEX invoices_order_idx ON invoices (tenant_id, order_id, issued_at, id);

-- Orders that are still being put together. They hold no stock and have no number.
CREATE TABLE draft_orders (
    tenant_id  BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB   NOT NULL,
    shop_id    BLOB   NOT NULL,
    title      TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('open', 'placed')),
    content    TEXT   NOT NULL,
    order_id   BLOB,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER     NOT NULL,
    updated_at INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id),
    CHECK ((state = 'placed') = (order_id IS NOT NULL))
);
CREATE INDEX draft_orders_created_idx ON draft_orders (tenant_id, created_at, id);

-- A list's filters under a name, for one person or for all.
CREATE TABLE saved_views (
    tenant_id  BLOB  NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB  NOT NULL,
    -- Which list: `orders`, `customers`, `products`.
    list       TEXT  NOT NULL,
    name       TEXT  NOT NULL,
    -- Whose it is; everybody's when there is none.
    user_id    BLOB,
    filter     TEXT  NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER     NOT NULL,
    updated_at INTEGER     NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX saved_views_tenant_id_list_name_key ON saved_views (tenant_id, list, name) WHERE user_id IS NULL;
CREATE UNIQUE INDEX saved_views_tenant_id_list_user_id_name_key
    ON saved_views (tenant_id, list, user_id, name) WHERE user_id IS NOT NULL;
