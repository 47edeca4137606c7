//! Customers.

use db::Tx;
use kernel::Result;
use mail::EmailAddress;
use orders::Address;
use orders::customer::{self, CustomerId, Learned, NewCustomer, learn};

use super::{Place, effect, link_of, money, skipped, stale, stated_at};
use crate::change::Customer;
use crate::link::{LinkKind, store as links};
use crate::processing::{Effect, EffectKind, Source};

pub(super) async fn apply(tx: &mut Tx, place: &Place, source: &Source, stated: Customer) -> Result<Effect> {
    let external = stated.external_id.clone();
    let at = stated_at(stated.updated_at, source);
    let link = link_of(tx, place, LinkKind::Customer, &external).await?;
    if let Some(link) = link.as_ref().filter(|link| link.is_newer_than(at)) {
        return Ok(stale("customer", &external, link));
    }
    let learned = learned(place, source, stated);
    let known =
        link.as_ref().and_then(|link| link.entity::<customer::Customer>().map(|id| (id, link.is_source)));
    let (id, is_source, made) = if let Some((id, is_source)) = known {
        (current(tx, id).await?, is_source, false)
    } else {
        let Some((id, made)) = find_or_make(tx, &learned).await? else {
            let note = "The platform says neither a name nor an e-mail address.";
            return Ok(skipped("customer", Some(external), note));
        };
        (id, made, made)
    };
    let link = if let Some(link) = link.filter(|link| link.entity() == Some(id)) {
        link
    } else {
        let name = (LinkKind::Customer, external.as_str());
        links::remember(tx, place.connection.id, name, id, is_source).await?
    };
    links::stated(tx, link.id, at, source.delivery).await?;
    let changed = learn(tx, id, learned, is_source).await?;
    let kind = match (made, changed) {
        (true, _) => EffectKind::Created,
        (false, true) => EffectKind::Updated,
        (false, false) => EffectKind::Unchanged,
    };
    Ok(effect("customer", kind, &external, Some(id)))
}

/// Whoever was merged with somebody is that one.
async fn current(tx: &mut Tx, id: CustomerId) -> Result<CustomerId> {
    let customer = customer::get(tx, id).await?;
    Ok(customer.merged_into.unwrap_or(id))
}

async fn find_or_make(tx: &mut Tx, learned: &Learned) -> Result<Option<(CustomerId, bool)>> {
    if let Some(email) = &learned.email
        && let Some(found) = customer::find_by_email(tx, email).await?
    {
        return Ok(Some((found.id, false)));
    }
    let name = learned.name.clone().unwrap_or_default();
    if name.is_empty() && learned.email.is_none() {
        return Ok(None);
    }
    let new = NewCustomer { name, email: learned.email.clone(), ..NewCustomer::default() };
    Ok(Some((customer::create(tx, new).await?.id, true)))
}

fn learned(place: &Place, source: &Source, stated: Customer) -> Learned {
    let email = stated.email.as_deref().and_then(|email| email.parse::<EmailAddress>().ok());
    let since = stated.marketing_at.or(stated.updated_at).unwrap_or(source.received_at);
    let addresses: Vec<Address> = stated
        .addresses
        .into_iter()
        .flatten()
        .filter_map(|address| money::address(address, stated.name.as_deref()))
        .collect();
    Learned {
        name: stated.name,
        company: stated.company,
        email,
        phone: stated.phone,
        language: stated.language,
        note: stated.note,
        tags: stated.tags,
        marketing: stated.accepts_marketing.map(|agrees| (agrees, since, place.says().to_owned())),
        addresses,
    }
}
