//! The words of documents, and how amounts, rates and dates are written.

use jiff::civil::Date;
use kernel::{Country, Currency, Money};
use mail::Locale;

use crate::pricing::Percent;

/// Between a number and what belongs to it, so that no line breaks there.
const NO_BREAK: char = '\u{a0}';

/// What stands on documents in one language.
pub(crate) struct Words {
    pub invoice: &'static str,
    pub corrected_invoice: &'static str,
    pub credit_note: &'static str,
    pub date: &'static str,
    pub order: &'static str,
    pub order_date: &'static str,
    pub replaces: &'static str,
    pub reverses: &'static str,
    pub tax_id: &'static str,
    pub bill_to: &'static str,
    pub ship_to: &'static str,
    pub description: &'static str,
    pub quantity: &'static str,
    pub unit_price: &'static str,
    pub tax: &'static str,
    pub amount: &'static str,
    pub discount: &'static str,
    pub subtotal: &'static str,
    pub shipping: &'static str,
    pub total: &'static str,
    pub contained_tax: &'static str,
    pub paid: &'static str,
    pub refunded: &'static str,
    pub due: &'static str,
    pub settled: &'static str,
    pub rate: &'static str,
    pub net: &'static str,
    pub gross: &'static str,
    pub notes: &'static str,
    pub amounts_in: &'static str,
    pub packing_slip: &'static str,
    pub units: &'static str,
    pub delivery: &'static str,
    pub customer_note: &'static str,
    page: &'static str,
    of: &'static str,
}

const EN: Words = Words {
    invoice: "Invoice",
    corrected_invoice: "Corrected invoice",
    credit_note: "Credit note",
    date: "Date",
    order: "Order",
    order_date: "Ordered on",
    replaces: "Replaces",
    reverses: "Reverses",
    tax_id: "Tax ID",
    bill_to: "Bill to",
    ship_to: "Ship to",
    description: "Description",
    quantity: "Qty",
    unit_price: "Unit price",
    tax: "Tax",
    amount: "Amount",
    discount: "Discount",
    subtotal: "Subtotal",
    shipping: "Shipping",
    total: "Total",
    contained_tax: "Tax contained in it",
    paid: "Paid",
    refunded: "Refunded",
    due: "Amount due",
    settled: "Paid in full. Thank you.",
    rate: "Tax rate",
    net: "Net",
    gross: "Gross",
    notes: "Notes",
    amounts_in: "All amounts in",
    packing_slip: "Packing slip",
    units: "Units",
    delivery: "Delivery",
    customer_note: "Note from the customer",
    page: "Page",
    of: "of",
};

const ES: Words = Words {
    invoice: "Factura",
    corrected_invoice: "Factura rectificativa",
    credit_note: "Nota de crédito",
    date: "Fecha",
    order: "Pedido",
    order_date: "Pedido el",
    replaces: "Sustituye a",
    reverses: "Anula",
    tax_id: "NIF",
    bill_to: "Facturar a",
    ship_to: "Enviar a",
    description: "Descripción",
    quantity: "Cant.",
    unit_price: "Precio",
    tax: "Impuesto",
    amount: "Importe",
    discount: "Descuento",
    subtotal: "Subtotal",
    shipping: "Envío",
    total: "Total",
    contained_tax: "Impuesto incluido",
    paid: "Pagado",
    refunded: "Reembolsado",
    due: "Pendiente de pago",
    settled: "Pagado por completo. Gracias.",
    rate: "Tipo",
    net: "Base",
    gross: "Total",
    notes: "Notas",
    amounts_in: "Todos los importes en",
    packing_slip: "Albarán",
    units: "Unidades",
    delivery: "Entrega",
    customer_note: "Nota del cliente",
    page: "Página",
    of: "de",
};

impl Words {
    /// The words of a language.
    pub(crate) const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &EN,
            Locale::Es => &ES,
        }
    }

    /// Which sheet of how many.
    pub(crate) fn page_of(&self, page: usize, pages: usize) -> String {
        format!("{} {page} {} {pages}", self.page, self.of)
    }
}

/// An amount with its currency's digits, grouped by thousands: `1,234.50`, `1.234,50`.
pub(crate) fn amount(locale: Locale, money: Money) -> String {
    let plain = money.decimal();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("\u{2212}", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, point) = signs(locale);
    let mut text = format!("{sign}{}", grouped(whole, thousands));
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

/// An amount with its currency's code: `EUR 1,234.50`, `1.234,50 EUR`.
pub(crate) fn amount_in(locale: Locale, money: Money) -> String {
    let (amount, code) = (amount(locale, money), currency_of(money).code());
    match locale {
        Locale::En => format!("{code}{NO_BREAK}{amount}"),
        Locale::Es => format!("{amount}{NO_BREAK}{code}"),
    }
}

fn currency_of(money: Money) -> Currency {
    money.currency
}

/// A whole number, grouped by thousands.
pub(crate) fn number(locale: Locale, number: i64) -> String {
    grouped(&number.to_string(), signs(locale).0)
}

/// A rate: `8.875%`, `8,875 %`.
pub(crate) fn rate(locale: Locale, rate: Percent) -> String {
    match locale {
        Locale::En => format!("{rate}%"),
        Locale::Es => format!("{}{NO_BREAK}%", rate.to_string().replace('.', ",")),
    }
}

/// A day: `21 November 2026`, or `November 21, 2026` where Letter paper is used; `21 de noviembre de 2026`.
pub(crate) fn day(locale: Locale, country: Country, date: Date) -> String {
    let month = locale.month(date.month());
    let (day, year) = (date.day(), date.year());
    match locale {
        Locale::En if country.code() == "US" => format!("{month} {day}, {year}"),
        Locale::En => format!("{day} {month} {year}"),
        Locale::Es => format!("{day} de {month} de {year}"),
    }
}

const fn signs(locale: Locale) -> (char, char) {
    match locale {
        Locale::En => (',', '.'),
        Locale::Es => ('.', ','),
    }
}

fn grouped(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
