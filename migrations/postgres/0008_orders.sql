-- Who bought what: customers, orders, payments, refunds, returns, shipments.

CREATE TABLE customers (
    tenant_id         uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                uuid    NOT NULL,
    state             text    NOT NULL CHECK (state IN ('active', 'merged')),
    -- Where a merged one went.
    merged_into       uuid,
    name              text    NOT NULL,
    company           text,
    email             text,
    -- The address as it is compared; of those in use only one has it.
    email_key         text,
    -- The mailbox behind the address, without what its owner may add to it: those who share it may be one person.
    email_mailbox     text,
    phone             text,
    phone_key         text,
    language          text,
    note              text    NOT NULL DEFAULT '',
    -- The latest of its consents to be written to about more than its orders.
    marketing         text    NOT NULL CHECK (marketing IN ('unknown', 'granted', 'withdrawn')),
    marketing_at      timestamptz,
    marketing_source  text,
    version           bigint  NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
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
    tenant_id   uuid NOT NULL REFERENCES organizations (tenant_id),
    term        text COLLATE "C" NOT NULL,
    customer_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, term, customer_id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_terms_customer_idx ON customer_terms (tenant_id, customer_id);

CREATE TABLE customer_addresses (
    tenant_id           uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                  uuid    NOT NULL,
    customer_id         uuid    NOT NULL,
    -- Name, street, postal code and so on.
    address             jsonb   NOT NULL,
    is_default_shipping boolean NOT NULL,
    is_default_billing  boolean NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_addresses_customer_idx ON customer_addresses (tenant_id, customer_id, created_at, id);

-- What customers agreed to and took back, each with its time and source. Only added to.
CREATE TABLE customer_consents (
    tenant_id   uuid NOT NULL REFERENCES organizations (tenant_id),
    id          uuid NOT NULL,
    customer_id uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('granted', 'withdrawn')),
    source      text NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_consents_customer_idx ON customer_consents (tenant_id, customer_id, at, id);

CREATE TABLE customer_tags (
    tenant_id   uuid NOT NULL REFERENCES organizations (tenant_id),
    customer_id uuid NOT NULL,
    tag         text NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, tag),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX customer_tags_tag_idx ON customer_tags (tenant_id, tag, customer_id);

-- What a customer's orders that stand add up to, per currency.
CREATE TABLE customer_values (
    tenant_id      uuid   NOT NULL REFERENCES organizations (tenant_id),
    customer_id    uuid   NOT NULL,
    currency       text   NOT NULL,
    orders         bigint NOT NULL,
    ordered_minor  bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    last_order_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, currency),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id) ON DELETE CASCADE
);

-- The next numbers of a shop. The row is locked from the assignment to the commit, so that numbers have no gaps.
CREATE TABLE shop_numbers (
    tenant_id    uuid   NOT NULL REFERENCES organizations (tenant_id),
    shop_id      uuid   NOT NULL,
    next_order   bigint NOT NULL,
    next_invoice bigint NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);

-- What an order was made from, once: a checkout, or an order on a platform. Whoever comes second waits here and then
-- reads the first one's order.
CREATE TABLE order_keys (
    tenant_id uuid NOT NULL REFERENCES organizations (tenant_id),
    shop_id   uuid NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('checkout', 'external')),
    key       text NOT NULL,
    order_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, shop_id, kind, key)
);

