-- What merchants sell: products and their variants, prices, categories, collections, images, texts in other languages.

CREATE TABLE products (
    tenant_id       BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id              BLOB    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('simple', 'bundle')),
    state           TEXT    NOT NULL CHECK (state IN ('draft', 'active', 'archived')),
    title           TEXT    NOT NULL,
    slug            TEXT    NOT NULL,
    -- HTML that was cleaned before it came here.
    description     TEXT    NOT NULL,
    vendor          TEXT,
    -- What its variants differ in, each with its values in their order.
    options         TEXT    NOT NULL,
    seo_title       TEXT,
    seo_description TEXT,
    version         INTEGER  NOT NULL DEFAULT 1,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX products_tenant_id_slug_key ON products (tenant_id, slug);
CREATE INDEX products_created_idx ON products (tenant_id, created_at, id);
CREATE INDEX products_state_idx ON products (tenant_id, state, created_at, id);
CREATE INDEX products_vendor_idx ON products (tenant_id, vendor, created_at, id);
CREATE INDEX products_updated_idx ON products (tenant_id, updated_at, id);

-- A picture of a product. Until its file was fetched and cleaned it has no hash.
CREATE TABLE product_images (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    product_id BLOB    NOT NULL,
    position   INTEGER  NOT NULL,
    alt_text   TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
    -- Why there is no picture, for people.
    failure    TEXT,
    -- Where it is to be fetched from.
    source_url TEXT,
    file_hash  TEXT,
    media_type TEXT,
    size_bytes INTEGER,
    width_px   INTEGER,
    height_px  INTEGER,
    -- The sizes that were made of it.
    renditions TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_images_product_idx ON product_images (tenant_id, product_id, position, id);
CREATE INDEX product_images_hash_idx ON product_images (tenant_id, file_hash);

CREATE TABLE variants (
    tenant_id          BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id                 BLOB    NOT NULL,
    product_id         BLOB    NOT NULL,
    position           INTEGER  NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('active', 'archived')),
    -- The value of each option; empty where the product has fewer options.
    option1            TEXT    NOT NULL,
    option2            TEXT    NOT NULL,
    option3            TEXT    NOT NULL,
    sku                TEXT,
    -- The SKU in lower case.
    sku_key            TEXT,
    barcode            TEXT,
    unit_cost_minor    INTEGER,
    unit_cost_currency TEXT,
    weight_g           INTEGER,
    length_mm          INTEGER,
    width_mm           INTEGER,
    height_mm          INTEGER,
    requires_shipping  BOOLEAN NOT NULL,
    tax_class          TEXT    NOT NULL,
    track_stock        BOOLEAN NOT NULL,
    backorder          TEXT    NOT NULL CHECK (backorder IN ('deny', 'allow')),
    image_id           BLOB,
    version            INTEGER  NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
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

-- What a bundle consists of.
CREATE TABLE bundle_components (
    tenant_id            BLOB   NOT NULL REFERENCES organizations (tenant_id),
    bundle_variant_id    BLOB   NOT NULL,
    component_variant_id BLOB   NOT NULL,
    position             INTEGER NOT NULL,
    quantity             INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, bundle_variant_id, component_variant_id),
    FOREIGN KEY (tenant_id, bundle_variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, component_variant_id) REFERENCES variants (tenant_id, id)
);
CREATE INDEX bundle_components_component_idx ON bundle_components (tenant_id, component_variant_id);

-- Where a product is for sale, and what a connected shop calls it.
CREATE TABLE product_listings (
    tenant_id    BLOB    NOT NULL REFERENCES organizations (tenant_id),
    shop_id      BLOB    NOT NULL,
    product_id   BLOB    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('published', 'hidden')),
    external_id  TEXT,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, shop_id, product_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX product_listings_tenant_id_shop_id_external_id_key
    ON product_listings (tenant_id, shop_id, external_id);
CREATE INDEX product_listings_product_idx ON product_listings (tenant_id, product_id);

