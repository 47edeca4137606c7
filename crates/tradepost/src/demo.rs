//! `tradepost demo`: a believable business in an empty database, and the server on top.

use blobs::Files;
use clap::{Args, ValueEnum};
use db::Db;
use identity::demo::{self, AGE_DAYS, Merchant, PASSWORD, PEOPLE, ago};
use kernel::Result;
use orders::demo::{Story, bulk};
use stock::demo::Supply;

use crate::cli;
use crate::config::Config;
use crate::serve::{self, Role};
use crate::wiring::Shared;

/// What is made up.
#[derive(Debug, Clone, Copy, Args)]
pub struct Options {
    /// How much of everything. An existing demo keeps its size.
    #[arg(long, value_enum, default_value_t = Size::Small)]
    size: Size,
    /// The same number tells the same story.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How much business the demo's merchant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// People and organizations only.
    Bare,
    /// 219 products and about 1,000 orders: ready in a minute or two.
    Small,
    /// As many products, and about 7,500 orders.
    Medium,
    /// 100,000 products and a million orders, for measurements.
    Large,
}

/// Products and orders that the large demo has beside the small one's.
const LARGE_PRODUCTS: usize = 100_000;
const LARGE_ORDERS: u64 = 1_000_000;

/// Fills an empty database, says where to look and as whom, and serves until a signal.
pub async fn run(config: Config, options: Options) -> Result<()> {
    serve::run_with(config, Role::ServeAndWork, async |config, db, shared: &Shared| {
        if demo::seed(db, shared.passwords()).await? {
            cli::print("Making it all up. This happens once.\n")?;
            let merchant = demo::merchant(db).await?;
            if options.size != Size::Bare {
                business(db, shared.files(), &merchant, options).await?;
                let scope = merchant.scope();
                db.write(&scope, async |tx| {
                    channels::demo::seed(tx, shared.keys(), &config.public_url()).await
                })
                .await?;
            }
            demo::furnish(db, &config.public_url()).await?;
        }
        cli::print(&welcome(&config.public_url()))
    })
    .await
}

/// The merchant's shops, goods, stock and orders, up to yesterday.
async fn business(db: &Db, files: &Files, merchant: &Merchant, options: Options) -> Result<()> {
    let (scope, now, seed) = (merchant.scope(), db.env().now(), options.seed);
    catalog::demo::seed(db, files, merchant).await?;
    db.at(ago(now, AGE_DAYS - 3, (11, 0)))
        .write(&scope, async |tx| orders::demo::tax_rates(tx).await)
        .await?;
    let variants = db.read(&scope, async |tx| orders::demo::for_sale(tx, seed).await).await?;
    if options.size == Size::Large {
        catalog::demo::fill(db, merchant, LARGE_PRODUCTS, seed).await?;
        let (from, to) = (ago(now, AGE_DAYS - 4, (6, 0)), ago(now, 1, (6, 0)));
        let shop = db.read(&scope, async |tx| catalog::demo::hosted(tx).await).await?.id;
        let wanted = bulk::Wanted { shop, orders: LARGE_ORDERS, from, to, seed };
        bulk::fill(db, &scope, &variants, wanted).await?;
    }
    let opened = ago(now, AGE_DAYS - 4, (5, 0));
    let mut supply = db.at(opened).write(&scope, async |tx| Supply::open(tx, &variants).await).await?;
    let size = match options.size {
        Size::Medium => orders::demo::Size::Medium,
        Size::Bare | Size::Small | Size::Large => orders::demo::Size::Small,
    };
    let story = Story { size, seed, from: ago(now, AGE_DAYS - 5, (0, 0)), to: ago(now, 0, (0, 0)) };
    orders::demo::seed(db, &scope, story, variants, async |tx| supply.day(tx).await).await
}

fn welcome(site: &str) -> String {
    let people: Vec<_> = PEOPLE.iter().map(|one| format!("  {:<26} {}", one.email, one.about)).collect();
    format!(
        "\n  Tradepost is ready.\n\n  Console   {site}/app/\n  API       {site}/api/docs\n  Health    {site}/readyz\n\n  \
         Sign in as, always with the password {PASSWORD}\n\n{}\n\n  \
         Or sign up yourself: your mail lands in the outbox, which olivia reads in the console.\n\n",
        people.join("\n")
    )
}
