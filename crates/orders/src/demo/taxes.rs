//! The rates of tax that the demo's shops sell by.

use catalog::shop::{self, ShopState};
use db::Tx;
use identity::audit::{Record, record};
use kernel::{Cursor, Result};

use crate::tax::{self, TaxRate};

/// Country, region, standard and reduced rate, and whether shipping is taxed.
type Rates = (&'static str, Option<&'static str>, &'static str, Option<&'static str>, bool);

/// In the United States each state has its own, and some have none.
const RATES: [Rates; 12] = [
    ("DE", None, "19", Some("7"), true),
    ("AT", None, "20", Some("10"), true),
    ("BE", None, "21", Some("6"), true),
    ("ES", None, "21", Some("10"), true),
    ("FR", None, "20", Some("5.5"), true),
    ("GB", None, "20", Some("5"), true),
    ("IT", None, "22", Some("10"), true),
    ("NL", None, "21", Some("9"), true),
    ("SE", None, "25", Some("12"), true),
    ("US", Some("CO"), "2.9", None, false),
    ("US", Some("NY"), "4", None, true),
    ("US", Some("OR"), "0", None, false),
];

/// Gives each shop the rates of the countries that it sells to: its own, and on the continent the neighbours' too.
pub async fn tax_rates(tx: &mut Tx) -> Result<()> {
    for shop in shop::list(tx, Some(ShopState::Active), Cursor::START_ASCENDING, 20).await? {
        let home = shop.country.code();
        let is_overseas = ["GB", "US"].contains(&home);
        let mut rates = Vec::new();
        for (country, region, standard, reduced, on_shipping) in RATES {
            if (is_overseas && country != home) || (!is_overseas && ["GB", "US"].contains(&country)) {
                continue;
            }
            let mut add = |tax_class: &str, rate: &str, on_shipping| -> Result<()> {
                rates.push(TaxRate {
                    country: country.parse()?,
                    region: region.map(str::to_owned),
                    tax_class: tax_class.to_owned(),
                    rate: rate.parse()?,
                    on_shipping,
                });
                Ok(())
            };
            add("standard", standard, on_shipping)?;
            if let Some(rate) = reduced {
                add("reduced", rate, false)?;
            }
        }
        let set = tax::replace(tx, shop.id, rates, 0).await?;
        record(tx, Record::new("shop.tax_rates_set").target("shop", shop.id).after(&set)).await?;
    }
    Ok(())
}
