use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use uuid::Uuid;

use crate::*;

#[derive(Debug)]
struct Order;
impl Entity for Order {
    const PREFIX: &'static str = "order";
}

fn money(amount_minor: i64, code: &str) -> Money {
    Money::new(amount_minor, code.parse().unwrap())
}

fn amounts(parts: &[Money]) -> Vec<i64> {
    parts.iter().map(|part| part.amount_minor).collect()
}

#[test]
fn ids_follow_the_published_typeid_vectors() {
    // From the TypeID specification's valid.json.
    for (text, uuid) in [
        ("order_00000000000000000000000000", "00000000-0000-0000-0000-000000000000"),
        ("order_0000000000000000000000000g", "00000000-0000-0000-0000-000000000010"),
        ("order_7zzzzzzzzzzzzzzzzzzzzzzzzz", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ("order_0123456789abcdefghjkmnpqrs", "0110c853-1d09-52d8-d73e-1194e95b5f19"),
        ("order_01h455vb4pex5vsknk084sn02q", "01890a5d-ac96-774b-bcce-b302099a8057"),
    ] {
        let id: Id<Order> = text.parse().unwrap();
        assert_eq!(id.uuid(), Uuid::parse_str(uuid).unwrap());
        assert_eq!(id.to_string(), text);
    }
}

#[test]
fn ids_of_other_entities_and_broken_ids_are_refused() {
    for text in [
        "user_01h455vb4pex5vsknk084sn02q",
        "order_8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "order_01h455vb4pex5vsknk084sn02",
        "order_01H455VB4PEX5VSKNK084SN02Q",
        "order_01h455vb4pex5vsknk084sn0iu",
        "01h455vb4pex5vsknk084sn02q",
        "",
    ] {
        assert!(text.parse::<Id<Order>>().is_err(), "{text}");
    }
}

#[test]
fn new_ids_increase_also_when_the_clock_stands_still_or_goes_back() {
    let clock = Arc::new(ManualClock::new(Timestamp::from_micros(1_700_000_000_000_000)));
    let env = Env::new(clock.clone(), Arc::new(SeededRandom::new(7)));
    let mut last: Id<Order> = env.id();
    assert_eq!(last.uuid().get_version_num(), 7);
    let mut seen = HashSet::from([last]);
    for step in 0..10_000 {
        if step == 5_000 {
            clock.set(Timestamp::from_micros(1_600_000_000_000_000));
        }
        let next: Id<Order> = env.id();
        assert!(next > last && seen.insert(next));
        last = next;
    }
}

#[test]
fn times_are_rfc_3339_and_keep_microseconds() {
    let time: Timestamp = "2026-11-21T09:30:00.123456+01:00".parse().unwrap();
    assert_eq!(time.to_string(), "2026-11-21T08:30:00.123456Z");
    assert_eq!(time.plus(Duration::from_secs(1)).since(time), Duration::from_secs(1));
    assert_eq!(time.since(time.plus(Duration::from_secs(1))), Duration::ZERO);
}

#[test]
fn currencies_have_their_own_exponent() {
    assert_eq!(money(1_999, "EUR").to_string(), "19.99 EUR");
    assert_eq!(money(1_999, "JPY").to_string(), "1999 JPY");
    assert_eq!(money(-1_999, "KWD").to_string(), "-1.999 KWD");
    assert_eq!(money(5, "EUR").to_string(), "0.05 EUR");
    assert!("eur".parse::<Currency>().is_err());
    assert!("ZZZ".parse::<Currency>().is_err());
}

#[test]
fn countries_are_those_of_the_standard() {
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let known: Vec<Country> = codes.filter_map(|code| code.parse().ok()).collect();
    // And Kosovo.
    assert_eq!(known.len(), 249 + 1, "{known:?}");
    let germany: Country = "DE".parse().unwrap();
    assert_eq!((germany.code(), germany.name()), ("DE", "Germany"));
    assert_eq!(serde_json::to_string(&germany).unwrap(), "\"DE\"");
    assert_eq!(serde_json::from_str::<Country>("\"DE\"").unwrap(), germany);
    for wrong in ["de", "DEU", "XX", "UK", "", "Germany", "Ä", "276"] {
        let error = wrong.parse::<Country>().unwrap_err();
        assert_eq!(error.code(), "invalid", "{wrong}");
        assert!(serde_json::from_str::<Country>(&format!("\"{wrong}\"")).is_err());
    }
}

#[test]
fn amounts_beyond_the_currency_or_the_machine_are_refused() {
    let euro: Currency = "EUR".parse().unwrap();
    for text in ["19.999", "1,5", "", ".5", "1e3", "99999999999999999999", "--1", "+1", "1.2.3", "٣"] {
        assert!(Money::parse_decimal(text, euro).is_err(), "{text}");
    }
    assert_eq!(Money::parse_decimal("19.9900", euro).unwrap(), money(1_999, "EUR"));
    assert!(money(i64::MAX, "EUR").checked_add(money(1, "EUR")).is_err());
    assert!(money(1, "EUR").checked_add(money(1, "USD")).is_err());
    assert!(money(i64::MAX, "EUR").checked_mul(2).is_err());
}

/// Vectors published by Vendure and Sylius.
#[test]
fn published_money_vectors_hold() {
    let split = |amount, weights: &[u64]| amounts(&money(amount, "USD").allocate(weights));
    assert_eq!(split(299, &[4_300, 1_400, 2_300]), [161, 52, 86]);
    assert_eq!(split(299, &[1_000, 1_000, 1_000]), [100, 100, 99]);
    assert_eq!(split(10, &[0, 0]), [5, 5]);
    let ten = Rate::from_basis_points(1_000);
    let tax = |amount, rate| money(amount, "USD").times_rate(rate).unwrap().amount_minor;
    assert_eq!(tax(4_595, ten), 460);
    assert_eq!(tax(4_594, ten), 459);
    assert_eq!(tax(10_100, Rate::from_basis_points(2_300)), 2_323);
    assert_eq!(money(4_695, "USD").included_tax(ten).unwrap().amount_minor, 427);
    assert_eq!(money(299, "USD").included_tax(Rate::from_basis_points(400)).unwrap().amount_minor, 12);
}

#[test]
fn bad_page_parameters_name_the_field() {
    let page = |limit, after: Option<&str>| PageParams { limit, after: after.map(str::to_owned) };
    assert_eq!(page(Some(0), None).limit().unwrap_err().fields()[0].field, "limit");
    assert_eq!(page(Some(201), None).limit().unwrap_err().fields()[0].field, "limit");
    assert_eq!(page(None, Some("x.y")).after_ascending().unwrap_err().fields()[0].field, "after");
    assert_eq!(page(None, None).limit().unwrap(), 50);
}

#[test]
fn a_page_knows_whether_there_is_another() {
    let cursor = |key: &i64| Cursor { key: *key, id: Uuid::nil() };
    assert_eq!(Page::new(vec![1, 2], 2, cursor).next, None);
    let page = Page::new(vec![1, 2, 3], 2, cursor);
    assert_eq!(page.data, [1, 2]);
    assert_eq!(PageParams { limit: None, after: page.next }.after_ascending().unwrap(), cursor(&2));
}

proptest! {
    #[test]
    fn ids_round_trip(bits: u128) {
        let id: Id<Order> = Id::from_uuid(Uuid::from_u128(bits));
        prop_assert_eq!(id.to_string().parse::<Id<Order>>().unwrap(), id);
    }

    #[test]
    fn ids_sort_the_same_inside_and_outside(a: u128, b: u128) {
        let (a, b): (Id<Order>, Id<Order>) = (Id::from_uuid(Uuid::from_u128(a)), Id::from_uuid(Uuid::from_u128(b)));
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn cursors_round_trip(key: i64, bits: u128) {
        let cursor = Cursor { key, id: Uuid::from_u128(bits) };
        let params = PageParams { limit: None, after: Some(cursor.encode()) };
        prop_assert_eq!(params.after_descending().unwrap(), cursor);
    }

    #[test]
    fn allocation_adds_up_and_is_fair(amount: i64, weights in prop::collection::vec(0_u64..1_000_000_000, 1..40)) {
        let parts = money(amount, "EUR").allocate(&weights);
        let sum: i128 = parts.iter().map(|part| i128::from(part.amount_minor)).sum();
        prop_assert_eq!(sum, i128::from(amount));
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            if total > 0 {
                let exact = u128::from(amount.unsigned_abs()) * u128::from(*weight);
                let share = u128::from(part.amount_minor.unsigned_abs()) * total;
                prop_assert!(share.abs_diff(exact) < total, "each part is within one minor unit of its exact share");
            }
        }
    }

    #[test]
    fn rates_round_half_up_on_the_magnitude(amount in -1_000_000_000_i64..1_000_000_000, basis_points in 0_i64..20_000) {
        let rate = Rate::from_basis_points(basis_points);
        let positive = money(amount.abs(), "EUR").times_rate(rate).unwrap().amount_minor;
        let exact = i128::from(amount.abs()) * i128::from(basis_points);
        prop_assert_eq!(i128::from(positive), (exact + 5_000) / 10_000);
        let negative = money(-amount.abs(), "EUR").times_rate(rate).unwrap().amount_minor;
        prop_assert_eq!(negative, -positive, "a refund mirrors its charge");
    }

    #[test]
    fn decimals_round_trip(amount: i64) {
        for code in ["JPY", "EUR", "KWD"] {
            let money = money(amount, code);
            if amount != i64::MIN {
                prop_assert_eq!(Money::parse_decimal(&money.decimal(), money.currency).unwrap(), money);
            }
        }
    }
}

#[test]
fn languages_are_spelled_in_one_way() {
    for (typed, spelled) in
        [("EN", "en"), ("de-ch", "de-CH"), ("zh-hant-tw", "zh-Hant-TW"), ("pt_BR", "pt-BR")]
    {
        assert_eq!(typed.parse::<Language>().unwrap().as_str(), spelled);
    }
    for nonsense in ["", "und", "klingon!", "e", "en-", "en-US-u-ca-buddhist", "de-1996"] {
        assert_eq!(
            nonsense.parse::<Language>().unwrap_err().fields()[0].code,
            "unknown_language",
            "{nonsense}"
        );
    }
}

#[test]
fn small_and_large_amounts_of_the_systems_randomness_never_repeat() {
    let draw = || {
        let env = Env::system();
        let small = (0..2_000).map(|_| env.bytes::<16>().to_vec());
        let odd = (0..2_000).map(|_| env.bytes::<11>().to_vec());
        let large = (0..100).map(|_| env.bytes::<32>().to_vec());
        small.chain(odd).chain(large).collect::<Vec<_>>()
    };
    let drawn: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(draw)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len());
    assert!(drawn.iter().all(|bytes| bytes.iter().any(|byte| *byte != 0)), "nothing erased is given out");
}
