//! What the demo's merchant sells.

use super::picture::{
    BACKPACK, BAG, BEANIE, BOOT, BOTTLE, GLOVE, JACKET, LAMP, MAT, POLES, PUFFER, SHIRT, SOCK, STOVE, TENT,
    TROUSERS,
};

/// A kind of thing that there is in several lines.
pub(super) struct Family {
    pub(super) noun: &'static str,
    pub(super) code: &'static str,
    /// Where it stands: the category, and the one above.
    pub(super) category: (&'static str, &'static str),
    pub(super) shape: &'static str,
    pub(super) sizes: &'static [&'static str],
    pub(super) colour_count: usize,
    pub(super) price_minor: i64,
    pub(super) weight_g: i64,
    pub(super) box_mm: (i64, i64, i64),
    pub(super) material: &'static str,
    pub(super) about: &'static str,
    pub(super) tags: &'static [&'static str],
}

/// The lines, each with who makes it and what sets it apart.
pub(super) const LINES: [(&str, &str, &str, &str); 9] = [
    ("Fjell", "FJE", "Nordlicht", "Our all-rounder: made for days that begin in sun and end in rain."),
    ("Bre", "BRE", "Skadi", "Made for ice and wind, and warm before anything else."),
    ("Skog", "SKO", "Nordlicht", "Quiet and tough, for undergrowth and campfires."),
    ("Vind", "VIN", "Skadi", "As light as it can be without giving up what matters."),
    ("Hav", "HAV", "Lumen Camp", "Dries fast and shrugs off salt: at home by the sea."),
    ("Stein", "STE", "Fjellrev Works", "Reinforced where rock and pack straps rub."),
    ("Lyng", "LYN", "Lumen Camp", "For easy days on open heath, and for town."),
    (
        "Tind",
        "TIN",
        "Fjellrev Works",
        "The one that guides ask for: nothing on it that does not earn its weight.",
    ),
    ("Fonn", "FON", "Kompass & Co", "Plain, sturdy and at a fair price."),
];

const CLOTHES: &[&str] = &["XS", "S", "M", "L", "XL"];
const SHOES: &[&str] = &["38", "39", "40", "41", "42", "43", "44", "45"];
const PAIRS: &[&str] = &["S", "M", "L"];
const NONE: &[&str] = &[];

