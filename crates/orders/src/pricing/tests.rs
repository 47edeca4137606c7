//! The published vectors, and what holds for every basket.

use kernel::{Currency, Money};
use proptest::prelude::*;

use super::*;

fn euro() -> Currency {
    "EUR".parse().unwrap()
}

fn percent(text: &str) -> Percent {
    text.parse().unwrap()
}

fn line(unit_price_minor: i64, quantity: i64, rate: &str) -> PricedLine {
    PricedLine { unit_price_minor, quantity, tax_rate: percent(rate), discounts: vec![] }
}

fn off(value: DiscountValue) -> Discount {
    Discount { title: "Off".to_owned(), value }
}

fn fixed(amount_minor: i64) -> Discount {
    off(DiscountValue::Fixed { amount_minor })
}

fn share(text: &str) -> Discount {
    off(DiscountValue::Percent { percent: percent(text) })
}

fn basket(prices_include_tax: bool, lines: Vec<PricedLine>, discounts: Vec<Discount>) -> Basket {
    Basket { currency: euro(), prices_include_tax, lines, discounts, shipping: PricedShipping::default() }
}

fn taxes(basket: &Basket) -> Vec<i64> {
    total(basket).unwrap().lines.iter().map(|line| line.tax.amount_minor).collect()
}

/// Sylius, `Taxation` features: half-up, per line, on the discounted line; tax first where it is included.
#[test]
fn sylius_vectors_hold() {
    assert_eq!(taxes(&basket(false, vec![line(4_595, 1, "10")], vec![])), [460]);
    assert_eq!(taxes(&basket(false, vec![line(4_594, 1, "10")], vec![])), [459]);
    assert_eq!(taxes(&basket(false, vec![line(1_010, 10, "23")], vec![])), [2_323]);
    assert_eq!(taxes(&basket(true, vec![line(5_695, 1, "10")], vec![fixed(1_000)])), [427]);
}

/// Zuora's documentation: 2.99 with 4 % included has 0.12 of tax when tax goes first. Net-first would give 0.11.
#[test]
fn tax_goes_first_as_zuora_describes_it() {
    let sums = total(&basket(true, vec![line(299, 1, "4")], vec![])).unwrap();
    assert_eq!((sums.tax.amount_minor, sums.total.amount_minor), (12, 299));
}

/// Vendure, `prorate`: largest remainder over lines, never over units.
#[test]
fn vendure_vectors_hold() {
    let shares = |lines: Vec<PricedLine>, discount: i64| -> Vec<i64> {
        let sums = total(&basket(true, lines, vec![fixed(discount)])).unwrap();
        sums.lines.iter().map(|line| line.order_discount.amount_minor).collect()
    };
    let uneven = vec![line(4_300, 1, "0"), line(1_400, 1, "0"), line(2_300, 1, "0")];
    assert_eq!(shares(uneven, 299), [161, 52, 86]);
    assert_eq!(
        shares(vec![line(1_000, 1, "0"), line(1_000, 1, "0"), line(1_000, 1, "0")], 299),
        [100, 100, 99]
    );
    // Quantity does not matter: three units of one line are one line.
    assert_eq!(shares(vec![line(1_000, 3, "0")], 299), [299]);
    // The vector [0, 0] / 10 → [5, 5] is about spreading alone; lines that cost nothing are capped at nothing.
    let spread: Vec<i64> =
        Money::new(10, euro()).allocate(&[0, 0]).iter().map(|part| part.amount_minor).collect();
    assert_eq!(spread, [5, 5]);
    assert_eq!(shares(vec![line(0, 1, "0"), line(0, 1, "0")], 10), [0, 0]);
}

/// Sylius: converted amounts are converted as totals.
#[test]
fn a_total_is_converted_not_its_units() {
    let dollars = |minor| Money::new(minor, "USD".parse().unwrap());
    let rate: ExchangeRate = "0.9737".parse().unwrap();
    let in_euro = |amount| convert(amount, euro(), &rate).unwrap().amount_minor;
    assert_eq!((in_euro(dollars(700)), in_euro(dollars(1_400))), (682, 1_363));
    let yen: Currency = "JPY".parse().unwrap();
    let rate: ExchangeRate = "163.25".parse().unwrap();
    assert_eq!(convert(Money::new(1_000, euro()), yen, &rate).unwrap(), Money::new(1_633, yen));
    assert_eq!(
        convert(Money::new(1_633, yen), euro(), &"0.006126".parse().unwrap()).unwrap().amount_minor,
        1_000
    );
    for (text, shown) in [("0.9737", "0.9737"), ("1", "1"), ("163.250", "163.250")] {
        assert_eq!(text.parse::<ExchangeRate>().unwrap().to_string(), shown);
    }
    for text in ["", "0", "-1", "1e3", ".5", "1.2345678901234", "0.000"] {
        assert!(text.parse::<ExchangeRate>().is_err(), "{text}");
    }
}

