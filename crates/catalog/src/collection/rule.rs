//! Rules: which products belong to a collection.

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::Facts;

const CONDITIONS_MAX: usize = 20;
const VALUE_MAX: usize = 255;

/// How many of the conditions a product must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// Every one.
    All,
    /// At least one.
    Any,
}

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What the product is called.
    Title,
    /// Who makes it.
    Vendor,
    /// Any of its tags.
    Tag,
    /// Any category that it is in, or one above that, by id.
    Category,
    /// Its lowest price by the base list of the organization's currency, in minor units.
    Price,
}

/// How it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Is the value.
    Is,
    /// Is not the value.
    IsNot,
    /// Contains the value; of a text.
    Contains,
    /// Is more; of a price.
    Above,
    /// Is less; of a price.
    Below,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What it looks at.
    pub field: Field,
    /// How it compares.
    pub relation: Relation,
    /// With what; capitals do not matter.
    #[schema(example = "sale")]
    pub value: String,
}

/// Which products belong to a collection. Archived ones never do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How many of the conditions a product must meet.
    #[serde(rename = "match")]
    pub matching: Match,
    /// The conditions; without any nothing belongs.
    pub conditions: Vec<Condition>,
}

impl Rule {
    /// The rule with conditions that make sense, or which does not.
    pub(crate) fn checked(mut self) -> Result<Self> {
        if self.conditions.len() > CONDITIONS_MAX {
            let message = format!("Use at most {CONDITIONS_MAX} conditions.");
            return Err(Error::invalid("rule.conditions", "too_many", message));
        }
        for (index, condition) in self.conditions.iter_mut().enumerate() {
            let at = format!("rule.conditions.{index}.value");
            condition.value = kernel::text::line(at.as_str(), &condition.value, VALUE_MAX)?;
            let is_amount = condition.value.parse::<i64>().is_ok();
            if condition.field == Field::Price && !is_amount {
                return Err(Error::invalid(at, "invalid", "Use an amount in minor units, such as 5000."));
            }
            let compares_amounts = matches!(condition.relation, Relation::Above | Relation::Below);
            let fits = match condition.field {
                Field::Price => condition.relation != Relation::Contains,
                Field::Category => matches!(condition.relation, Relation::Is | Relation::IsNot),
                Field::Title | Field::Vendor | Field::Tag => !compares_amounts,
            };
            if !fits {
                let at = format!("rule.conditions.{index}.relation");
                return Err(Error::invalid(at, "not_allowed", "This field cannot be compared in this way."));
            }
        }
        Ok(self)
    }

    /// Whether a product with these facts belongs.
    pub(crate) fn fits(&self, facts: &Facts) -> bool {
        let mut met = self.conditions.iter().map(|condition| condition.is_met(facts));
        !facts.is_archived
            && !self.conditions.is_empty()
            && match self.matching {
                Match::All => met.all(|met| met),
                Match::Any => met.any(|met| met),
            }
    }
}

impl Condition {
    fn is_met(&self, facts: &Facts) -> bool {
        let wanted = self.value.to_lowercase();
        let any = |values: &[String]| match self.relation {
            Relation::Is => values.contains(&wanted),
            Relation::IsNot => !values.contains(&wanted),
            Relation::Contains => values.iter().any(|value| value.contains(&wanted)),
            Relation::Above | Relation::Below => false,
        };
        match self.field {
            Field::Title => any(std::slice::from_ref(&facts.title)),
            Field::Vendor => any(facts.vendor.as_slice()),
            Field::Tag => any(&facts.tags),
            Field::Category => any(&facts.categories),
            Field::Price => {
                let (Some(price), Ok(wanted)) = (facts.price_minor, wanted.parse::<i64>()) else {
                    return false;
                };
                match self.relation {
                    Relation::Is => price == wanted,
                    Relation::IsNot => price != wanted,
                    Relation::Above => price > wanted,
                    Relation::Below => price < wanted,
                    Relation::Contains => false,
                }
            }
        }
    }
}
