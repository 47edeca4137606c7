//! Customers over HTTP.

use identity::audit::{Record, record};
use identity::permission::{CUSTOMERS_MANAGE, CUSTOMERS_READ};
use kernel::{Cursor, Error, Json as Kept, Language, Page, PageParams, Timestamp};
use mail::EmailAddress;
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Created, Ctx, IfMatch, Json, NoContent, Path, Query, Result, Routes, Tagged};

use super::address::{self, CustomerAddress, CustomerAddressId};
use super::consent::{self, Consent};
use super::store::{self, CustomerFilter};
use super::view::{CustomerAddressView, CustomerDetail, CustomerView};
use super::{Customer, CustomerId, Marketing, NewCustomer, check_name, check_note, merge};
use crate::address::Address;
use crate::text;

const SHORT_MAX: usize = 100;

/// Who is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomerQuery {
    /// The beginning of a word of their name or company, of their e-mail address, or of their telephone number.
    q: Option<String>,
    /// A tag that they have.
    tag: Option<String>,
    /// Only those who may be written to, or may not.
    marketing: Option<Marketing>,
}

/// Somebody new.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCustomer {
    /// What they are called.
    #[schema(example = "Ada Lovelace")]
    name: String,
    /// Their company.
    company: Option<String>,
    /// Their address for mails; no two customers have the same.
    #[schema(example = "ada@example.com")]
    email: Option<String>,
    /// Their telephone number.
    phone: Option<String>,
    /// The language to write to them in.
    language: Option<Language>,
    /// What you know about them.
    note: Option<String>,
    /// What they are sorted by.
    tags: Option<Vec<String>>,
}

/// What to change of a customer. What is left out stays; null clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerChange {
    /// What they are called.
    name: Option<String>,
    /// Their company.
    #[serde(default, deserialize_with = "kernel::present")]
    company: Option<Option<String>>,
    /// Their address for mails.
    #[serde(default, deserialize_with = "kernel::present")]
    email: Option<Option<String>>,
    /// Their telephone number.
    #[serde(default, deserialize_with = "kernel::present")]
    phone: Option<Option<String>>,
    /// The language to write to them in.
    #[serde(default, deserialize_with = "kernel::present")]
    language: Option<Option<Language>>,
    /// What you know about them.
    note: Option<String>,
    /// All that they are sorted by.
    tags: Option<Vec<String>>,
}

/// An address of a customer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": {"name": "Ada Lovelace", "line1": "Torstraße 1", "postal_code": "10119",
                                      "city": "Berlin", "country": "DE"}}))]
pub struct SaveAddress {
    /// The address.
    address: Address,
    /// Whether parcels go there unless another is named.
    #[serde(default)]
    is_default_shipping: bool,
    /// Whether bills go there unless another is named.
    #[serde(default)]
    is_default_billing: bool,
}

/// What a customer agreed to or took back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"state": "granted", "source": "newsletter form"}))]
pub struct GiveConsent {
    /// What they said.
    state: Marketing,
    /// How that is known: a form, a call, an import.
    source: String,
    /// When they said it; now when left out.
    at: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![
        list,
        create,
        get,
        update,
        add_address,
        change_address,
        delete_address,
        give_consent,
        look_alikes,
        merge_duplicate,
    ]
}

