//! Believable orders, the same for the same seed: people who buy more before Christmas and at weekends, things that sell
//! and things that do not, parcels that are late, goods that come back, transfers that never arrive.
//!
//! [`History`] goes through the functions that handlers call, day by day, so that stock, events and audit tell the same
//! story. [`bulk`] writes finished orders by the hundred, for whoever needs a million of them.

mod act;
pub mod bulk;
mod dice;
mod people;
mod seasons;
mod taxes;

use std::collections::BTreeMap;
use std::time::Duration;

use catalog::shop::{self, Shop, ShopId, ShopKind, ShopState};
use catalog::variant::VariantId;
use db::{Db, Tx};
use kernel::{Cursor, Error, Result, Scope, Timestamp};

use crate::customer::CustomerId;
use act::Act;
use dice::Dice;
pub use taxes::tax_rates;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How much is to be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// About two orders a day: a shop that its owner packs for herself.
    Small,
    /// About twelve a day.
    Medium,
    /// About sixty a day.
    Large,
}

impl Size {
    /// Orders per hundred days, before the seasons.
    const fn per_hundred_days(self) -> u64 {
        match self {
            Self::Small => 200,
            Self::Medium => 1_200,
            Self::Large => 6_000,
        }
    }
}

/// A history to make up.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// How much of it.
    pub size: Size,
    /// The same seed makes the same story.
    pub seed: u64,
    /// The first day, from its beginning.
    pub from: Timestamp,
    /// Before this time the last day begins.
    pub to: Timestamp,
}

/// Days of one transaction.
const WEEK: u32 = 7;

/// Makes up the orders of a merchant who has shops and sells these variants, the first of them best. `before_day` does
/// what else happens, such as goods that arrive, at the beginning of each day.
pub async fn seed(
    db: &Db,
    scope: &Scope,
    story: Story,
    variants: Vec<VariantId>,
    mut before_day: impl AsyncFnMut(&mut Tx) -> Result<()>,
) -> Result<()> {
    let mut history = db
        .at(story.from)
        .write(scope, async |tx| History::open(tx, variants, story.size, story.seed).await)
        .await?;
    let mut week = story.from;
    while week < story.to {
        db.at(week)
            .write(scope, async |tx| {
                for day in (0..WEEK).map(|number| week.plus(number * DAY)).filter(|day| *day < story.to) {
                    tx.travel_to(day.max(tx.now()));
                    before_day(tx).await?;
                    history.day(tx).await?;
                }
                Ok(())
            })
            .await?;
        week = week.plus(WEEK * DAY);
    }
    Ok(())
}

/// What is in the catalog, at most 2,000 variants, shuffled: nobody knows beforehand what will sell.
pub async fn for_sale(tx: &mut Tx, seed: u64) -> Result<Vec<VariantId>> {
    let rows: Vec<(VariantId,)> = tx
        .query(
            "SELECT v.id FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
             WHERE v.tenant_id = $1 AND v.state = 'active' AND p.state = 'active' ORDER BY v.created_at, v.id LIMIT 2000",
        )
        .fetch_all()
        .await?;
    let mut variants: Vec<VariantId> = rows.into_iter().map(|(id,)| id).collect();
    let dice = Dice::new(seed);
    for place in (1..variants.len()).rev() {
        let other = usize::try_from(dice.below(place as u64 + 1)).map_err(Error::internal)?;
        variants.swap(place, other);
    }
    Ok(variants)
}

/// What customers of a merchant do, one day after the other.
#[derive(Debug)]
pub struct History {
    dice: Dice,
    size: Size,
    shops: Vec<Shop>,
    /// From what sells best to what nobody wants.
    variants: Vec<VariantId>,
    /// Who has bought before, and where.
    regulars: BTreeMap<ShopId, Vec<CustomerId>>,
    /// What is to happen, by time.
    agenda: BTreeMap<(Timestamp, u64), Act>,
    entries: u64,
}

impl History {
    /// A history of the shops that are in use, in which these variants are sold, the first of them best.
    pub async fn open(tx: &mut Tx, variants: Vec<VariantId>, size: Size, seed: u64) -> Result<Self> {
        let mut shops = shop::list(tx, Some(ShopState::Active), Cursor::START_ASCENDING, 20).await?;
        // The first sells most, and that is to be our own.
        shops.sort_by_key(|shop| (shop.kind == ShopKind::Connected, shop.name.clone()));
        let (regulars, agenda) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { dice: Dice::new(seed), size, shops, variants, regulars, agenda, entries: 0 })
    }

    /// What happens on the day that begins at the time of `tx`. Days come in their order.
    pub async fn day(&mut self, tx: &mut Tx) -> Result<()> {
        let (begin, end) = (tx.now(), tx.now().plus(DAY));
        if self.shops.is_empty() || self.variants.is_empty() {
            return Ok(());
        }
        let expected = self.size.per_hundred_days() * seasons::percent(begin);
        let mut orders = expected / 10_000;
        if self.dice.below(10_000) < expected % 10_000 {
            orders += 1;
        }
        for _ in 0..orders {
            let at = begin.plus(self.hour());
            self.plan(at, Act::Order);
        }
        while let Some(((at, _), act)) = self.agenda.pop_first() {
            if at >= end {
                self.plan(at, act);
                break;
            }
            tx.travel_to(at.max(tx.now()));
            self.act(tx, act).await?;
        }
        Ok(())
    }

    /// When in the day: mostly in the evening, hardly at night.
    fn hour(&mut self) -> Duration {
        let hour = 7 + self.dice.below(8) + self.dice.below(9);
        Duration::from_secs(hour * 3_600 + self.dice.below(3_600))
    }

    fn plan(&mut self, at: Timestamp, act: Act) {
        self.entries += 1;
        self.agenda.insert((at, self.entries), act);
    }

    /// Plans something for so many hours from now, and up to as many again.
    fn later(&mut self, tx: &Tx, hours: u64, act: Act) {
        let seconds = hours * 3_600 + self.dice.below(hours.max(1) * 3_600);
        self.plan(tx.now().plus(Duration::from_secs(seconds)), act);
    }
}
