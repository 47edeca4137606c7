//! Which rate holds where.

use super::*;

fn rate(country: &str, region: Option<&str>, tax_class: &str, percent: &str, on_shipping: bool) -> TaxRate {
    TaxRate {
        country: country.parse().unwrap(),
        region: region.map(str::to_owned),
        tax_class: tax_class.to_owned(),
        rate: percent.parse().unwrap(),
        on_shipping,
    }
}

fn rates() -> Vec<TaxRate> {
    vec![
        rate("DE", None, "standard", "19", true),
        rate("DE", None, "reduced", "7", false),
        rate("ES", None, "standard", "21", true),
        rate("ES", None, "reduced", "10", false),
        rate("ES", Some("Canarias"), "standard", "7", true),
        rate("US", Some("NY"), "standard", "8.875", false),
    ]
}

fn to(country: &str, region: Option<&str>) -> Taxes {
    Taxes::at("DE".parse().unwrap(), Some(country.parse().unwrap()), region, rates())
}

fn said(applied: AppliedTax) -> (String, TaxSource) {
    (applied.rate.to_string(), applied.source)
}

#[test]
fn the_place_and_the_class_decide() {
    for (country, region, class, expected, source) in [
        ("DE", None, "standard", "19", TaxSource::Shop),
        ("DE", Some("Bayern"), "Reduced", "7", TaxSource::Shop),
        ("ES", Some(" canarias "), "standard", "7", TaxSource::Shop),
        // The region says nothing of this class, the country does.
        ("ES", Some("Canarias"), "reduced", "10", TaxSource::Shop),
        ("US", Some("ny"), "standard", "8.875", TaxSource::Shop),
        ("US", Some("OR"), "standard", "0", TaxSource::Missing),
        ("US", None, "standard", "0", TaxSource::Missing),
        ("JP", None, "standard", "0", TaxSource::Missing),
        ("DE", None, "books", "0", TaxSource::Missing),
        ("DE", None, "none", "0", TaxSource::Exempt),
        ("JP", None, "none", "0", TaxSource::Exempt),
    ] {
        let applied = said(to(country, region).on(None, class));
        assert_eq!(applied, (expected.to_owned(), source), "{country} {region:?} {class}");
    }
}

#[test]
fn shipping_has_the_rate_that_says_so() {
    assert_eq!(said(to("DE", None).on_shipping(None)), ("19".to_owned(), TaxSource::Shop));
    assert_eq!(said(to("ES", Some("Canarias")).on_shipping(None)), ("7".to_owned(), TaxSource::Shop));
    assert_eq!(said(to("US", Some("NY")).on_shipping(None)), ("0".to_owned(), TaxSource::Exempt));
    assert_eq!(said(to("JP", None).on_shipping(None)), ("0".to_owned(), TaxSource::Missing));
}

#[test]
fn a_rate_that_was_given_wins_even_over_none() {
    let given = Some("5.5".parse().unwrap());
    for taxes in [to("DE", None), to("JP", None)] {
        assert_eq!(said(taxes.on(given, "none")), ("5.5".to_owned(), TaxSource::Given));
        assert_eq!(said(taxes.on_shipping(given)), ("5.5".to_owned(), TaxSource::Given));
        assert_eq!(said(taxes.on(Some(Percent::ZERO), "standard")), ("0".to_owned(), TaxSource::Given));
    }
}

#[test]
fn without_an_address_the_shop_decides() {
    let taxes = Taxes::at("ES".parse().unwrap(), None, None, rates());
    assert_eq!(
        (taxes.place.country.code(), taxes.place.is_delivery, taxes.place.is_known),
        ("ES", false, true)
    );
    assert_eq!(said(taxes.on(None, STANDARD)), ("21".to_owned(), TaxSource::Shop));
    assert!(!to("JP", None).place.is_known);
}

#[test]
fn a_place_has_one_rate_of_each_class_and_one_on_shipping() {
    assert_eq!(checked(rates()).unwrap(), rates());
    let field = |more: TaxRate| {
        let error = checked(rates().into_iter().chain([more]).collect()).unwrap_err();
        error.fields()[0].field.clone().into_owned()
    };
    assert_eq!(field(rate("DE", None, "STANDARD", "20", false)), "rates.6.tax_class");
    assert_eq!(field(rate("ES", Some("CANARIAS"), "standard", "6", false)), "rates.6.tax_class");
    assert_eq!(field(rate("DE", None, "books", "7", true)), "rates.6.on_shipping");
    assert_eq!(field(rate("FR", None, "none", "0", false)), "rates.6.tax_class");
    assert_eq!(field(rate("FR", None, " ", "20", false)), "rates.6.tax_class");
    let spaced = checked(vec![rate("US", Some("  "), " standard ", "5", false)]).unwrap();
    assert_eq!(spaced, [rate("US", None, "standard", "5", false)]);
    assert_eq!(
        checked(vec![rate("FR", None, "a", "5", false); 1_001]).unwrap_err().fields()[0].field,
        "rates"
    );
}