CREATE TABLE price_lists (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    id         BLOB    NOT NULL,
    name       TEXT    NOT NULL,
    currency   TEXT    NOT NULL,
    -- The list that shops of this currency sell by unless they name another.
    is_base    BOOLEAN NOT NULL,
    version    INTEGER  NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX price_lists_tenant_id_name_key ON price_lists (tenant_id, name);
CREATE UNIQUE INDEX price_lists_tenant_id_currency_key ON price_lists (tenant_id, currency) WHERE is_base;

-- Shops that sell by another list than the base list of their currency.
CREATE TABLE shop_price_lists (
    tenant_id     BLOB NOT NULL REFERENCES organizations (tenant_id),
    shop_id       BLOB NOT NULL,
    price_list_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, shop_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shops (tenant_id, id),
    FOREIGN KEY (tenant_id, price_list_id) REFERENCES price_lists (tenant_id, id)
);

CREATE TABLE prices (
    tenant_id        BLOB   NOT NULL REFERENCES organizations (tenant_id),
    price_list_id    BLOB   NOT NULL,
    variant_id       BLOB   NOT NULL,
    amount_minor     INTEGER NOT NULL CHECK (amount_minor >= 0),
    compare_at_minor INTEGER,
    updated_at       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, price_list_id, variant_id),
    FOREIGN KEY (tenant_id, price_list_id) REFERENCES price_lists (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, variant_id) REFERENCES variants (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX prices_variant_idx ON prices (tenant_id, variant_id);

CREATE TABLE categories (
    tenant_id       BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id              BLOB   NOT NULL,
    parent_id       BLOB,
    position        INTEGER NOT NULL,
    name            TEXT   NOT NULL,
    slug            TEXT   NOT NULL,
    description     TEXT   NOT NULL,
    seo_title       TEXT,
    seo_description TEXT,
    version         INTEGER NOT NULL DEFAULT 1,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES categories (tenant_id, id)
);
CREATE UNIQUE INDEX categories_tenant_id_slug_key ON categories (tenant_id, slug);
CREATE INDEX categories_parent_idx ON categories (tenant_id, parent_id, position, id);

-- The first category of a product is its main one.
CREATE TABLE product_categories (
    tenant_id   BLOB   NOT NULL REFERENCES organizations (tenant_id),
    product_id  BLOB   NOT NULL,
    category_id BLOB   NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, product_id, category_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, category_id) REFERENCES categories (tenant_id, id)
);
CREATE INDEX product_categories_category_idx ON product_categories (tenant_id, category_id, product_id);

CREATE TABLE collections (
    tenant_id       BLOB   NOT NULL REFERENCES organizations (tenant_id),
    id              BLOB   NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('manual', 'rule')),
    name            TEXT   NOT NULL,
    slug            TEXT   NOT NULL,
    description     TEXT   NOT NULL,
    -- Which products belong, when a rule says so.
    rule            TEXT,
    seo_title       TEXT,
    seo_description TEXT,
    version         INTEGER NOT NULL DEFAULT 1,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'rule') = (rule IS NOT NULL))
);
CREATE UNIQUE INDEX collections_tenant_id_slug_key ON collections (tenant_id, slug);
CREATE INDEX collections_created_idx ON collections (tenant_id, created_at, id);

-- Written by people for a manual collection, and by whatever changes a product or a rule for the others.
CREATE TABLE collection_products (
    tenant_id     BLOB   NOT NULL REFERENCES organizations (tenant_id),
    collection_id BLOB   NOT NULL,
    product_id    BLOB   NOT NULL,
    position      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, collection_id, product_id),
    FOREIGN KEY (tenant_id, collection_id) REFERENCES collections (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX collection_products_position_idx ON collection_products (tenant_id, collection_id, position, product_id);
CREATE INDEX collection_products_product_idx ON collection_products (tenant_id, product_id);

CREATE TABLE product_tags (
    tenant_id  BLOB NOT NULL REFERENCES organizations (tenant_id),
    product_id BLOB NOT NULL,
    -- The tag in lower case; the first way in which it was written is shown.
    tag_key    TEXT NOT NULL,
    tag        TEXT NOT NULL,
    PRIMARY KEY (tenant_id, product_id, tag_key),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_tags_tag_idx ON product_tags (tenant_id, tag_key, product_id);

-- What products can be filtered by beside their options: material, season.
CREATE TABLE product_attributes (
    tenant_id  BLOB   NOT NULL REFERENCES organizations (tenant_id),
    product_id BLOB   NOT NULL,
    name       TEXT   NOT NULL,
    value      TEXT   NOT NULL,
    position   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, product_id, name, value),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_attributes_value_idx ON product_attributes (tenant_id, name, value, product_id);

-- Texts of products, categories and collections in other languages than the one they were written in.
CREATE TABLE translations (
    tenant_id  BLOB  NOT NULL REFERENCES organizations (tenant_id),
    entity_id  BLOB  NOT NULL,
    language   TEXT  NOT NULL,
    kind       TEXT  NOT NULL CHECK (kind IN ('product', 'category', 'collection')),
    texts      TEXT  NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, entity_id, language)
);

-- Where a link leads whose slug was renamed.
CREATE TABLE slug_redirects (
    tenant_id  BLOB NOT NULL REFERENCES organizations (tenant_id),
    kind       TEXT NOT NULL CHECK (kind IN ('product', 'category', 'collection')),
    slug       TEXT NOT NULL,
    target_id  BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, kind, slug)
);
CREATE INDEX slug_redirects_target_idx ON slug_redirects (tenant_id, target_id);
