//! What of a product is kept in the raw body only.

use crate::reading::Field;

pub(super) fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        // Other names of the same product, and its sets.
        "attribute_set_id",
        "row_id",
        "store_id",
        "current_product_id",
        "current_store_id",
        "parent_id",
        "website_ids",
        "created_in",
        "updated_in",
        "visibility",
        // Categories by their numbers; our extension adds their names.
        "category_ids",
        "extension_attributes",
        // Attributes that merchants make themselves, but for those that are read by name.
        "custom_attributes",
        // Follows from the stock item, which is read.
        "quantity_and_stock_status",
        "is_salable",
        // Prices for groups and days: what is charged now is `final_price`, where our extension asks for it.
        "tier_price",
        "tier_prices",
        "tier_price_changed",
        "special_price",
        "special_from_date",
        "special_to_date",
        "msrp",
        "msrp_display_actual_price_type",
        "tax_class_id",
        // How its own pages show it.
        "page_layout",
        "options_container",
        "custom_design",
        "custom_layout",
        "custom_layout_update",
        "meta_keyword",
        "news_from_date",
        "news_to_date",
        "links_title",
        "product_links",
        "media_gallery",
        "media_gallery_entries",
        "image",
        "small_image",
        "thumbnail",
        "swatch_image",
        // Options that are asked for at the basket and have no stock.
        "options",
        "has_options",
        "required_options",
        "weight_type",
        "price_type",
        "price_view",
        "sku_type",
        "shipment_type",
        "gift_message_available",
        "gift_wrapping_available",
        "gift_wrapping_price",
        "is_returnable",
        "country_of_manufacture",
        "manufacturer",
    ]);
    keep_saving(body);
}

/// What a variant repeats of its product, or has for the case that it is sold by itself.
pub(super) fn keep_described(body: &Field<'_>) {
    body.keep_raw(&[
        "name",
        "status",
        "description",
        "short_description",
        "url_key",
        "meta_title",
        "meta_description",
        "manufacturer_label",
        "category_names",
        "media_base_url",
        "created_at",
        "updated_at",
        "shop_currency",
    ]);
}

/// What a product that is never sold itself has all the same.
pub(super) fn keep_unsold(body: &Field<'_>) {
    body.keep_raw(&["sku", "price", "final_price", "weight", "weight_unit", "barcode", "cost", "stock_data"]);
}

/// What Magento's own form of a product notes while it saves, and is no state of the product.
fn keep_saving(body: &Field<'_>) {
    body.keep_raw(&[
        "_edit_mode",
        "use_config_gift_message_available",
        "use_config_gift_wrapping_available",
        "use_config_is_returnable",
        "affect_product_custom_options",
        "product_has_weight",
        "is_new",
        "url_key_create_redirect",
        "ignore_links_flag",
        "can_save_custom_options",
        "can_save_bundle_selections",
        "can_save_configurable_attributes",
        "save_rewrites_history",
        "is_custom_option_changed",
        "special_from_date_is_formated",
        "special_to_date_is_formated",
        "custom_design_from_is_formated",
        "custom_design_to_is_formated",
        "news_from_date_is_formated",
        "news_to_date_is_formated",
        "is_changed_categories",
        "is_changed_websites",
        "is_changed_sku",
        "force_reindex_eav_required",
        "force_reindex_required",
        "copy_from_view",
        "url_path",
        "request_path",
    ]);
}
