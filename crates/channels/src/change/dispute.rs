//! Disputes: a buyer wants money back from the provider, and not from the merchant.

use kernel::{Currency, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A dispute as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dispute {
    /// Its id there.
    pub external_id: String,
    /// The provider's id of the payment that it is about.
    pub payment_id: Option<String>,
    /// The order's id, where the delivery says it: that of the platform, or ours.
    pub order_id: Option<String>,
    /// Who decides it.
    pub provider: String,
    /// How much it is about.
    pub amount: Option<Decimal>,
    /// The currency of that.
    pub currency: Option<Currency>,
    /// How it stands.
    pub state: DisputeState,
    /// Why, in the provider's words.
    pub reason: Option<String>,
    /// Until when the merchant may answer.
    pub answer_by: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
}

/// How a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeState {
    /// The merchant is to answer.
    NeedsAnswer,
    /// Somebody else is to do something.
    Open,
    /// The merchant keeps the money.
    Won,
    /// The buyer gets it.
    Lost,
    /// It is over, and the delivery does not say for whom.
    Closed,
}
