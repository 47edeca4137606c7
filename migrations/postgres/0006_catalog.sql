-- What merchants sell: products and their variants, prices, categories, collections, images, texts in other languages.

CREATE TABLE products (
    tenant_id       uuid    NOT NULL REFERENCES organizations (tenant_id),
    id              uuid    NOT NULL,
    kind            text    NOT NULL CHECK (kind IN ('simple', 'bundle')),
    state           text    NOT NULL CHECK (state IN ('draft', 'active', 'archived')),
    title           text    NOT NULL,
    slug            text    NOT NULL,
    -- HTML that was cleaned before it came here.
    description     text    NOT NULL,
    vendor          text,
    -- What its variants differ in, each with its values in their order.
    options         jsonb   NOT NULL,
    seo_title       text,
    seo_description text,
    version         bigint  NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX products_tenant_id_slug_key ON products (tenant_id, slug);
CREATE INDEX products_created_idx ON products (tenant_id, created_at, id);
CREATE INDEX products_state_idx ON products (tenant_id, state, created_at, id);
CREATE INDEX products_vendor_idx ON products (tenant_id, vendor, created_at, id);
CREATE INDEX products_updated_idx ON products (tenant_id, updated_at, id);
SELECT tradepost_tenant_table('products');

-- A picture of a product. Until its file was fetched and cleaned it has no hash.
CREATE TABLE product_images (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    id         uuid    NOT NULL,
    product_id uuid    NOT NULL,
    position   bigint  NOT NULL,
    alt_text   text    NOT NULL,
    state      text    NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
    -- Why there is no picture, for people.
    failure    text,
    -- Where it is to be fetched from.
    source_url text,
    file_hash  text,
    media_type text,
    size_bytes bigint,
    width_px   bigint,
    height_px  bigint,
    -- The sizes that were made of it.
    renditions jsonb   NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_images_product_idx ON product_images (tenant_id, product_id, position, id);
CREATE INDEX product_images_hash_idx ON product_images (tenant_id, file_hash);
SELECT tradepost_tenant_table('product_images');

CREATE TABLE variants (
    tenant_id          uuid    NOT NULL REFERENCES organizations (tenant_id),
    id                 uuid    NOT NULL,
    product_id         uuid    NOT NULL,
    position           bigint  NOT NULL,
    state              text    NOT NULL CHECK (state IN ('active', 'archived')),
    -- The value of each option; empty where the product has fewer options.
    option1            text    NOT NULL,
    option2            text    NOT NULL,
    option3            text    NOT NULL,
    sku                text,
    -- The SKU in lower case.
    sku_key            text,
    barcode            text,
    unit_cost_minor    bigint,
    unit_cost_currency text,
    weight_g           bigint,
    length_mm          bigint,
    width_mm           bigint,
    height_mm          bigint,
    requires_shipping  boolean NOT NULL,
    tax_class          text    NOT NULL,
    track_stock        boolean NOT NULL,
    backorder          text    NOT NULL CHECK (backorder IN ('deny', 'allow')),
    image_id           uuid,
    version            bigint  NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, image_id) REFERENCES product_images (tenant_id, id),
    CHECK ((unit_cost_minor IS NULL) = (unit_cost_currency IS NULL))
);
CREATE UNIQUE INDEX variants_tenant_id_sku_key_key ON variants (tenant_id, sku_key);
CREATE UNIQUE INDEX variants_tenant_id_product_id_option1_option2_option3_key
    ON variants (tenant_id, product_id, option1, option2, option3);
CREATE INDEX variants_product_idx ON variants (tenant_id, product_id, position, id);
CREATE INDEX variants_barcode_idx ON variants (tenant_id, barcode);
CREATE INDEX variants_image_idx ON variants (tenant_id, image_id);
CREATE INDEX variants_created_idx ON variants (tenant_id, created_at, id);
SELECT tradepost_tenant_table('variants');

-- What a bundle consists of.
CREATE TABLE bundle_components (
    tenant_id            uuid   NOT NULL REFERENCES organizations (tenant_id),
    bundle_variant_id    uuid   NOT NULL,
    component_variant_id uuid   NOT NULL,
    position             bigint NOT NULL,
    quantity             bigint NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, bundle_variant_id, component_variant_id),
    FOREIGN KEY (tenant_id, bundle_variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, component_variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX bundle_components_component_idx ON bundle_components (tenant_id, component_variant_id);
SELECT tradepost_tenant_table('bundle_components');

-- Where a product is for sale, and what a connected shop calls it.
CREATE TABLE product_listings (
    tenant_id    uuid    NOT NULL REFERENCES organizations (tenant_id),
    shop_id      uuid    NOT NULL,
    product_id   uuid    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('published', 'hidden')),
    external_id  text,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, shop_id, product_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX product_listings_tenant_id_shop_id_external_id_key
    ON product_listings (tenant_id, shop_id, external_id);
CREATE INDEX product_listings_product_idx ON product_listings (tenant_id, product_id);
SELECT tradepost_tenant_table('product_listings');

CREATE TABLE price_lists (
    tenant_id  uuid    NOT NULL REFERENCES organizations (tenant_id),
    id         uuid    NOT NULL,
    name       text    NOT NULL,
    currency   text    NOT NULL,
    -- The list that shops of this currency sell by unless they name another.
    is_base    boolean NOT NULL,
    version    bigint  NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX price_lists_tenant_id_name_key ON price_lists (tenant_id, name);
CREATE UNIQUE INDEX price_lists_tenant_id_currency_key ON price_lists (tenant_id, currency) WHERE is_base;
SELECT tradepost_tenant_table('price_lists');

-- Shops that sell by another list than the base list of their currency.
CREATE TABLE shop_price_lists (
    tenant_id     uuid NOT NULL REFERENCES organizations (tenant_id),
    shop_id       uuid NOT NULL,
    price_list_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, price_list_id) REFERENCES price_lists (tenant_id, id)
);
SELECT tradepost_tenant_table('shop_price_lists');

CREATE TABLE prices (
    tenant_id        uuid   NOT NULL REFERENCES organizations (tenant_id),
    price_list_id    uuid   NOT NULL,
    variant_id       uuid   NOT NULL,
    amount_minor     bigint NOT NULL CHECK (amount_minor >= 0),
    compare_at_minor bigint,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, price_list_id, variant_id),
    FOREIGN KEY (tenant_id, price_list_id) REFERENCES price_lists (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX prices_variant_idx ON prices (tenant_id, variant_id);
SELECT tradepost_tenant_table('prices');

CREATE TABLE categories (
    tenant_id       uuid   NOT NULL REFERENCES organizations (tenant_id),
    id              uuid   NOT NULL,
    parent_id       uuid,
    position        bigint NOT NULL,
    name            text   NOT NULL,
    slug            text   NOT NULL,
    description     text   NOT NULL,
    seo_title       text,
    seo_description text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES categories (tenant_id, id)
);
CREATE UNIQUE INDEX categories_tenant_id_slug_key ON categories (tenant_id, slug);
CREATE INDEX categories_parent_idx ON categories (tenant_id, parent_id, position, id);
SELECT tradepost_tenant_table('categories');

-- The first category of a product is its main one.
CREATE TABLE product_categories (
    tenant_id   uuid   NOT NULL REFERENCES organizations (tenant_id),
    product_id  uuid   NOT NULL,
    category_id uuid   NOT NULL,
    position    bigint NOT NULL,
    PRIMARY KEY (tenant_id, product_id, category_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id)
);
CREATE INDEX product_categories_category_idx ON product_categories (tenant_id, category_id, product_id);
SELECT tradepost_tenant_table('product_categories');

CREATE TABLE collections (
    tenant_id       uuid   NOT NULL REFERENCES organizations (tenant_id),
    id              uuid   NOT NULL,
    kind            text   NOT NULL CHECK (kind IN ('manual', 'rule')),
    name            text   NOT NULL,
    slug            text   NOT NULL,
    description     text   NOT NULL,
    -- Which products belong, when a rule says so.
    rule            jsonb,
    seo_title       text,
    seo_description text,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'rule') = (rule IS NOT NULL))
);
CREATE UNIQUE INDEX collections_tenant_id_slug_key ON collections (tenant_id, slug);
CREATE INDEX collections_created_idx ON collections (tenant_id, created_at, id);
SELECT tradepost_tenant_table('collections');

-- Written by people for a manual collection, and by whatever changes a product or a rule for the others.
CREATE TABLE collection_products (
    tenant_id     uuid   NOT NULL REFERENCES organizations (tenant_id),
    collection_id uuid   NOT NULL,
    product_id    uuid   NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (tenant_id, collection_id, product_id),
    FOREIGN KEY (tenant_id, collection_id) REFERENCES collections (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX collection_products_position_idx ON collection_products (tenant_id, collection_id, position, product_id);
CREATE INDEX collection_products_product_idx ON collection_products (tenant_id, product_id);
SELECT tradepost_tenant_table('collection_products');

CREATE TABLE product_tags (
    tenant_id  uuid NOT NULL REFERENCES organizations (tenant_id),
    product_id uuid NOT NULL,
    -- The tag in lower case; the first way in which it was written is shown.
    tag_key    text NOT NULL,
    tag        text NOT NULL,
    PRIMARY KEY (tenant_id, product_id, tag_key),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_tags_tag_idx ON product_tags (tenant_id, tag_key, product_id);
SELECT tradepost_tenant_table('product_tags');

-- What products can be filtered by beside their options: material, season.
CREATE TABLE product_attributes (
    tenant_id  uuid   NOT NULL REFERENCES organizations (tenant_id),
    product_id uuid   NOT NULL,
    name       text   NOT NULL,
    value      text   NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (tenant_id, product_id, name, value),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_attributes_value_idx ON product_attributes (tenant_id, name, value, product_id);
SELECT tradepost_tenant_table('product_attributes');

-- Texts of products, categories and collections in other languages than the one they were written in.
CREATE TABLE translations (
    tenant_id  uuid  NOT NULL REFERENCES organizations (tenant_id),
    entity_id  uuid  NOT NULL,
    language   text  NOT NULL,
    kind       text  NOT NULL CHECK (kind IN ('product', 'category', 'collection')),
    texts      jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, entity_id, language)
);
SELECT tradepost_tenant_table('translations');

-- Where a link leads whose slug was renamed.
CREATE TABLE slug_redirects (
    tenant_id  uuid NOT NULL REFERENCES organizations (tenant_id),
    kind       text NOT NULL CHECK (kind IN ('product', 'category', 'collection')),
    slug       text NOT NULL,
    target_id  uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, slug)
);
CREATE INDEX slug_redirects_target_idx ON slug_redirects (tenant_id, target_id);
SELECT tradepost_tenant_table('slug_redirects');
