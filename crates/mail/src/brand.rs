//! Whose mail it is: the organization's name and colour, and an ink that is readable on that colour.

use db::Tx;
use kernel::{Result, TenantId};
use serde::Serialize;

/// The name and the colour where nobody has chosen others.
const PRODUCT: &str = "Tradepost";
const PRODUCT_COLOR: &str = "#0f766e";
/// The operator's organization is called so until the operator renames it; a reader would not know who that is.
const UNNAMED_OPERATOR: &str = "Operator";
const DARK_INK: &str = "#16191e";
const LIGHT_INK: &str = "#ffffff";
/// Relative luminance above which dark ink has more contrast than white: where (L+0.05)/0.059 = 1.05/(L+0.05).
const LIGHT_BACKGROUND: f64 = 0.199;

/// How an organization presents itself in a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Brand {
    pub(crate) name: String,
    pub(crate) initial: String,
    pub(crate) color: String,
    pub(crate) ink: &'static str,
}

impl Brand {
    /// A colour that is not `#rrggbb` counts as none: it goes into a style sheet.
    pub(crate) fn new(name: &str, color: Option<&str>) -> Self {
        let color = color.filter(|color| rgb(color).is_some()).unwrap_or(PRODUCT_COLOR);
        let initial = name.chars().find(|letter| letter.is_alphanumeric()).unwrap_or('T');
        Self {
            name: name.to_owned(),
            initial: initial.to_uppercase().collect(),
            color: color.to_owned(),
            ink: if luminance(color) > LIGHT_BACKGROUND { DARK_INK } else { LIGHT_INK },
        }
    }

    pub(crate) async fn of(tx: &mut Tx, tenant: TenantId) -> Result<Self> {
        let sql = "SELECT name, brand_color FROM organizations WHERE tenant_id = $1";
        let row: (String, Option<String>) = tx.global_query(sql).bind(tenant).fetch_one().await?;
        let unnamed = tenant == TenantId::OPERATOR && row.0 == UNNAMED_OPERATOR;
        Ok(Self::new(if unnamed { PRODUCT } else { &row.0 }, row.1.as_deref()))
    }
}

fn rgb(color: &str) -> Option<[u8; 3]> {
    let digits = color
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Relative luminance, WCAG 2.2.
fn luminance(color: &str) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = rgb(color).unwrap_or_default();
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_readable_on_every_colour() {
        for (color, ink) in [
            ("#ffffff", DARK_INK),
            ("#ffd600", DARK_INK),
            ("#0f766e", LIGHT_INK),
            ("#000000", LIGHT_INK),
            ("#1d4ed8", LIGHT_INK),
        ] {
            assert_eq!(Brand::new("N", Some(color)).ink, ink, "{color}");
        }
        for grey in 0..=255_u8 {
            let color = format!("#{grey:02x}{grey:02x}{grey:02x}");
            let brand = Brand::new("N", Some(&color));
            let (a, b) = (luminance(&color) + 0.05, luminance(brand.ink) + 0.05);
            assert!(a.max(b) / a.min(b) >= 4.0, "{color} with {}", brand.ink);
        }
    }

    #[test]
    fn a_colour_that_is_none_is_not_used() {
        for color in ["red", "#fff", "#12345g", "#12\u{e9}456", "#000000;background:url(x)", "#+1+1+1"] {
            assert_eq!(Brand::new("N", Some(color)).color, PRODUCT_COLOR, "{color}");
        }
        assert_eq!(Brand::new("«ñu»", None).initial, "Ñ");
        assert_eq!(Brand::new("", None).initial, "T");
    }
}