/// Medusa #14818: 24.99 at 10.75 % gave a total of 34.116425 with shipping. A total has no more digits than its currency.
#[test]
fn a_total_never_has_a_fraction_of_a_minor_unit() {
    let mut basket = basket(false, vec![line(2_499, 1, "10.75")], vec![]);
    basket.shipping = PricedShipping { price_minor: 581, tax_rate: percent("10.75"), discounts: vec![] };
    let sums = total(&basket).unwrap();
    assert_eq!((sums.tax.amount_minor, sums.total.amount_minor), (269 + 62, 3_411));
}

/// Medusa #12429: a discount of all that there is.
#[test]
fn everything_off_is_nothing_to_pay() {
    let lines = vec![line(999, 3, "19"), line(1, 1, "7")];
    for discounts in [vec![share("100")], vec![fixed(1_000_000)], vec![share("60"), fixed(5_000)]] {
        for included in [true, false] {
            let sums = total(&basket(included, lines.clone(), discounts.clone())).unwrap();
            assert_eq!((sums.total.amount_minor, sums.tax.amount_minor), (0, 0));
            assert_eq!(sums.discount, sums.subtotal);
        }
    }
}

#[test]
fn rates_are_taxed_line_by_line_and_discounts_go_first() {
    let mut lines = vec![line(10_000, 1, "19"), line(5_000, 2, "7")];
    lines[0].discounts = vec![share("10"), fixed(100)];
    let mut basket = basket(false, lines, vec![fixed(189)]);
    basket.shipping =
        PricedShipping { price_minor: 499, tax_rate: percent("19"), discounts: vec![share("50")] };
    let sums = total(&basket).unwrap();
    // 100.00 − 10.00 − 1.00 = 89.00 and 100.00; of 1.89 they bear 0.89 and 1.00; shipping is 4.99 − 2.50.
    assert_eq!(sums.lines[0].discount().unwrap().amount_minor, 1_100 + 89);
    assert_eq!(sums.lines[0].tax.amount_minor, 1_674);
    assert_eq!(sums.lines[1].tax.amount_minor, 693);
    assert_eq!((sums.shipping.discount.amount_minor, sums.shipping.tax.amount_minor), (250, 47));
    assert_eq!(sums.total.amount_minor, 20_000 + 499 - 1_539 + 2_414);
}

#[test]
fn what_cannot_be_priced_names_the_field() {
    for (lines, field) in [
        (vec![line(-1, 1, "0")], "lines.0.unit_price"),
        (vec![line(1, 1, "0"), line(1, -1, "0")], "lines.1.quantity"),
        (vec![line(1, QUANTITY_MAX + 1, "0")], "lines.0.quantity"),
        (vec![line(i64::MAX, 2, "0")], "amount"),
    ] {
        assert_eq!(total(&basket(true, lines, vec![])).unwrap_err().fields()[0].field, field);
    }
    let error = total(&basket(true, vec![line(1, 1, "0")], vec![fixed(-1)])).unwrap_err();
    assert_eq!(error.fields()[0].field, "discounts");
}

#[test]
fn percentages_are_exact_texts() {
    for text in ["0", "7", "19", "8.875", "0.0001", "100"] {
        assert_eq!(percent(text).to_string(), text);
    }
    assert_eq!(percent("19.50").to_string(), "19.5");
    for text in ["", "-1", "100.0001", "1.00001", "1,5", ".5", "5.", "1e1", "+1", " 1"] {
        assert!(text.parse::<Percent>().is_err(), "{text}");
    }
}

fn any_discount() -> impl Strategy<Value = Discount> {
    prop_oneof![
        (0_i64..200_000).prop_map(fixed),
        (0_i64..=1_000_000)
            .prop_map(|ppm| off(DiscountValue::Percent { percent: Percent::from_ppm(ppm).unwrap() })),
    ]
}

fn any_discounts() -> impl Strategy<Value = Vec<Discount>> {
    proptest::collection::vec(any_discount(), 0..3)
}

