//! What stands on an invoice. It is stored as it is, and holds all that its PDF needs: the same content is the same PDF
//! forever, whatever becomes of the order, the shop or the catalog.

use jiff::civil::Date;
use kernel::{Country, Currency, Money};
use mail::Locale;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::pricing::Percent;

/// What an invoice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// The first of its order.
    Invoice,
    /// It stands in for an earlier one, because the order changed.
    Corrected,
    /// It takes an earlier one back, because the order was cancelled. Its amounts are below zero.
    CreditNote,
}

/// All that stands on an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceContent {
    /// What it is.
    pub kind: InvoiceKind,
    /// Its number as people read it.
    pub name: String,
    /// The name of the invoice that it replaces or reverses.
    pub corrects: Option<String>,
    /// The language of its words.
    pub locale: Locale,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Whether its prices contain their tax.
    pub prices_include_tax: bool,
    /// The day of the invoice, where the shop is.
    pub issued_on: Date,
    /// The day of the order, where the shop is.
    pub ordered_on: Date,
    /// The order's number as people read it.
    pub order_name: String,
    /// Who sells.
    pub seller: Seller,
    /// Who pays, line by line.
    pub bill_to: Vec<String>,
    /// Where it goes, when that is somewhere else.
    pub ship_to: Option<Vec<String>>,
    /// What was bought.
    pub lines: Vec<InvoiceLine>,
    /// What was taken off the whole.
    pub discount_minor: i64,
    /// The way, when there is one.
    pub shipping: Option<InvoiceShipping>,
    /// The tax, rate by rate.
    pub taxes: Vec<TaxSum>,
    /// All tax.
    pub tax_minor: i64,
    /// What it comes to.
    pub total_minor: i64,
    /// How far it was paid on that day.
    pub payment: InvoicePayment,
    /// What else is to be said.
    pub notes: String,
}

impl InvoiceContent {
    /// So many minor units of its currency.
    pub(super) const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// Σ lines.
    pub fn subtotal_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.amount_minor).fold(0, i64::saturating_add)
    }
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// The name at the top.
    pub name: String,
    /// The address, line by line.
    pub lines: Vec<String>,
    /// Where that is; decides on the paper.
    pub country: Country,
    /// The number that tax offices know it by.
    pub tax_id: Option<String>,
    /// Where questions go.
    pub email: Option<String>,
    /// `#rrggbb`; one line is drawn in it.
    pub accent: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    /// What it is.
    pub title: String,
    /// Which of them.
    pub variant_title: String,
    /// Its SKU.
    pub sku: Option<String>,
    /// How many.
    pub quantity: i64,
    /// What one costs.
    pub unit_price_minor: i64,
    /// What was taken off this line alone.
    pub discount_minor: i64,
    /// The rate of its tax.
    pub tax_rate: Percent,
    /// What it costs, less its discount.
    pub amount_minor: i64,
}

/// The way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceShipping {
    /// What it is called.
    pub title: String,
    /// What it costs, less its discount.
    pub amount_minor: i64,
}

/// What falls under one rate of tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxSum {
    /// The rate.
    pub rate: Percent,
    /// Without tax.
    pub net_minor: i64,
    /// The tax.
    pub tax_minor: i64,
}

/// How far it was paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicePayment {
    /// What was taken.
    pub paid_minor: i64,
    /// What was given back.
    pub refunded_minor: i64,
    /// What is still to be paid.
    pub due_minor: i64,
}
