//! What files of each dialect are read as.

use kernel::Currency;

use super::Dialect;
use super::draft::{Draft, Parsed};
use super::reading;
use crate::product::ProductState;
use crate::variant::Backorder;

fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn drafts(dialect: Dialect, file: &str) -> Vec<Draft> {
    let reading = reading::parse(file.as_bytes(), eur()).unwrap();
    assert_eq!(reading.dialect, dialect);
    let whole = |parsed| match parsed {
        Parsed::Whole(draft) => *draft,
        Parsed::Broken { errors, .. } => panic!("{errors:?}"),
    };
    reading.products.into_iter().map(whole).collect()
}

/// Row, column and code of everything that is wrong.
fn wrong(file: &str) -> Vec<(i64, String, &'static str)> {
    let errors = |parsed| match parsed {
        Parsed::Whole(_) => Vec::new(),
        Parsed::Broken { errors, .. } => errors,
    };
    let reading = reading::parse(file.as_bytes(), eur()).unwrap();
    let errors = reading.products.into_iter().flat_map(errors);
    errors.map(|error| (error.row, error.field, error.code)).collect()
}

const SHOPIFY_OLD: &str = "\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code
fjell-jacket,Fjell jacket,<p>Dry.</p>,Nordlicht,Jackets,\"rain, hiking\",TRUE,Size,M,Colour,Red,,,FJ-M-RED,540,shopify,7,deny,manual,129.00,149.00,TRUE,TRUE,'4006381333931,https://cdn.example/1.jpg,1,Front,FALSE,Fjell,Dry in the rain,,kg,
fjell-jacket,,,,,,,,L,,Red,,,FJ-L-RED,560,shopify,0,continue,manual,129.00,99.00,TRUE,FALSE,,,,,,,,,kg,
fjell-jacket,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.example/2.jpg,2,Back,,,,,,
mug,Mug,,,,,FALSE,Title,Default Title,,,,,,,,,deny,manual,9.5,,FALSE,TRUE,,,,,FALSE,,,,g,
";

const SHOPIFY_NEW: &str = "\
Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Option2 name,Option2 value,Price,Compare-at price,Cost per item,Charge tax,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Product image URL,Image position,Image alt text,Gift card,SEO title,SEO description
Fjell jacket,fjell-jacket,<p>Dry.</p>,Nordlicht,Apparel > Jackets,Jackets,\"rain, hiking\",TRUE,Active,FJ-M-RED,4006381333931,Size,M,,Colour,Red,129.00,149.00,61.20,TRUE,shopify,7,FALSE,540,kg,TRUE,https://cdn.example/1.jpg,1,Front,FALSE,Fjell,Dry in the rain
,fjell-jacket,,,,,,,,FJ-L-RED,,,L,,,Red,129.00,99.00,,FALSE,shopify,0,TRUE,560,kg,TRUE,,,,,,
,fjell-jacket,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.example/2.jpg,2,Back,,,
Mug,mug,,,,,,FALSE,Draft,,,Title,Default Title,,,,9.5,,,TRUE,,,FALSE,,g,FALSE,,,,FALSE,,
";

#[test]
fn both_of_shopifys_headers_say_the_same() {
    for file in [SHOPIFY_OLD, SHOPIFY_NEW] {
        let [jacket, mug] = drafts(Dialect::Shopify, file).try_into().unwrap();
        let product = &jacket.product;
        assert_eq!((product.title.as_str(), product.slug.as_deref()), ("Fjell jacket", Some("fjell-jacket")));
        assert_eq!((product.state, product.vendor.as_deref()), (ProductState::Active, Some("Nordlicht")));
        assert_eq!(product.tags, ["rain", "hiking"]);
        assert_eq!(product.attributes[0].value, "Jackets");
        let options: Vec<_> = product.options.iter().map(|option| option.name.as_str()).collect();
        assert_eq!(options, ["Size", "Colour"]);
        assert_eq!(
            (jacket.rows.as_slice(), jacket.quantities.as_slice()),
            (&[2, 3, 4][..], &[Some(7), Some(0)][..])
        );
        let [medium, large] = product.variants.as_slice() else { panic!("{:?}", product.variants) };
        assert_eq!(
            (medium.options.as_slice(), medium.sku.as_deref()),
            (&["M".into(), "Red".into()][..], Some("FJ-M-RED"))
        );
        assert_eq!(
            (medium.prices[0].amount_minor, medium.prices[0].compare_at_minor),
            (12_900, Some(14_900))
        );
        // A price to compare with that is below the price is left over from a sale.
        assert_eq!((large.prices[0].amount_minor, large.prices[0].compare_at_minor), (12_900, None));
        assert_eq!((medium.weight_g, medium.barcode.as_deref()), (Some(540), Some("4006381333931")));
        assert_eq!((medium.backorder, large.backorder), (Backorder::Deny, Backorder::Allow));
        assert_eq!((medium.tax_class.as_str(), large.tax_class.as_str()), ("standard", "none"));
        let images: Vec<_> = jacket.images.iter().map(|i| (i.url.as_str(), i.alt_text.as_str())).collect();
        assert_eq!(images, [("https://cdn.example/1.jpg", "Front"), ("https://cdn.example/2.jpg", "Back")]);
        assert_eq!((mug.product.state, mug.product.variants.len()), (ProductState::Draft, 1));
        assert!(mug.product.options.is_empty() && mug.product.variants[0].options.is_empty());
        assert!(!mug.product.variants[0].track_stock && !mug.product.variants[0].requires_shipping);
    }
    assert_eq!(drafts(Dialect::Shopify, SHOPIFY_NEW)[0].categories, [["Apparel", "Jackets"]]);
}

