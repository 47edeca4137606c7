//! Measures Tradepost beside a peer or a physical limit. `bench/run` builds and calls it; see `bench/README.md`.

mod commerce;
mod events_bench;
mod goods;
mod hello;
mod import_bench;
mod inbox_bench;
mod jobs_bench;
mod key;
mod large;
mod load;
mod me;
mod place;
mod search_bench;
mod server;
mod start;
mod stats;
mod stock_bench;
mod wrk;

/// Whatever went wrong ends the measurement.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    if name == "hello" {
        return hello::serve(&arguments.next().unwrap_or_default()).await;
    }
    println!("# {name}   load average {}", stats::load_average());
    let table = match name.as_str() {
        "start" => start::measure().await?,
        "me" => me::measure().await?,
        "key" => key::measure().await?,
        "jobs" => jobs_bench::measure().await?,
        "events" => events_bench::measure().await?,
        "stock" => stock_bench::measure().await?,
        "import" => import_bench::measure().await?,
        "inbox" => inbox_bench::measure().await?,
        "commerce" => commerce::measure().await?,
        "search" => search_bench::measure().await?,
        "large" => large::measure().await?,
        _ => return Err("Name one of: start me key jobs events stock import inbox commerce search large".into()),
    };
    print!("{table}");
    println!("load average afterwards {}\n", stats::load_average());
    Ok(())
}

/// `BENCH_PRODUCTS`, or the number that the measurement usually has.
fn products(usual: usize) -> Outcome<usize> {
    number("BENCH_PRODUCTS", usual)
}

fn number(name: &str, usual: usize) -> Outcome<usize> {
    std::env::var(name).map_or(Ok(usual), |text| Ok(text.parse()?))
}
