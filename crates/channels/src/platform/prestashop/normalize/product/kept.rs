//! What of a product is kept in the raw body only.

use crate::reading::Field;

pub(super) fn keep(data: &Field<'_>) {
    data.keep_raw(&[
        // In the shop's own zone: our module sends instants beside them.
        "date_add",
        "date_upd",
        // Numbers of what our module sends by name.
        "id_manufacturer",
        "id_supplier",
        "id_category_default",
        "id_default_image",
        "id_default_combination",
        "id_tax_rules_group",
        "id_shop_default",
        "id_type_redirected",
        "position_in_category",
        "cache_default_attribute",
        "type",
        "product_type",
        "associations",
        // The supplier's own name of it: suppliers are kept here by the merchant.
        "supplier_reference",
        "mpn",
        // Measures, whose unit is a setting of the shop, and a note for the shelf.
        "location",
        "width",
        "height",
        "depth",
        // Prices for quantities and days: what is charged now is asked for by our module.
        "quantity_discount",
        "on_sale",
        "ecotax",
        "unity",
        "unit_price_ratio",
        "unit_price",
        "unit_price_tax_incl",
        "unit_price_tax_excl",
        "additional_shipping_cost",
        // How its own pages show it.
        "new",
        "condition",
        "show_condition",
        "show_price",
        "indexed",
        "visibility",
        "redirect_type",
        "available_for_order",
        "available_date",
        "available_now",
        "available_later",
        "delivery_in_stock",
        "delivery_out_stock",
        "additional_delivery_times",
        "online_only",
        "meta_keywords",
        // Limits and alerts of PrestaShop's own; Tradepost has its own.
        "minimal_quantity",
        "low_stock_threshold",
        "low_stock_alert",
        "advanced_stock_management",
        // Texts and files that customers put to it, and packs.
        "customizable",
        "text_fields",
        "uploadable_files",
        "cache_is_pack",
        "cache_has_attachments",
        "pack_stock_type",
        "state",
    ]);
}