const WOOCOMMERCE: &str = "\
ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,Published,Short description,Description,Tax status,Tax class,In stock?,Stock,Backorders allowed?,Weight (kg),Length (cm),Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,Attribute 1 value(s)
11,variable,HOODIE,,Hoodie,1,Soft.,Very soft.,taxable,,1,,0,,,,,\"Clothing, Clothing > Hoodies\",warm,\"https://shop.example/a.jpg, https://shop.example/b.jpg\",,Size,\"S, M\"
12,variation,HOODIE-S,,Hoodie - S,1,,,taxable,parent,1,4,notify,0.8,\"25,5\",39.90,45,,,,HOODIE,Size,S
13,variation,HOODIE-M,,Hoodie - M,1,,,taxable,reduced-rate,1,0,0,0.9,,,45,,,,id:11,Size,M
14,\"simple, virtual\",EBOOK,9783161484100,E-book,-1,,,none,,1,,0,,,,12,,,,,Format,EPUB
";

#[test]
fn woocommerce_variations_find_their_product() {
    let [hoodie, book] = drafts(Dialect::Woocommerce, WOOCOMMERCE).try_into().unwrap();
    assert_eq!((hoodie.product.title.as_str(), hoodie.rows.as_slice()), ("Hoodie", &[2, 3, 4][..]));
    assert_eq!(hoodie.product.description, "Soft.\nVery soft.");
    assert_eq!(hoodie.product.options[0].values, ["S", "M"]);
    assert_eq!(hoodie.categories, [vec!["Clothing"], vec!["Clothing", "Hoodies"]]);
    assert_eq!(hoodie.images.len(), 2);
    let [small, medium] = hoodie.product.variants.as_slice() else { panic!("{:?}", hoodie.product.variants) };
    assert_eq!((small.prices[0].amount_minor, small.prices[0].compare_at_minor), (3_990, Some(4_500)));
    assert_eq!((medium.prices[0].amount_minor, medium.prices[0].compare_at_minor), (4_500, None));
    assert_eq!((small.weight_g, small.length_mm), (Some(800), Some(255)));
    assert_eq!((small.backorder, medium.backorder), (Backorder::Allow, Backorder::Deny));
    assert_eq!((small.tax_class.as_str(), medium.tax_class.as_str()), ("standard", "reduced"));
    assert_eq!(hoodie.quantities, [Some(4), Some(0)]);
    assert_eq!(
        (book.product.state, book.product.attributes[0].value.as_str()),
        (ProductState::Draft, "EPUB")
    );
    let book = &book.product.variants[0];
    assert!(!book.requires_shipping && !book.track_stock);
    assert_eq!((book.tax_class.as_str(), book.barcode.as_deref()), ("none", Some("9783161484100")));
}

#[test]
fn our_own_file_has_a_row_per_variant() {
    let file = "slug;title;state;categories;attributes;option1_name;option1_value;sku;price;currency;on_hand;images\n\
                tent;Tent;active;Camping > Tents | Sale;Persons: 2|Season: summer;Colour;Green;T-G;199,00;EUR;3;https://a.example/1.jpg|https://a.example/2.jpg\n\
                tent;;;;;;Red;T-R;21000;JPY;;\n";
    let [tent] = drafts(Dialect::Tradepost, file).try_into().unwrap();
    assert_eq!(tent.categories, [vec!["Camping", "Tents"], vec!["Sale"]]);
    assert_eq!(tent.product.attributes[1].value, "summer");
    let prices: Vec<_> = tent
        .product
        .variants
        .iter()
        .map(|v| (v.prices[0].amount_minor, v.prices[0].currency.code()))
        .collect();
    assert_eq!(prices, [(19_900, "EUR"), (21_000, "JPY")]);
    assert_eq!((tent.quantities.as_slice(), tent.images.len()), (&[Some(3), None][..], 2));
}

#[test]
fn what_is_wrong_is_said_of_its_row_and_column() {
    let file = "Handle,Title,Variant SKU,Variant Price,Variant Taxable\n\
                a,A,A-1,ten,TRUE\n\
                b,B,B-1,-1,perhaps\n\
                ,C,C-1,1,TRUE\n\
                d,,D-1,1,TRUE\n\
                e,E,E-1,99999999999999999999,TRUE\n\
                f,F,F-1,1,TRUE\n\
                g,G,f-1,1,TRUE\n";
    let owned = |row, field: &str, code| (row, field.to_owned(), code);
    assert_eq!(
        wrong(file),
        [
            owned(2, "Variant Price", "invalid_amount"),
            owned(3, "Variant Price", "negative"),
            owned(3, "Variant Taxable", "invalid_choice"),
            owned(4, "Handle", "required"),
            owned(5, "Title", "required"),
            owned(6, "Variant Price", "invalid_amount"),
            owned(8, "SKU", "taken"),
        ]
    );
    let orphan = "ID,Type,SKU,Name,Regular price,Parent\n1,variation,X,X,1,nobody\n2,grouped,Y,Y,1,\n";
    assert_eq!(wrong(orphan), [owned(2, "Parent", "required"), owned(3, "Type", "not_supported")]);
    let error = reading::parse(b"Name,Age\nAda,36\n", eur()).unwrap_err();
    assert_eq!(error.fields()[0].code, "unknown_columns");
}
