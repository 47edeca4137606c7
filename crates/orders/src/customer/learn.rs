//! What a platform says about a customer.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Language, Result, Timestamp};
use mail::EmailAddress;
use serde_json::json;

use super::address::CustomerAddress;
use super::consent::{self, Consent};
use super::{Customer, CustomerId, Marketing, address, check_name, check_note, store};
use crate::address::Address;
use crate::text;

const SHORT_MAX: usize = 200;

/// What a platform says about a customer. What it does not say is `None`.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// What they are called.
    pub name: Option<String>,
    /// Their company.
    pub company: Option<String>,
    /// Their address for mails.
    pub email: Option<EmailAddress>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// What the merchant knows about them.
    pub note: Option<String>,
    /// What they are sorted by.
    pub tags: Option<Vec<String>>,
    /// Whether they may be written to, since when, and who says so.
    pub marketing: Option<(bool, Timestamp, String)>,
    /// Their addresses, the usual one first.
    pub addresses: Vec<Address>,
}

/// Writes down what a platform says about a customer; answers whether anything was new. Where it is the `source` of what is
/// known, it overwrites; otherwise it fills in what is missing. Addresses that are known already are not added again.
pub async fn learn(tx: &mut Tx, id: CustomerId, learned: Learned, source: bool) -> Result<bool> {
    let before = store::get(tx, id).await?;
    let mut fields = Vec::new();
    let after = merged(&before, &learned, source, &mut fields)?;
    if !fields.is_empty() {
        store::update(tx, after).await?;
    }
    if let Some(tags) = &learned.tags {
        let (mut known, stated) = (store::tags(tx, id).await?, text::tags(tags)?);
        let is_new = stated.iter().any(|tag| !known.contains(tag)) || (source && known.len() != stated.len());
        if is_new {
            if source {
                known = stated;
            } else {
                known.extend(stated);
                known = text::tags(&known)?;
            }
            store::set_tags(tx, id, known).await?;
            fields.push("tags");
        }
    }
    if let Some((agrees, at, said_by)) = learned.marketing {
        let state = if agrees { Marketing::Granted } else { Marketing::Withdrawn };
        // Whoever never agreed has taken nothing back.
        let says_something = before.marketing != state && (agrees || before.marketing == Marketing::Granted);
        if says_something {
            consent::give(tx, id, Consent { state, source: said_by, at }).await?;
            fields.push("marketing");
        }
    }
    if add_addresses(tx, id, learned.addresses).await? {
        fields.push("addresses");
    }
    if fields.is_empty() {
        return Ok(false);
    }
    record(tx, Record::new("customer.changed").target("customer", id).after(json!({"fields": fields})))
        .await?;
    Ok(true)
}

fn merged(
    before: &Customer,
    learned: &Learned,
    source: bool,
    fields: &mut Vec<&'static str>,
) -> Result<Customer> {
    let mut after = before.clone();
    let may = |is_known: bool| source || !is_known;
    if let Some(name) = &learned.name
        && may(!before.name.is_empty())
        && *name != before.name
    {
        after.name = check_name(name)?;
        fields.push("name");
    }
    if let Some(note) = &learned.note
        && may(!before.note.is_empty())
        && *note != before.note
    {
        after.note = check_note(note)?;
        fields.push("note");
    }
    let mut short = |what: &'static str, known: &mut Option<String>, stated: Option<String>| -> Result<()> {
        if stated.is_some() && may(known.is_some()) && *known != stated {
            *known = text::optional(what, stated, SHORT_MAX)?;
            fields.push(what);
        }
        Ok(())
    };
    short("company", &mut after.company, learned.company.clone())?;
    short("phone", &mut after.phone, learned.phone.clone())?;
    let email = learned.email.as_ref().map(|email| email.as_str().to_owned());
    short("email", &mut after.email, email)?;
    if learned.language.is_some() && may(before.language.is_some()) && learned.language != before.language {
        after.language.clone_from(&learned.language);
        fields.push("language");
    }
    Ok(after)
}

async fn add_addresses(tx: &mut Tx, id: CustomerId, stated: Vec<Address>) -> Result<bool> {
    let known = address::list(tx, id).await?;
    let mut added = false;
    for (index, stated) in stated.into_iter().enumerate() {
        let stated = stated.checked("address")?;
        if known.iter().any(|one| one.address.0 == stated) {
            continue;
        }
        let is_first = known.is_empty() && index == 0;
        let row = CustomerAddress {
            id: tx.new_id(),
            customer_id: id,
            address: kernel::Json(stated),
            is_default_shipping: is_first,
            is_default_billing: is_first,
        };
        address::insert(tx, row).await?;
        added = true;
    }
    Ok(added)
}
