//! Who sells in a shop, as invoices must say it.

use kernel::text::optional_line;
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LINE_MAX: usize = 100;
const POSTAL_CODE_MAX: usize = 20;
const TAX_ID_MAX: usize = 40;
const EMAIL_MAX: usize = 254;

/// The business behind a shop, as documents name it. The country is the shop's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShopSeller {
    /// The registered name; the organization's when left out.
    #[schema(example = "Nordlicht Outdoor GmbH")]
    pub legal_name: Option<String>,
    /// Street and number.
    pub line1: Option<String>,
    /// What else finds the door.
    pub line2: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// State, province or county, where addresses have one.
    pub region: Option<String>,
    /// The number that the tax office knows the seller by.
    #[schema(example = "DE123456789")]
    pub tax_id: Option<String>,
    /// Where questions about invoices go.
    pub email: Option<String>,
}

impl ShopSeller {
    /// The same with each line checked, and nothing for those that say nothing.
    pub(super) fn checked(self) -> Result<Self> {
        let part = |field, text: Option<String>, max| optional_line(field, text.as_deref(), max);
        let email = part("seller.email", self.email, EMAIL_MAX)?;
        if email.as_deref().is_some_and(|email| !email.contains('@')) {
            return Err(Error::invalid(
                "seller.email",
                "invalid",
                "Use an address such as billing@shop.example.",
            ));
        }
        Ok(Self {
            legal_name: part("seller.legal_name", self.legal_name, LINE_MAX)?,
            line1: part("seller.line1", self.line1, LINE_MAX)?,
            line2: part("seller.line2", self.line2, LINE_MAX)?,
            postal_code: part("seller.postal_code", self.postal_code, POSTAL_CODE_MAX)?,
            city: part("seller.city", self.city, LINE_MAX)?,
            region: part("seller.region", self.region, LINE_MAX)?,
            tax_id: part("seller.tax_id", self.tax_id, TAX_ID_MAX)?,
            email,
        })
    }

    /// The address as it is printed, without the country: streets, then postal code, town and region.
    pub fn printed(&self) -> Vec<String> {
        let place: Vec<&str> = [&self.postal_code, &self.city, &self.region]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        let streets = [self.line1.clone(), self.line2.clone()].into_iter().flatten();
        streets.chain(Some(place.join(" ")).filter(|place| !place.is_empty())).collect()
    }
}