prop_compose! {
    fn any_line()(price in 0_i64..500_000, quantity in 0_i64..50, rate in 0_i64..=300_000, discounts in any_discounts())
        -> PricedLine
    {
        PricedLine { unit_price_minor: price, quantity, tax_rate: Percent::from_ppm(rate).unwrap(), discounts }
    }
}

prop_compose! {
    fn any_basket()(
        included in any::<bool>(), lines in proptest::collection::vec(any_line(), 0..12), discounts in any_discounts(),
        price_minor in 0_i64..10_000, rate in 0_i64..=300_000, off_shipping in any_discounts(),
        code in prop_oneof!["EUR", "JPY", "KWD"],
    ) -> Basket {
        let tax_rate = Percent::from_ppm(rate).unwrap();
        let shipping = PricedShipping { price_minor, tax_rate, discounts: off_shipping };
        Basket { currency: code.parse().unwrap(), prices_include_tax: included, lines, discounts, shipping }
    }
}

proptest! {
    /// Rules 2, 3 and 5 at once, for any basket.
    #[test]
    fn totals_are_exact_and_never_negative(basket in any_basket()) {
        let sums = total(&basket).unwrap();
        let minor = |money: Money| money.amount_minor;
        let added_tax = if basket.prices_include_tax { 0 } else { minor(sums.tax) };
        let lines: i64 = sums.lines.iter().map(|line| minor(line.subtotal)).sum();
        prop_assert_eq!(minor(sums.total), lines + minor(sums.shipping.price) + added_tax - minor(sums.discount));
        prop_assert!(minor(sums.total) >= 0 && minor(sums.tax) >= 0 && minor(sums.discount) >= 0);
        for line in &sums.lines {
            prop_assert!(minor(line.discount().unwrap()) <= minor(line.subtotal));
            prop_assert!(minor(line.own_discount) >= 0 && minor(line.order_discount) >= 0 && minor(line.total) >= 0);
        }
        prop_assert!(sums.check(basket.prices_include_tax).is_ok());
    }

    /// Rule 4: the shares of an order's discount are the discount, and none is off by a whole unit.
    #[test]
    fn an_order_discount_is_spread_to_the_last_unit(
        prices in proptest::collection::vec(1_i64..100_000, 1..15), discount in 0_i64..300_000,
    ) {
        let lines = prices.iter().map(|price| line(*price, 1, "0")).collect();
        let sums = total(&basket(true, lines, vec![fixed(discount)])).unwrap();
        let whole: i64 = prices.iter().sum();
        let discount = discount.min(whole);
        let shares: Vec<i64> = sums.lines.iter().map(|line| line.order_discount.amount_minor).collect();
        prop_assert_eq!(shares.iter().sum::<i64>(), discount);
        for (share, price) in shares.iter().zip(&prices) {
            let exact = i128::from(discount) * i128::from(*price);
            prop_assert!((i128::from(*share) * i128::from(whole) - exact).abs() < i128::from(whole));
        }
    }

    /// Prices with and without tax are two views of one rounding: what is included is what is shown.
    #[test]
    fn included_tax_is_part_of_the_price(price in 0_i64..1_000_000_000, ppm in 0_i64..=1_000_000) {
        let amount = Money::new(price, euro());
        let included = tax(amount, Percent::from_ppm(ppm).unwrap(), true).unwrap().amount_minor;
        prop_assert!(included >= 0 && included <= price);
        let exact = i128::from(price) * i128::from(ppm);
        let whole = i128::from(1_000_000 + ppm);
        // Half-up: within half a unit, and a tie goes up.
        let twice = 2 * (i128::from(included) * whole - exact);
        prop_assert!(-whole < twice && twice <= whole);
    }

    /// Taking a line back in any portions gives back the line, to the last unit.
    #[test]
    fn parts_of_a_line_are_the_line(amount in 0_i64..10_000_000, portions in proptest::collection::vec(1_i64..9, 1..9)) {
        let (of, mut after, mut sum) = (portions.iter().sum(), 0, 0);
        for take in portions {
            let part = part_of(Money::new(amount, euro()), Part { of, after, take }).unwrap().amount_minor;
            prop_assert!(part >= 0);
            (after, sum) = (after + take, sum + part);
        }
        prop_assert_eq!(sum, amount);
    }

    /// A text of a percentage is exactly that percentage.
    #[test]
    fn percentages_survive_their_text(ppm in 0_i64..=1_000_000) {
        let percent = Percent::from_ppm(ppm).unwrap();
        prop_assert_eq!(percent.to_string().parse::<Percent>().unwrap(), percent);
    }
}