CREATE TABLE orders (
    tenant_id               uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                      uuid    NOT NULL,
    shop_id                 uuid    NOT NULL,
    number                  bigint  NOT NULL,
    -- The number as people read it, with the shop's prefix of that time.
    name                    text    NOT NULL,
    -- What stands in links for the customer: nobody guesses it.
    token                   text    NOT NULL,
    source                  text    NOT NULL CHECK (source IN ('storefront', 'manual', 'api', 'channel', 'exchange')),
    external_id             text,
    external_name           text,
    customer_id             uuid,
    email                   text,
    phone                   text,
    customer_name           text    NOT NULL,
    language                text,
    state                   text    NOT NULL CHECK (state IN ('open', 'cancelled')),
    financial_state         text    NOT NULL CHECK (financial_state IN ('pending', 'authorized', 'partly_paid', 'paid', 'partly_refunded', 'refunded', 'voided')),
    fulfilment_state        text    NOT NULL CHECK (fulfilment_state IN ('unfulfilled', 'partly_fulfilled', 'fulfilled', 'cancelled')),
    return_state            text    NOT NULL CHECK (return_state IN ('none', 'requested', 'in_progress', 'partly_returned', 'returned')),
    currency                text    NOT NULL,
    prices_include_tax      boolean NOT NULL,
    discounts               jsonb   NOT NULL,
    subtotal_minor          bigint  NOT NULL CHECK (subtotal_minor >= 0),
    discount_minor          bigint  NOT NULL CHECK (discount_minor >= 0),
    shipping_title          text    NOT NULL,
    shipping_minor          bigint  NOT NULL CHECK (shipping_minor >= 0),
    shipping_discounts      jsonb   NOT NULL,
    shipping_discount_minor bigint  NOT NULL CHECK (shipping_discount_minor >= 0 AND shipping_discount_minor <= shipping_minor),
    shipping_tax_rate_ppm   bigint  NOT NULL,
    shipping_tax_minor      bigint  NOT NULL CHECK (shipping_tax_minor >= 0),
    tax_minor               bigint  NOT NULL CHECK (tax_minor >= 0),
    total_minor             bigint  NOT NULL CHECK (total_minor >= 0),
    -- The total in the currency in which the customer saw it, and the rate of that time.
    display_currency        text,
    display_rate            text,
    display_total_minor     bigint,
    authorized_minor        bigint  NOT NULL DEFAULT 0 CHECK (authorized_minor >= 0),
    captured_minor          bigint  NOT NULL DEFAULT 0 CHECK (captured_minor >= 0),
    refunded_minor          bigint  NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
    shipping_refunded_minor bigint  NOT NULL DEFAULT 0 CHECK (shipping_refunded_minor >= 0),
    units                   bigint  NOT NULL CHECK (units >= 0),
    billing_address         jsonb,
    shipping_address        jsonb,
    shipping_country        text,
    courier                 text,
    service_type            text    CHECK (service_type IN ('home_delivery', 'parcel_shop', 'parcel_locker')),
    pickup_point            text,
    promised_at             timestamptz,
    customer_note           text    NOT NULL,
    -- The order whose goods this one exchanges.
    exchange_of             uuid,
    cancelled_at            timestamptz,
    cancel_reason           text    CHECK (cancel_reason IN ('customer', 'out_of_stock', 'fraud', 'payment', 'mistake', 'other')),
    version                 bigint  NOT NULL DEFAULT 1,
    placed_at               timestamptz NOT NULL,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
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
    tenant_id uuid NOT NULL REFERENCES organizations (tenant_id),
    term      text COLLATE "C" NOT NULL,
    order_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, term, order_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_terms_order_idx ON order_terms (tenant_id, order_id);

CREATE TABLE order_tags (
    tenant_id uuid NOT NULL REFERENCES organizations (tenant_id),
    order_id  uuid NOT NULL,
    tag       text NOT NULL,
    PRIMARY KEY (tenant_id, order_id, tag),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_tags_tag_idx ON order_tags (tenant_id, tag, order_id);

-- A line keeps what the catalog said when the order was placed, also when the variant is gone.
CREATE TABLE order_lines (
    tenant_id            uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                   uuid    NOT NULL,
    order_id             uuid    NOT NULL,
    position             bigint  NOT NULL,
    variant_id           uuid,
    product_id           uuid,
    external_id          text,
    sku                  text,
    title                text    NOT NULL,
    variant_title        text    NOT NULL,
    quantity             bigint  NOT NULL CHECK (quantity >= 0),
    unit_price_minor     bigint  NOT NULL CHECK (unit_price_minor >= 0),
    discounts            jsonb   NOT NULL,
    subtotal_minor       bigint  NOT NULL,
    own_discount_minor   bigint  NOT NULL CHECK (own_discount_minor >= 0),
    order_discount_minor bigint  NOT NULL CHECK (order_discount_minor >= 0),
    tax_rate_ppm         bigint  NOT NULL,
    tax_minor            bigint  NOT NULL CHECK (tax_minor >= 0),
    total_minor          bigint  NOT NULL CHECK (total_minor >= 0),
    requires_shipping    boolean NOT NULL,
    weight_g             bigint,
    -- What leaves the stock for one of it: itself, the components of a bundle, or nothing.
    goods                jsonb   NOT NULL,
    shipped_quantity     bigint  NOT NULL DEFAULT 0,
    returned_quantity    bigint  NOT NULL DEFAULT 0,
    refunded_quantity    bigint  NOT NULL DEFAULT 0,
    refunded_minor       bigint  NOT NULL DEFAULT 0,
    placed_at            timestamptz NOT NULL,
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
    tenant_id  uuid  NOT NULL REFERENCES organizations (tenant_id),
    id         uuid  NOT NULL,
    order_id   uuid  NOT NULL,
    at         timestamptz NOT NULL,
    kind       text  NOT NULL,
    actor_kind text  NOT NULL,
    actor_name text  NOT NULL,
    note       text,
    detail     jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX order_timeline_order_idx ON order_timeline (tenant_id, order_id, at, id);

CREATE TABLE payments (
    tenant_id      uuid   NOT NULL REFERENCES organizations (tenant_id),
    id             uuid   NOT NULL,
    order_id       uuid   NOT NULL,
    -- Who moves the money: a payment provider, or `manual` when people do.
    provider       text   NOT NULL,
    method         text   NOT NULL,
    -- The provider's own id of it.
    reference      text,
    state          text   NOT NULL CHECK (state IN ('pending', 'authorized', 'captured', 'voided', 'failed')),
    currency       text   NOT NULL,
    amount_minor   bigint NOT NULL CHECK (amount_minor >= 0),
    captured_minor bigint NOT NULL DEFAULT 0,
    refunded_minor bigint NOT NULL DEFAULT 0,
    failure        text,
    authorized_at  timestamptz,
    expires_at     timestamptz,
    captured_at    timestamptz,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CHECK (captured_minor >= 0 AND captured_minor <= amount_minor),
    CHECK (refunded_minor >= 0 AND refunded_minor <= captured_minor)
);
CREATE UNIQUE INDEX payments_tenant_id_provider_reference_key ON payments (tenant_id, provider, reference);
CREATE INDEX payments_order_idx ON payments (tenant_id, order_id, created_at, id);

CREATE TABLE returns (
    tenant_id         uuid   NOT NULL REFERENCES organizations (tenant_id),
    id                uuid   NOT NULL,
    order_id          uuid   NOT NULL,
    -- The order's name and a counter: `NB-1001-R1`.
    name              text   NOT NULL,
    state             text   NOT NULL CHECK (state IN ('requested', 'approved', 'received', 'inspected', 'rejected', 'cancelled')),
    customer_note     text   NOT NULL,
    note              text   NOT NULL,
    tracking_number   text,
    exchange_order_id uuid,
    refunded_minor    bigint NOT NULL DEFAULT 0,
    version           bigint NOT NULL DEFAULT 1,
    requested_at      timestamptz NOT NULL,
    approved_at       timestamptz,
    received_at       timestamptz,
    closed_at         timestamptz,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, exchange_order_id) REFERENCES orders (tenant_id, id)
);
CREATE UNIQUE INDEX returns_tenant_id_order_id_name_key ON returns (tenant_id, order_id, name);
CREATE INDEX returns_requested_idx ON returns (tenant_id, requested_at, id);
CREATE INDEX returns_state_idx ON returns (tenant_id, state, requested_at, id);

CREATE TABLE return_lines (
    tenant_id          uuid   NOT NULL REFERENCES organizations (tenant_id),
    id                 uuid   NOT NULL,
    return_id          uuid   NOT NULL,
    line_id            uuid   NOT NULL,
    quantity           bigint NOT NULL CHECK (quantity > 0),
    reason             text   NOT NULL CHECK (reason IN ('too_small', 'too_large', 'not_as_described', 'damaged', 'defective', 'wrong_item', 'late', 'changed_mind', 'other')),
    note               text   NOT NULL,
    received_quantity  bigint NOT NULL DEFAULT 0,
    restocked_quantity bigint NOT NULL DEFAULT 0,
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
    tenant_id      uuid   NOT NULL REFERENCES organizations (tenant_id),
    id             uuid   NOT NULL,
    order_id       uuid   NOT NULL,
    return_id      uuid,
    currency       text   NOT NULL,
    amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
    shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
    reason         text   NOT NULL CHECK (reason IN ('return', 'cancellation', 'damaged', 'not_received', 'price_adjustment', 'goodwill', 'other')),
    note           text   NOT NULL,
    -- Set for what a platform told us, so that it is told once.
    external_id    text,
    actor_name     text   NOT NULL,
    created_at     timestamptz NOT NULL,
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
    tenant_id    uuid   NOT NULL REFERENCES organizations (tenant_id),
    refund_id    uuid   NOT NULL,
    payment_id   uuid   NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (tenant_id, refund_id, payment_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payments (tenant_id, id)
);
CREATE INDEX refund_payments_payment_idx ON refund_payments (tenant_id, payment_id);

CREATE TABLE refund_lines (
    tenant_id    uuid   NOT NULL REFERENCES organizations (tenant_id),
    refund_id    uuid   NOT NULL,
    line_id      uuid   NOT NULL,
    quantity     bigint NOT NULL CHECK (quantity > 0),
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    tax_minor    bigint NOT NULL CHECK (tax_minor >= 0),
    PRIMARY KEY (tenant_id, refund_id, line_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, line_id) REFERENCES order_lines (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX refund_lines_line_idx ON refund_lines (tenant_id, line_id);

CREATE TABLE shipments (
    tenant_id       uuid   NOT NULL REFERENCES organizations (tenant_id),
    id              uuid   NOT NULL,
    order_id        uuid   NOT NULL,
    shop_id         uuid   NOT NULL,
    state           text   NOT NULL CHECK (state IN ('shipped', 'delivered', 'failed')),
    -- The courier by a short name that stays the same: `dhl`.
    courier         text   NOT NULL,
    service_type    text   NOT NULL CHECK (service_type IN ('home_delivery', 'parcel_shop', 'parcel_locker')),
    pickup_point    text,
    tracking_number text,
    tracking_url    text,
    external_id     text,
    country         text,
    postal_code     text,
    weight_g        bigint,
    units           bigint NOT NULL CHECK (units > 0),
    promised_at     timestamptz,
    shipped_at      timestamptz NOT NULL,
    delivered_at    timestamptz,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
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
    tenant_id   uuid   NOT NULL REFERENCES organizations (tenant_id),
    shipment_id uuid   NOT NULL,
    line_id     uuid   NOT NULL,
    quantity    bigint NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, shipment_id, line_id),
    FOREIGN KEY (tenant_id, shipment_id) REFERENCES shipments (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, line_id) REFERENCES order_lines (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX shipment_lines_line_idx ON shipment_lines (tenant_id, line_id);

-- What was invoiced, frozen: an order that is edited later does not change its invoices.
CREATE TABLE invoices (
    tenant_id  uuid   NOT NULL REFERENCES organizations (tenant_id),
    id         uuid   NOT NULL,
    order_id   uuid   NOT NULL,
    shop_id    uuid   NOT NULL,
    number     bigint NOT NULL,
    name       text   NOT NULL,
    -- The order's version that it shows.
    shows      bigint NOT NULL,
    content    jsonb  NOT NULL,
    issued_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id)
);
CREATE UNIQUE INDEX invoices_tenant_id_shop_id_number_key ON invoices (tenant_id, shop_id, number);
CREATE INDEX invoices_order_idx ON invoices (tenant_id, order_id, issued_at, id);

-- Orders that are still being put together. They hold no stock and have no number.
CREATE TABLE draft_orders (
    tenant_id  uuid   NOT NULL REFERENCES organizations (tenant_id),
    id         uuid   NOT NULL,
    shop_id    uuid   NOT NULL,
    title      text   NOT NULL,
    state      text   NOT NULL CHECK (state IN ('open', 'placed')),
    content    jsonb  NOT NULL,
    order_id   uuid,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id),
    CHECK ((state = 'placed') = (order_id IS NOT NULL))
);
CREATE INDEX draft_orders_created_idx ON draft_orders (tenant_id, created_at, id);

-- A list's filters under a name, for one person or for all.
CREATE TABLE saved_views (
    tenant_id  uuid  NOT NULL REFERENCES organizations (tenant_id),
    id         uuid  NOT NULL,
    -- Which list: `orders`, `customers`, `products`.
    list       text  NOT NULL,
    name       text  NOT NULL,
    -- Whose it is; everybody's when there is none.
    user_id    uuid,
    filter     jsonb NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX saved_views_tenant_id_list_name_key ON saved_views (tenant_id, list, name) WHERE user_id IS NULL;
CREATE UNIQUE INDEX saved_views_tenant_id_list_user_id_name_key
    ON saved_views (tenant_id, list, user_id, name) WHERE user_id IS NOT NULL;

SELECT tradepost_tenant_table('customers');
SELECT tradepost_tenant_table('customer_terms');
SELECT tradepost_tenant_table('customer_addresses');
SELECT tradepost_tenant_table('customer_consents', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('customer_tags');
SELECT tradepost_tenant_table('customer_values');
SELECT tradepost_tenant_table('shop_numbers', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('order_keys', 'SELECT, INSERT');
SELECT tradepost_tenant_table('orders', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('order_terms');
SELECT tradepost_tenant_table('order_tags');
SELECT tradepost_tenant_table('order_lines', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('order_timeline', 'SELECT, INSERT');
SELECT tradepost_tenant_table('payments', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('returns', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('return_lines', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('refunds', 'SELECT, INSERT');
SELECT tradepost_tenant_table('refund_payments', 'SELECT, INSERT');
SELECT tradepost_tenant_table('refund_lines', 'SELECT, INSERT');
SELECT tradepost_tenant_table('shipments', 'SELECT, INSERT, UPDATE');
SELECT tradepost_tenant_table('shipment_lines', 'SELECT, INSERT');
SELECT tradepost_tenant_table('invoices', 'SELECT, INSERT');
SELECT tradepost_tenant_table('draft_orders');
SELECT tradepost_tenant_table('saved_views');
