//! Searching 100 000 products by words that are rows of the database, beside Tantivy's index of the same texts.

use std::path::Path;
use std::time::{Duration, Instant};

use db::DbKind;
use kernel::Scope;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, QueryParser};
use tantivy::schema::Value;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, IndexWriter, TantivyDocument, Term, doc};

use crate::goods::{self, Good, SEARCHES};
use crate::place::{self, Place};
use crate::stats::{Samples, Table, per_second, rate, short};
use crate::{Outcome, products};

/// How often each text is searched for.
const TURNS: usize = 25;
/// Products that change while they are searched, one by one.
const CHANGES: usize = 100;
const PAGE: i64 = 50;

pub async fn measure() -> Outcome<Table> {
    let count = products(100_000)?;
    let mut table = Table::default();
    let peer = tantivy(count)?;
    for place in Place::both().await? {
        place.db.install_hooks(place::hooks())?;
        let ours = in_database(&place, count).await?;
        rows(&mut table, place.name(), count, ours, &peer);
        place.db.close().await;
    }
    Ok(table)
}

/// What one of them is like.
#[derive(Debug, Default)]
struct Measured {
    built: Duration,
    bytes: u64,
    searches: Vec<Samples>,
    changes: Samples,
}

fn rows(table: &mut Table, name: &str, count: usize, mut ours: Measured, peer: &Measured) {
    let each = |built: Duration| format!("{} ({})", short(built), per_second(rate(count, built)));
    table.row(
        &format!("{name}: index {count} products"),
        each(ours.built),
        each(peer.built),
        String::new(),
        "",
    );
    let mib = |bytes: u64| format!("{:.0} MiB", bytes as f64 / 1_048_576.0);
    table.row(&format!("{name}: size"), mib(ours.bytes), mib(peer.bytes), String::new(), "");
    for (((what, _), ours), peer) in SEARCHES.iter().zip(&mut ours.searches).zip(&peer.searches) {
        table.row(&format!("{name}: {what}"), ours.summary(), peer.clone().summary(), String::new(), "");
    }
    let (ours, beside) = (ours.changes.summary(), peer.changes.clone().summary());
    table.row(&format!("{name}: one title changed, until found"), ours, beside, String::new(), "");
}

async fn in_database(place: &Place, count: usize) -> Outcome<Measured> {
    let scope = Scope::system(place::organization(&place.db).await?, "bench");
    let shop = goods::open_shop(&place.db, &scope).await?;
    let made = goods::fill(&place.db, &scope, &shop, count).await?;
    let before = place.bytes().await?;
    let started = Instant::now();
    goods::index(&place.db, &scope, &made).await?;
    let built = started.elapsed();
    place.analyze().await?;
    let mut measured = Measured { built, bytes: place.bytes().await? - before, ..Measured::default() };
    for (_, texts) in SEARCHES {
        let mut samples = Samples::default();
        for turn in 0..=TURNS {
            for text in texts {
                let started = Instant::now();
                place.db.read(&scope, async |tx| catalog::search::ids(tx, text, PAGE).await).await?;
                if turn > 0 {
                    samples.push(started.elapsed());
                }
            }
        }
        measured.searches.push(samples);
    }
    for (number, (product, _)) in made.iter().take(CHANGES).enumerate() {
        let started = Instant::now();
        let change = catalog::product::ProductChange {
            title: Some(format!("changed jacket {number}")),
            ..Default::default()
        };
        place
            .db
            .write(&scope, async |tx| {
                let before = catalog::product::get(tx, *product).await?;
                catalog::product::change(tx, before, change).await
            })
            .await?;
        measured.changes.push(started.elapsed());
    }
    if place.db.kind() == DbKind::Sqlite {
        println!("(SQLite: one product changed with audit entry and event, as all changes are)");
    }
    Ok(measured)
}