/// List customers
///
/// Those in use, newest first. Merged ones are found by their id.
#[utoipa::path(get, path = "/api/v1/customers", tag = "Customers")]
async fn list(
    ctx: Ctx,
    Query(query): Query<CustomerQuery>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<CustomerView>>> {
    ctx.require(CUSTOMERS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let filter = CustomerFilter {
        terms: text::search(query.q.as_deref())?,
        tag: query.tag.map(|tag| tag.trim().to_lowercase()),
        marketing: query.marketing,
    };
    let page = ctx
        .read(async |tx| {
            let rows = store::list(tx, filter, &after, limit + 1).await?;
            let page = Page::new(rows, limit, |row: &Customer| Cursor::at(row.created_at, row.id));
            let mut data = Vec::with_capacity(page.data.len());
            for row in page.data {
                data.push(CustomerView::of(tx, row).await?);
            }
            Ok(Page { data, next: page.next })
        })
        .await?;
    Ok(Json(page))
}

/// Create a customer
#[utoipa::path(post, path = "/api/v1/customers", tag = "Customers")]
async fn create(ctx: Ctx, Json(new): Json<CreateCustomer>) -> Result<Created<CustomerView>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let tags = text::tags(&new.tags.unwrap_or_default())?;
    let customer = NewCustomer {
        name: text::required("name", &check_name(&new.name)?, SHORT_MAX * 2)?,
        company: text::optional("company", new.company, SHORT_MAX)?,
        email: new.email.as_deref().map(str::parse).transpose()?,
        phone: text::optional("phone", new.phone, SHORT_MAX)?,
        language: new.language,
        note: check_note(&new.note.unwrap_or_default())?,
    };
    let made = ctx
        .write(async |tx| {
            let row = super::create(tx, customer).await?;
            store::set_tags(tx, row.id, tags).await?;
            record(tx, Record::new("customer.created").target("customer", row.id)).await?;
            CustomerView::of(tx, row).await
        })
        .await?;
    Ok(Created(made))
}

/// Get a customer
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}", tag = "Customers")]
async fn get(ctx: Ctx, Path(id): Path<CustomerId>) -> Result<Tagged<CustomerDetail>> {
    ctx.require(CUSTOMERS_READ)?;
    let found = ctx
        .read(async |tx| {
            let row = store::get(tx, id).await?;
            CustomerDetail::of(tx, row).await
        })
        .await?;
    Ok(Tagged { version: found.customer.version, value: found })
}

/// Change a customer
///
/// Repeat the `ETag` that you read in `If-Match`, so that nobody's change is lost.
#[utoipa::path(patch, path = "/api/v1/customers/{customer_id}", tag = "Customers")]
async fn update(
    ctx: Ctx,
    Path(id): Path<CustomerId>,
    if_match: IfMatch,
    Json(change): Json<CustomerChange>,
) -> Result<Tagged<CustomerView>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let view = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            if before.merged_into.is_some() {
                return Err(Error::conflict(
                    "merged",
                    "This customer was merged. Change the one that it went into.",
                ));
            }
            let changed = changed_fields(&change);
            let tags = change.tags.as_deref().map(text::tags).transpose()?;
            let after = store::update(tx, apply(before, change)?).await?;
            if let Some(tags) = tags {
                store::set_tags(tx, id, tags).await?;
            }
            // What it is now stands with the customer only, so that it can be forgotten there.
            let entry = Record::new("customer.changed").target("customer", id);
            record(tx, entry.after(json!({"fields": changed}))).await?;
            CustomerView::of(tx, after).await
        })
        .await?;
    Ok(Tagged { version: view.version, value: view })
}

fn changed_fields(change: &CustomerChange) -> Vec<&'static str> {
    let fields = [
        ("name", change.name.is_some()),
        ("company", change.company.is_some()),
        ("email", change.email.is_some()),
        ("phone", change.phone.is_some()),
        ("language", change.language.is_some()),
        ("note", change.note.is_some()),
        ("tags", change.tags.is_some()),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}

fn apply(mut edited: Customer, change: CustomerChange) -> kernel::Result<Customer> {
    if let Some(name) = change.name {
        edited.name = check_name(&name)?;
    }
    if let Some(company) = change.company {
        edited.company = text::optional("company", company, SHORT_MAX)?;
    }
    if let Some(email) = change.email {
        let email = email.as_deref().map(str::parse::<EmailAddress>).transpose()?;
        edited.email = email.map(|email| email.as_str().to_owned());
    }
    if let Some(phone) = change.phone {
        edited.phone = text::optional("phone", phone, SHORT_MAX)?;
    }
    if let Some(language) = change.language {
        edited.language = language;
    }
    if let Some(note) = change.note {
        edited.note = check_note(&note)?;
    }
    Ok(edited)
}

/// Add an address to a customer
#[utoipa::path(post, path = "/api/v1/customers/{customer_id}/addresses", tag = "Customers")]
async fn add_address(
    ctx: Ctx,
    Path(id): Path<CustomerId>,
    Json(new): Json<SaveAddress>,
) -> Result<Created<CustomerAddressView>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let made = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            let address = CustomerAddress {
                id: tx.new_id(),
                customer_id: id,
                address: Kept(new.address.checked("address")?),
                is_default_shipping: new.is_default_shipping,
                is_default_billing: new.is_default_billing,
            };
            let made = address::insert(tx, address).await?;
            changed_address(tx, id).await?;
            Ok(made)
        })
        .await?;
    Ok(Created(made.into()))
}

