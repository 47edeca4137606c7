//! Collections: products that belong together, put there by hand or by a rule.
//!
//! What a rule says is written down as membership whenever a product changes or the rule does, so that a shop finds the
//! products of a collection as fast by rule as by hand.

pub(crate) mod api;
mod facts;
mod jobs;
mod rule;
pub(crate) mod store;

pub(crate) use jobs::{CollectByRule, rebuild_all};
pub use rule::{Condition, Field, Match, Relation, Rule};

use db::Tx;
use facts::Facts;
use identity::audit::{Record, record};
use kernel::{Entity, Id, Json, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::product::{ProductId, check};
use crate::slug::{self, Addressed};

pub(crate) const NAME_MAX: usize = 100;

/// Who decides which products belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum CollectionKind {
    /// A person, who also puts them in order.
    Manual,
    /// A rule; the newest come first.
    Rule,
}

/// Products that belong together.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Collection {
    /// The id.
    pub id: CollectionId,
    /// Who decides which products belong. Never changes.
    pub kind: CollectionKind,
    /// What it is called.
    #[schema(example = "Winter sale")]
    pub name: String,
    /// The words of its address.
    #[schema(example = "winter-sale")]
    pub slug: String,
    /// HTML of which nothing can act.
    pub description: String,
    /// Which products belong; null for a manual one.
    #[schema(required, value_type = Option<Rule>)]
    pub rule: Option<Json<Rule>>,
    /// The title for search engines, when it is another one.
    #[schema(required)]
    pub seo_title: Option<String>,
    /// The description for search engines.
    #[schema(required)]
    pub seo_description: Option<String>,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Entity for Collection {
    const PREFIX: &'static str = "coll";
}

/// The id of a collection.
pub type CollectionId = Id<Collection>;

/// What a new collection needs.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCollection {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100, example = "Winter sale")]
    pub name: String,
    /// The words of its address; made of the name when left out.
    pub slug: Option<String>,
    /// HTML; what could act in it is taken out.
    #[serde(default)]
    pub description: String,
    /// Which products belong; without one they are put there by hand.
    pub rule: Option<Rule>,
}

/// Makes a collection. Products that meet its rule join it within moments.
pub async fn create(tx: &mut Tx, new: NewCollection) -> Result<Collection> {
    let slug = match &new.slug {
        Some(slug) => slug::check(slug)?,
        None => slug::free(tx, slug::slugify(&new.name, "collection"), store::has_slug).await?,
    };
    let collection = Collection {
        id: tx.new_id(),
        kind: if new.rule.is_some() { CollectionKind::Rule } else { CollectionKind::Manual },
        name: kernel::text::line("name", &new.name, NAME_MAX)?,
        slug,
        description: check::description(&new.description)?,
        rule: new.rule.map(|rule| rule.checked().map(Json)).transpose()?,
        seo_title: None,
        seo_description: None,
        version: 1,
        created_at: tx.now(),
    };
    let collection = store::insert(tx, collection).await?;
    slug::settle(tx, Addressed::Collection, std::slice::from_ref(&collection.slug)).await?;
    if collection.kind == CollectionKind::Rule {
        ::jobs::enqueue(tx, CollectByRule { collection: collection.id }).await?;
    }
    let entry = Record::new("collection.created").target("collection", collection.id);
    record(tx, entry.after(&collection)).await?;
    Ok(collection)
}

/// Products changed: those from one id to another, which were made together, or one alone. They join and leave collections
/// by their rules.
pub(crate) async fn refresh(tx: &mut Tx, first: ProductId, last: ProductId) -> Result<()> {
    let ruled = store::with_rule(tx).await?;
    if ruled.is_empty() {
        return Ok(());
    }
    let facts = facts::between(tx, first, last, i64::MAX).await?;
    for collection in &ruled {
        if let Some(rule) = &collection.rule {
            sort(tx, collection.id, &rule.0, &facts).await?;
        }
    }
    Ok(())
}

/// Puts the products that meet its rule into a collection, and takes the others out.
async fn sort(tx: &mut Tx, collection: CollectionId, rule: &Rule, facts: &[Facts]) -> Result<()> {
    let (fitting, others): (Vec<&Facts>, Vec<&Facts>) = facts.iter().partition(|facts| rule.fits(facts));
    let ids = |facts: Vec<&Facts>| facts.into_iter().map(|one| one.id).collect::<Vec<_>>();
    store::join(tx, collection, &ids(fitting)).await?;
    store::leave(tx, collection, &ids(others)).await
}
