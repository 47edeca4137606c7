//! Who buys, where they live, and who brings it. All addresses are at example domains, all streets are everywhere.

use kernel::{Country, Result};

use super::dice::Dice;
use crate::address::Address;
use crate::pricing::Percent;

const FIRST: [&str; 32] = [
    "Ada", "Aylin", "Björn", "Carla", "Chloé", "Daniel", "Elena", "Emre", "Fatma", "Finn", "Greta", "Hugo",
    "Ines", "Jakub", "Jana", "Karim", "Lena", "Lucas", "Marta", "Mateo", "Mia", "Noah", "Olga", "Pablo",
    "Quentin", "Rosa", "Sanne", "Sofie", "Tariq", "Uwe", "Vera", "Zoë",
];
const LAST: [&str; 32] = [
    "Almeida",
    "Bauer",
    "Bianchi",
    "Costa",
    "Dubois",
    "Ekström",
    "Fischer",
    "García",
    "Haas",
    "Ivanova",
    "Jansen",
    "Keller",
    "Lefèvre",
    "Lindqvist",
    "López",
    "Mayer",
    "Müller",
    "Nowak",
    "Öztürk",
    "Peeters",
    "Ramos",
    "Romero",
    "Schmidt",
    "Schulz",
    "Silva",
    "Sørensen",
    "Torres",
    "Urban",
    "Vogel",
    "Weber",
    "Yılmaz",
    "Zimmermann",
];
const STREETS: [&str; 8] = [
    "Main street",
    "Station road",
    "Church lane",
    "Mill street",
    "Garden road",
    "Harbour street",
    "School lane",
    "Park avenue",
];

/// Where people live: country, cities with postal codes, the rate of tax, couriers from the most used on.
pub(super) struct Place {
    pub(super) country: &'static str,
    cities: &'static [(&'static str, &'static str)],
    tax: &'static str,
    pub(super) couriers: &'static [&'static str],
}

impl Place {
    pub(super) fn tax(&self) -> Result<Percent> {
        self.tax.parse()
    }
}

const GERMANY: Place = Place {
    country: "DE",
    cities: &[
        ("10119", "Berlin"),
        ("20099", "Hamburg"),
        ("80331", "München"),
        ("50667", "Köln"),
        ("04109", "Leipzig"),
    ],
    tax: "19",
    couriers: &["dhl", "dhl", "dhl", "hermes", "hermes", "dpd", "pigeon"],
};
const NEIGHBOURS: [Place; 5] = [
    Place {
        country: "AT",
        cities: &[("1010", "Wien"), ("8010", "Graz")],
        tax: "20",
        couriers: &["dhl", "post-at", "dpd"],
    },
    Place {
        country: "FR",
        cities: &[("75002", "Paris"), ("69002", "Lyon")],
        tax: "20",
        couriers: &["colissimo", "dpd", "ups"],
    },
    Place {
        country: "ES",
        cities: &[("28013", "Madrid"), ("08002", "Barcelona"), ("41001", "Sevilla")],
        tax: "21",
        couriers: &["correos", "seur", "ups"],
    },
    Place {
        country: "NL",
        cities: &[("1012", "Amsterdam"), ("3011", "Rotterdam")],
        tax: "21",
        couriers: &["postnl", "dhl", "dpd"],
    },
    Place {
        country: "SE",
        cities: &[("111 20", "Stockholm"), ("411 03", "Göteborg")],
        tax: "25",
        couriers: &["postnord", "ups"],
    },
];
const OVERSEAS: [Place; 2] = [
    Place {
        country: "GB",
        cities: &[("EC1A 1BB", "London"), ("M1 1AE", "Manchester"), ("EH1 1YZ", "Edinburgh")],
        tax: "20",
        couriers: &["royal-mail", "royal-mail", "evri", "dpd"],
    },
    Place {
        country: "US",
        cities: &[("10001", "New York"), ("60601", "Chicago"), ("97201", "Portland"), ("80202", "Denver")],
        tax: "0",
        couriers: &["usps", "ups", "ups", "fedex"],
    },
];

/// Somebody, and where they live.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) place: &'static Place,
    pub(super) address: Address,
}

/// Somebody new who buys in a shop of this country. The number keeps namesakes apart.
pub(super) fn person(dice: &Dice, number: u64, shop: Country) -> Result<Person> {
    let home = place_of(Some(shop));
    let is_overseas = OVERSEAS.iter().any(|place| place.country == home.country);
    // A shop on the continent sells to its neighbours too.
    let place = if is_overseas || dice.percent(62) { home } else { dice.pick(&NEIGHBOURS).unwrap_or(home) };
    let first = dice.pick(&FIRST).copied().unwrap_or("Ada");
    let last = dice.pick(&LAST).copied().unwrap_or("Lovelace");
    let (postal_code, city) = dice.pick(place.cities).copied().unwrap_or(("10119", "Berlin"));
    let street = dice.pick(&STREETS).copied().unwrap_or("Main street");
    let name = format!("{first} {last}");
    let plain =
        |word: &str| word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    Ok(Person {
        email: format!("{}.{}{number}@example.com", plain(first), plain(last)),
        place,
        address: Address {
            name: name.clone(),
            company: None,
            line1: format!("{street} {}", 1 + dice.below(120)),
            line2: None,
            postal_code: Some(postal_code.to_owned()),
            city: city.to_owned(),
            region: None,
            country: place.country.parse()?,
            phone: None,
        },
        name,
    })
}

/// The place with this country's code, or home.
pub(super) fn place_of(country: Option<Country>) -> &'static Place {
    let code = country.map(Country::code);
    NEIGHBOURS.iter().chain(&OVERSEAS).find(|place| Some(place.country) == code).unwrap_or(&GERMANY)
}
