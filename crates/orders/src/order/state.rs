//! The three states of an order, worked out from its ledgers. Pure, so that every combination can be tried.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far an order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FinancialState {
    /// Nothing is paid or promised.
    Pending,
    /// A payment provider has promised the money.
    Authorized,
    /// Some of it is here.
    PartlyPaid,
    /// All of it is here.
    Paid,
    /// Some of it went back.
    PartlyRefunded,
    /// All that was here went back.
    Refunded,
    /// Nothing was taken, and nothing will be.
    Voided,
}

/// How much of an order has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FulfilmentState {
    /// Nothing.
    Unfulfilled,
    /// Some of it.
    PartlyFulfilled,
    /// All of it, or there is nothing to send.
    Fulfilled,
    /// Nothing, and nothing will.
    Cancelled,
}

/// What of an order comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReturnState {
    /// Nothing.
    None,
    /// The customer asks to send something back.
    Requested,
    /// Something is on its way back, or being looked at.
    InProgress,
    /// Some of it is back.
    PartlyReturned,
    /// All of it is back.
    Returned,
}

/// What the payments of an order add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Paid {
    /// Promised and not taken yet.
    pub authorized_minor: i64,
    /// Taken.
    pub captured_minor: i64,
    /// Given back.
    pub refunded_minor: i64,
    /// How many payments were let go.
    pub voided: i64,
    /// How many may still bring money.
    pub waiting: i64,
}

/// How many things of an order are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Units {
    /// How many are to be sent.
    pub to_ship: i64,
    /// How many have left.
    pub shipped: i64,
    /// How many came back.
    pub returned: i64,
}

/// The returns of an order that are not done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenReturns {
    /// Asked for.
    pub requested: i64,
    /// Agreed to, or here.
    pub in_progress: i64,
}

/// How far an order is paid.
pub const fn financial(total_minor: i64, is_cancelled: bool, paid: Paid) -> FinancialState {
    if paid.refunded_minor > 0 && paid.refunded_minor >= paid.captured_minor {
        FinancialState::Refunded
    } else if paid.refunded_minor > 0 {
        FinancialState::PartlyRefunded
    } else if is_cancelled && paid.captured_minor == 0 {
        FinancialState::Voided
    } else if paid.captured_minor >= total_minor {
        FinancialState::Paid
    } else if paid.captured_minor > 0 {
        FinancialState::PartlyPaid
    } else if paid.authorized_minor > 0 {
        FinancialState::Authorized
    } else if paid.voided > 0 && paid.waiting == 0 {
        FinancialState::Voided
    } else {
        FinancialState::Pending
    }
}

/// How much of an order has left.
pub const fn fulfilment(is_cancelled: bool, units: Units) -> FulfilmentState {
    if is_cancelled && units.shipped == 0 {
        FulfilmentState::Cancelled
    } else if units.shipped >= units.to_ship {
        FulfilmentState::Fulfilled
    } else if units.shipped > 0 {
        FulfilmentState::PartlyFulfilled
    } else {
        FulfilmentState::Unfulfilled
    }
}

/// What of an order comes back.
pub const fn returned(units: Units, open: OpenReturns) -> ReturnState {
    if open.in_progress > 0 {
        ReturnState::InProgress
    } else if open.requested > 0 {
        ReturnState::Requested
    } else if units.returned == 0 {
        ReturnState::None
    } else if units.returned >= units.shipped {
        ReturnState::Returned
    } else {
        ReturnState::PartlyReturned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paid(authorized_minor: i64, captured_minor: i64, refunded_minor: i64) -> Paid {
        Paid { authorized_minor, captured_minor, refunded_minor, voided: 0, waiting: 0 }
    }

    #[test]
    fn money_decides_how_far_it_is_paid() {
        use FinancialState as S;
        for (is_cancelled, money, state) in [
            (false, paid(0, 0, 0), S::Pending),
            (false, Paid { voided: 1, waiting: 1, ..paid(0, 0, 0) }, S::Pending),
            (false, Paid { voided: 1, ..paid(0, 0, 0) }, S::Voided),
            (false, paid(100, 0, 0), S::Authorized),
            (false, paid(60, 40, 0), S::PartlyPaid),
            (false, paid(0, 100, 0), S::Paid),
            (false, paid(0, 120, 0), S::Paid),
            (false, paid(0, 100, 1), S::PartlyRefunded),
            (false, paid(0, 100, 100), S::Refunded),
            (true, paid(0, 0, 0), S::Voided),
            (true, paid(0, 100, 0), S::Paid),
            (true, paid(0, 100, 100), S::Refunded),
        ] {
            assert_eq!(financial(100, is_cancelled, money), state, "{money:?}");
        }
        assert_eq!(financial(0, false, paid(0, 0, 0)), S::Paid);
    }

    #[test]
    fn units_decide_what_has_left_and_come_back() {
        let units = |to_ship, shipped, returned| Units { to_ship, shipped, returned };
        assert_eq!(fulfilment(false, units(3, 0, 0)), FulfilmentState::Unfulfilled);
        assert_eq!(fulfilment(false, units(3, 2, 0)), FulfilmentState::PartlyFulfilled);
        assert_eq!(fulfilment(false, units(3, 3, 0)), FulfilmentState::Fulfilled);
        assert_eq!(fulfilment(false, units(0, 0, 0)), FulfilmentState::Fulfilled);
        assert_eq!(fulfilment(true, units(3, 0, 0)), FulfilmentState::Cancelled);
        let open = |requested, in_progress| OpenReturns { requested, in_progress };
        assert_eq!(returned(units(3, 3, 0), open(0, 0)), ReturnState::None);
        assert_eq!(returned(units(3, 3, 0), open(1, 0)), ReturnState::Requested);
        assert_eq!(returned(units(3, 3, 1), open(1, 1)), ReturnState::InProgress);
        assert_eq!(returned(units(3, 3, 1), open(0, 0)), ReturnState::PartlyReturned);
        assert_eq!(returned(units(3, 3, 3), open(0, 0)), ReturnState::Returned);
    }
}