struct Fields {
    number: Field,
    code: Field,
    title: Field,
    labels: Field,
    description: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words =
        TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(words);
    let fields = Fields {
        number: schema.add_u64_field("number", INDEXED | STORED | FAST),
        code: schema.add_text_field("code", STRING),
        title: schema.add_text_field("title", text.clone()),
        labels: schema.add_text_field("labels", text.clone()),
        description: schema.add_text_field("description", text),
    };
    (schema.build(), fields)
}

fn document(fields: &Fields, number: u64, good: &Good, title: &str) -> TantivyDocument {
    doc!(
        fields.number => number,
        fields.code => good.sku.to_lowercase(),
        fields.title => title,
        fields.labels => format!("{} {} {}", good.vendor, good.material, good.tags.join(" ")),
        fields.description => good.description.as_str()
    )
}

fn tantivy(count: usize) -> Outcome<Measured> {
    let folder = tempfile::tempdir()?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder.path(), schema)?;
    let words = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build();
    index.tokenizers().register("words", words);
    let started = Instant::now();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000)?;
    for number in 0..count as u64 {
        let good = goods::good(number);
        writer.add_document(document(&fields, number, &good, &good.title))?;
    }
    writer.commit()?;
    let mut measured =
        Measured { built: started.elapsed(), bytes: size(folder.path())?, ..Measured::default() };
    // What a second process of Tradepost would be told.
    match index.writer_with_num_threads::<TantivyDocument>(1, 50_000_000) {
        Ok(_) => println!("(Tantivy: a second writer was let in)"),
        Err(error) => println!("(Tantivy: a second writer: {error})"),
    }
    let reader = index.reader()?;
    for (_, texts) in SEARCHES {
        let mut samples = Samples::default();
        for turn in 0..=TURNS {
            for text in texts {
                let started = Instant::now();
                let query = query(&index, &fields, text)?;
                let searcher = reader.searcher();
                let top = searcher.search(&query, &TopDocs::with_limit(PAGE as usize).order_by_score())?;
                for (_, address) in top {
                    let found: TantivyDocument = searcher.doc(address)?;
                    std::hint::black_box(found.get_first(fields.number).and_then(|value| value.as_u64()));
                }
                if turn > 0 {
                    samples.push(started.elapsed());
                }
            }
        }
        measured.searches.push(samples);
    }
    for number in 0..CHANGES as u64 {
        let started = Instant::now();
        writer.delete_term(Term::from_field_u64(fields.number, number));
        writer.add_document(document(&fields, number, &goods::good(number), "changed jacket"))?;
        writer.commit()?;
        reader.reload()?;
        measured.changes.push(started.elapsed());
    }
    Ok(measured)
}

/// Each word in any field, or within one slip in the title; the last one also half typed.
fn query(index: &Index, fields: &Fields, text: &str) -> Outcome<BooleanQuery> {
    let mut parser = QueryParser::for_index(index, vec![fields.title, fields.labels, fields.description]);
    parser.set_field_boost(fields.title, 8.0);
    parser.set_field_boost(fields.labels, 4.0);
    let code = Term::from_field_text(fields.code, &text.to_lowercase());
    let code = tantivy::query::TermQuery::new(code, IndexRecordOption::Basic);
    let mut whole: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let term = Term::from_field_text(fields.title, &word);
        let (exact, _) = parser.parse_query_lenient(&word);
        let slip: Box<dyn Query> = if text.ends_with(&word) {
            Box::new(FuzzyTermQuery::new_prefix(term, u8::from(word.len() > 3), true))
        } else {
            Box::new(FuzzyTermQuery::new(term, u8::from(word.len() > 3), true))
        };
        whole.push((
            Occur::Must,
            Box::new(BooleanQuery::new(vec![(Occur::Should, exact), (Occur::Should, slip)])),
        ));
    }
    let all: Box<dyn Query> = Box::new(BooleanQuery::new(whole));
    Ok(BooleanQuery::new(vec![(Occur::Should, all), (Occur::Should, Box::new(code))]))
}

fn size(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
