//! The published vectors of costs.

use kernel::Currency;

use super::{landed, moving_average, value};

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[test]
fn averages() {
    for (average, before, quantity, unit, after) in [
        // Ten at 5.00 and five at 8.00 are fifteen at 6.00.
        (Some(5_000_000), 10, 5, 8_000_000, 6_000_000),
        // Three at 1.00 and one at 2.00 are four at 1.25.
        (Some(1_000_000), 3, 1, 2_000_000, 1_250_000),
        // Two at 0.01 and one at 0.02 are three at 0.0133333…
        (Some(10_000), 2, 1, 20_000, 13_333),
        // One at 0.0001 and one at 0.0002 (of the minor unit) are two at 0.00015: half-up.
        (Some(1), 1, 1, 2, 2),
        // Nothing there, or less: the new ones decide.
        (Some(5_000_000), 0, 5, 8_000_000, 8_000_000),
        (Some(5_000_000), -3, 5, 8_000_000, 8_000_000),
        (None, 7, 5, 8_000_000, 8_000_000),
        // A gift lowers the average.
        (Some(6_000_000), 10, 10, 0, 3_000_000),
    ] {
        assert_eq!(moving_average(average, before, quantity, unit).unwrap(), after);
    }
    assert!(moving_average(Some(i64::MAX), 1_000_000_000_000, 1, i64::MAX).is_ok());
}

#[test]
fn landed_costs() {
    let (eur, usd, jpy, kwd) = (currency("EUR"), currency("USD"), currency("JPY"), currency("KWD"));
    // 105.00 EUR for ten, freight included.
    assert_eq!(landed(10_500, 10, eur, eur, 1_000_000).unwrap(), 10_500_000);
    // 100.00 EUR for three: 33.333333… each.
    assert_eq!(landed(10_000, 3, eur, eur, 1_000_000).unwrap(), 33_333_333);
    // 7.00 USD at 0.9737 are 6.8159 EUR.
    assert_eq!(landed(700, 1, usd, eur, 973_700).unwrap(), 6_815_900);
    // 1000 JPY at 0.0062 are 6.20 EUR.
    assert_eq!(landed(1_000, 1, jpy, eur, 6_200).unwrap(), 6_200_000);
    // 1.000 KWD at 3.0 are 3.00 EUR, and 1.00 EUR at 0.333333 is 0.333333 KWD.
    assert_eq!(landed(1_000, 1, kwd, eur, 3_000_000).unwrap(), 3_000_000);
    assert_eq!(landed(100, 1, eur, kwd, 333_333).unwrap(), 3_333_330);
}

#[test]
fn values() {
    assert_eq!(value(3, 33_333_333).unwrap(), 10_000);
    assert_eq!(value(1, 15_000).unwrap(), 2);
    assert_eq!(value(1, 14_999).unwrap(), 1);
    assert_eq!(value(-1, 15_000).unwrap(), -2);
    assert_eq!(value(0, 15_000).unwrap(), 0);
    assert!(value(1_000_000_000_000, i64::MAX).is_err());
}
