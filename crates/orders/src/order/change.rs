//! Changing what an order says about people and places. It changes no amount.

use db::Tx;
use kernel::{Error, Json, Result, Timestamp};
use mail::EmailAddress;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Order, OrderState, store, tags};
use crate::address::Address;
use crate::{text, timeline};

/// What to change of an order. What is left out stays; null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderChange {
    /// Where its mails go.
    #[serde(default, deserialize_with = "kernel::present")]
    pub email: Option<Option<String>>,
    /// Whom to call.
    #[serde(default, deserialize_with = "kernel::present")]
    pub phone: Option<Option<String>>,
    /// Where the parcel goes.
    pub shipping_address: Option<Address>,
    /// Where the bill goes.
    pub billing_address: Option<Address>,
    /// What the customer wrote.
    pub customer_note: Option<String>,
    /// When it is promised to arrive.
    #[serde(default, deserialize_with = "kernel::present")]
    pub promised_at: Option<Option<Timestamp>>,
    /// All that it is sorted by.
    pub tags: Option<Vec<String>>,
}

impl OrderChange {
    fn fields(&self) -> Vec<&'static str> {
        let fields = [
            ("email", self.email.is_some()),
            ("phone", self.phone.is_some()),
            ("shipping_address", self.shipping_address.is_some()),
            ("billing_address", self.billing_address.is_some()),
            ("customer_note", self.customer_note.is_some()),
            ("promised_at", self.promised_at.is_some()),
            ("tags", self.tags.is_some()),
        ];
        fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
    }
}

/// Changes an order that is locked already. Parcels that have left keep where they went.
pub(crate) async fn change(tx: &mut Tx, mut order: Order, change: OrderChange) -> Result<Order> {
    let fields = change.fields();
    if order.state == OrderState::Cancelled && change.shipping_address.is_some() {
        return Err(Error::conflict("cancelled", "A cancelled order goes nowhere."));
    }
    if let Some(email) = change.email {
        let email = email.as_deref().map(str::parse::<EmailAddress>).transpose()?;
        order.email = email.map(|email| email.as_str().to_owned());
    }
    if let Some(phone) = change.phone {
        order.phone = text::optional("phone", phone, 100)?;
    }
    if let Some(address) = change.shipping_address {
        let address = address.checked("shipping_address")?;
        order.shipping_country = Some(address.country);
        order.shipping_address = Some(Json(address));
    }
    if let Some(address) = change.billing_address {
        order.billing_address = Some(Json(address.checked("billing_address")?));
    }
    if let Some(note) = change.customer_note {
        order.customer_note = text::paragraphs("customer_note", &note, 5_000)?;
    }
    if let Some(promised_at) = change.promised_at {
        order.promised_at = promised_at;
    }
    store::save_contact(tx, &order).await?;
    tags::index(tx, &order).await?;
    if let Some(list) = change.tags {
        tags::replace(tx, order.id, text::tags(&list)?).await?;
    }
    if !fields.is_empty() {
        timeline::tell(tx, &order, "order.changed", json!({"fields": fields})).await?;
    }
    Ok(order)
}