/// Change an address of a customer
///
/// Orders that were placed with it keep what it said then.
#[utoipa::path(put, path = "/api/v1/customer-addresses/{address_id}", tag = "Customers")]
async fn change_address(
    ctx: Ctx,
    Path(id): Path<CustomerAddressId>,
    Json(new): Json<SaveAddress>,
) -> Result<Json<CustomerAddressView>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let saved = ctx
        .write(async |tx| {
            let before = address::get(tx, id).await?;
            let edited = CustomerAddress {
                address: Kept(new.address.checked("address")?),
                is_default_shipping: new.is_default_shipping,
                is_default_billing: new.is_default_billing,
                ..before
            };
            let saved = address::update(tx, edited).await?;
            changed_address(tx, saved.customer_id).await?;
            Ok(saved)
        })
        .await?;
    Ok(Json(saved.into()))
}

/// Delete an address of a customer
#[utoipa::path(delete, path = "/api/v1/customer-addresses/{address_id}", tag = "Customers")]
async fn delete_address(ctx: Ctx, Path(id): Path<CustomerAddressId>) -> Result<NoContent> {
    ctx.require(CUSTOMERS_MANAGE)?;
    ctx.write(async |tx| {
        let row = address::get(tx, id).await?;
        address::delete(tx, id).await?;
        changed_address(tx, row.customer_id).await
    })
    .await?;
    Ok(NoContent)
}

async fn changed_address(tx: &mut db::Tx, customer: CustomerId) -> kernel::Result<()> {
    let entry = Record::new("customer.changed").target("customer", customer);
    record(tx, entry.after(json!({"fields": ["addresses"]}))).await
}

/// Write down what a customer agreed to
///
/// Whether they may be written to about more than their orders, since when, and how that is known. Earlier words stay.
#[utoipa::path(post, path = "/api/v1/customers/{customer_id}/consents", tag = "Customers")]
async fn give_consent(
    ctx: Ctx,
    Path(id): Path<CustomerId>,
    Json(new): Json<GiveConsent>,
) -> Result<Created<CustomerDetail>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    if new.state == Marketing::Unknown {
        return Err(Error::invalid("state", "invalid", "Say granted or withdrawn.").into());
    }
    let at = new.at.unwrap_or_else(|| ctx.now());
    if at > ctx.now() {
        return Err(Error::invalid("at", "invalid", "Nobody has agreed in the future yet.").into());
    }
    let consent = Consent { state: new.state, source: text::required("source", &new.source, SHORT_MAX)?, at };
    let detail = ctx
        .write(async |tx| {
            store::get(tx, id).await?;
            consent::give(tx, id, consent).await?;
            let entry = Record::new("customer.consent_given").target("customer", id);
            record(tx, entry.after(json!({"state": new.state, "at": at}))).await?;
            let row = store::get(tx, id).await?;
            CustomerDetail::of(tx, row).await
        })
        .await?;
    Ok(Created(detail))
}

/// List customers who may be the same person
///
/// Those who share the mailbox, whatever its owner adds to the address, or the telephone number.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/duplicates", tag = "Customers")]
async fn look_alikes(ctx: Ctx, Path(id): Path<CustomerId>) -> Result<Json<Page<CustomerView>>> {
    ctx.require(CUSTOMERS_READ)?;
    let views = ctx
        .read(async |tx| {
            store::get(tx, id).await?;
            let mut views = Vec::new();
            for row in store::look_alikes(tx, id).await? {
                views.push(CustomerView::of(tx, row).await?);
            }
            Ok(views)
        })
        .await?;
    Ok(Json(Page::all(views)))
}

/// Merge a duplicate into a customer
///
/// Orders, addresses, consents and tags of the duplicate move to the customer, and what the customer lacks is taken
/// over. The duplicate stays, and says where it went.
#[utoipa::path(
    post,
    path = "/api/v1/customers/{customer_id}/duplicates/{duplicate_id}/merge",
    tag = "Customers"
)]
async fn merge_duplicate(
    ctx: Ctx,
    Path((into, duplicate)): Path<(CustomerId, CustomerId)>,
) -> Result<Json<CustomerDetail>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let detail = ctx
        .write(async |tx| {
            let row = merge(tx, into, duplicate).await?;
            CustomerDetail::of(tx, row).await
        })
        .await?;
    Ok(Json(detail))
}