#[rustfmt::skip]
pub(super) const FAMILIES: [Family; 24] = [
    Family { noun: "rain jacket", code: "RJK", category: ("Jackets", "Clothing"), shape: JACKET, sizes: CLOTHES, colour_count: 3, price_minor: 15_900, weight_g: 420, box_mm: (320, 260, 60), material: "Recycled nylon", about: "Three layers, taped seams and a hood that turns with your head. Waterproof to 20,000 mm.", tags: &["rain", "hiking"] },
    Family { noun: "hardshell jacket", code: "HSJ", category: ("Jackets", "Clothing"), shape: JACKET, sizes: CLOTHES, colour_count: 2, price_minor: 32_900, weight_g: 510, box_mm: (340, 280, 70), material: "Recycled nylon", about: "Helmet-ready hood, pit zips and a two-way main zip for belaying.", tags: &["alpine", "winter"] },
    Family { noun: "down jacket", code: "DWN", category: ("Jackets", "Clothing"), shape: PUFFER, sizes: CLOTHES, colour_count: 3, price_minor: 22_900, weight_g: 380, box_mm: (300, 240, 120), material: "Responsible down", about: "700-fill down in a shell that packs into its own pocket.", tags: &["winter", "insulation"] },
    Family { noun: "insulated vest", code: "VST", category: ("Jackets", "Clothing"), shape: PUFFER, sizes: CLOTHES, colour_count: 2, price_minor: 11_900, weight_g: 260, box_mm: (280, 220, 90), material: "Recycled polyester", about: "Warm at the core and free at the arms; goes under any shell.", tags: &["insulation"] },
    Family { noun: "merino shirt", code: "MRS", category: ("Base layers", "Clothing"), shape: SHIRT, sizes: CLOTHES, colour_count: 3, price_minor: 6_900, weight_g: 165, box_mm: (280, 220, 30), material: "Merino wool", about: "Fine wool that does not itch, and does not smell after three days.", tags: &["merino", "hiking"] },
    Family { noun: "trail tee", code: "TEE", category: ("Base layers", "Clothing"), shape: SHIRT, sizes: CLOTHES, colour_count: 3, price_minor: 3_990, weight_g: 120, box_mm: (260, 200, 20), material: "Recycled polyester", about: "Light, quick to dry, with flat seams under the pack.", tags: &["running", "summer"] },
    Family { noun: "thermal leggings", code: "LEG", category: ("Base layers", "Clothing"), shape: TROUSERS, sizes: CLOTHES, colour_count: 2, price_minor: 5_490, weight_g: 190, box_mm: (280, 200, 30), material: "Merino wool", about: "A warm first layer with a waistband that stays where it is.", tags: &["winter", "merino"] },
    Family { noun: "trekking trousers", code: "TRK", category: ("Trousers", "Clothing"), shape: TROUSERS, sizes: CLOTHES, colour_count: 2, price_minor: 11_900, weight_g: 390, box_mm: (320, 260, 40), material: "Cotton blend", about: "Stretch where you bend, waxed cloth where you kneel, and a pocket for the map.", tags: &["hiking"] },
    Family { noun: "rain trousers", code: "RTR", category: ("Trousers", "Clothing"), shape: TROUSERS, sizes: CLOTHES, colour_count: 1, price_minor: 8_990, weight_g: 280, box_mm: (280, 220, 40), material: "Recycled nylon", about: "On over boots in seconds: the zips go all the way up.", tags: &["rain"] },
    Family { noun: "hiking boots", code: "BTS", category: ("Boots", "Footwear"), shape: BOOT, sizes: SHOES, colour_count: 1, price_minor: 18_900, weight_g: 1_180, box_mm: (340, 230, 130), material: "Nubuck leather", about: "A high shaft, a sole that can be replaced, and a toe cap that forgives.", tags: &["hiking"] },
    Family { noun: "approach shoes", code: "APP", category: ("Shoes", "Footwear"), shape: BOOT, sizes: SHOES, colour_count: 1, price_minor: 13_900, weight_g: 760, box_mm: (330, 210, 120), material: "Suede", about: "Sticky rubber and laces to the toes, for the way to the rock and the easy part of it.", tags: &["climbing", "alpine"] },
    Family { noun: "hiking socks", code: "SCK", category: ("Socks", "Footwear"), shape: SOCK, sizes: PAIRS, colour_count: 2, price_minor: 1_990, weight_g: 70, box_mm: (200, 100, 30), material: "Merino wool", about: "Padded at heel and toe, thin on top, and knitted without a seam that presses.", tags: &["merino", "hiking"] },
    Family { noun: "beanie", code: "BNI", category: ("Hats", "Accessories"), shape: BEANIE, sizes: NONE, colour_count: 4, price_minor: 2_990, weight_g: 80, box_mm: (220, 200, 40), material: "Merino wool", about: "Double at the ears, soft on the forehead.", tags: &["winter", "merino"] },
    Family { noun: "gloves", code: "GLV", category: ("Gloves", "Accessories"), shape: GLOVE, sizes: PAIRS, colour_count: 2, price_minor: 4_990, weight_g: 130, box_mm: (240, 130, 50), material: "Softshell", about: "Warm and windproof, with a fingertip that a telephone understands.", tags: &["winter"] },
    Family { noun: "day pack 24 l", code: "P24", category: ("Day packs", "Packs"), shape: BACKPACK, sizes: NONE, colour_count: 3, price_minor: 9_990, weight_g: 780, box_mm: (520, 300, 120), material: "Recycled nylon", about: "Room for a long day, a back that breathes and a rain cover in the bottom.", tags: &["hiking"] },
    Family { noun: "touring pack 55 l", code: "P55", category: ("Touring packs", "Packs"), shape: BACKPACK, sizes: PAIRS, colour_count: 2, price_minor: 21_900, weight_g: 1_650, box_mm: (720, 360, 180), material: "Cordura", about: "The back fits in three lengths; the lid becomes a bag for the summit.", tags: &["hiking", "trekking"] },
    Family { noun: "tent for two", code: "TT2", category: ("Tents", "Camping"), shape: TENT, sizes: NONE, colour_count: 2, price_minor: 34_900, weight_g: 2_100, box_mm: (480, 170, 170), material: "Ripstop nylon", about: "Up in four minutes, with a porch for boots and packs. Stands in wind that empties campsites.", tags: &["trekking"] },
    Family { noun: "tent for four", code: "TT4", category: ("Tents", "Camping"), shape: TENT, sizes: NONE, colour_count: 2, price_minor: 52_900, weight_g: 4_900, box_mm: (620, 240, 240), material: "Ripstop nylon", about: "Two rooms and a door on each side, so that nobody climbs over anybody.", tags: &["family"] },
    Family { noun: "sleeping bag", code: "SLP", category: ("Sleeping", "Camping"), shape: BAG, sizes: &["Regular", "Long"], colour_count: 2, price_minor: 24_900, weight_g: 1_050, box_mm: (380, 220, 220), material: "Responsible down", about: "Comfortable down to −4 °C, with a collar that keeps the warmth in.", tags: &["trekking", "insulation"] },
    Family { noun: "sleeping mat", code: "MAT", category: ("Sleeping", "Camping"), shape: MAT, sizes: &["Regular", "Long"], colour_count: 2, price_minor: 8_990, weight_g: 560, box_mm: (300, 140, 140), material: "Recycled polyester", about: "Six centimetres between you and the ground, and quiet when you turn over.", tags: &["trekking"] },
    Family { noun: "stove", code: "STV", category: ("Cooking", "Camping"), shape: STOVE, sizes: NONE, colour_count: 1, price_minor: 6_490, weight_g: 210, box_mm: (130, 120, 100), material: "Stainless steel", about: "Boils half a litre in three minutes and simmers when asked to.", tags: &["trekking"] },
    Family { noun: "insulated bottle 0.7 l", code: "BTL", category: ("Cooking", "Camping"), shape: BOTTLE, sizes: NONE, colour_count: 4, price_minor: 3_490, weight_g: 360, box_mm: (270, 80, 80), material: "Stainless steel", about: "Hot for twelve hours, cold for a day, and tight when it lies on its side.", tags: &["hiking", "summer"] },
    Family { noun: "head lamp", code: "LMP", category: ("Light", "Camping"), shape: LAMP, sizes: NONE, colour_count: 2, price_minor: 5_990, weight_g: 95, box_mm: (110, 80, 60), material: "Aluminium", about: "450 lumens, red light for reading beside others, charged by USB-C.", tags: &["trekking", "running"] },
    Family { noun: "trekking poles", code: "POL", category: ("Poles", "Accessories"), shape: POLES, sizes: NONE, colour_count: 2, price_minor: 9_490, weight_g: 440, box_mm: (640, 100, 60), material: "Aluminium", about: "Three parts, a lock that holds with cold fingers, and cork in the hand.", tags: &["hiking", "trekking"] },
];
