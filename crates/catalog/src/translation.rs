//! Texts in other languages than the one they were written in.

use std::collections::BTreeMap;

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Entity, Error, Id, Json, Language, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::product::check;
use crate::slug::Addressed;

const NAME_MAX: usize = 255;
const WORDS_MAX: usize = 2_100;

/// The texts of one language. What is left out is shown as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// The title or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The description, HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The title for search engines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seo_title: Option<String>,
    /// The description for search engines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seo_description: Option<String>,
    /// Names and values of options and attributes, by how they were written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

/// The texts of a product, category or collection in one language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, sqlx::FromRow)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The language, as a BCP 47 tag.
    #[schema(value_type = String, example = "de")]
    pub language: Language,
    /// The texts. None at all takes the language away.
    #[schema(value_type = Texts)]
    pub texts: Json<Texts>,
}

/// Every language that there is of something.
pub(crate) async fn list<T: 'static>(tx: &mut Tx, id: Id<T>) -> Result<Vec<Translation>> {
    tx.query(
        "SELECT language, texts FROM translations WHERE tenant_id = $1 AND entity_id = $2 ORDER BY language",
    )
    .bind(id.uuid())
    .fetch_all()
    .await
}

/// Sets the texts of one language and leaves a note of it; answers every language that there is then.
pub(crate) async fn change<T: Entity + 'static>(
    tx: &mut Tx,
    kind: Addressed,
    id: Id<T>,
    new: Translation,
) -> Result<Vec<Translation>> {
    let language = new.language.clone();
    set(tx, kind, id, new).await?;
    let (action, target) = match kind {
        Addressed::Product => ("product.translated", "product"),
        Addressed::Category => ("category.translated", "category"),
        Addressed::Collection => ("collection.translated", "collection"),
    };
    record(tx, Record::new(action).target(target, id).after(json!({"language": language}))).await?;
    list(tx, id).await
}

/// Sets the texts of one language, which are checked as the originals are.
async fn set<T>(tx: &mut Tx, kind: Addressed, id: Id<T>, new: Translation) -> Result<()> {
    let texts = checked(new.texts.0)?;
    if texts
        == (Texts {
            title: None,
            description: None,
            seo_title: None,
            seo_description: None,
            words: BTreeMap::new(),
        })
    {
        tx.query("DELETE FROM translations WHERE tenant_id = $1 AND entity_id = $2 AND language = $3")
            .bind(id.uuid())
            .bind(new.language)
            .execute()
            .await?;
        return Ok(());
    }
    let now = tx.now();
    tx.query(
        "INSERT INTO translations (tenant_id, entity_id, language, kind, texts, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, entity_id, language) DO UPDATE
         SET texts = excluded.texts, updated_at = excluded.updated_at",
    )
    .bind(id.uuid())
    .bind(new.language)
    .bind(kind)
    .bind(Json(texts))
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

fn checked(texts: Texts) -> Result<Texts> {
    if texts.words.len() > WORDS_MAX {
        return Err(Error::invalid("texts.words", "too_many", format!("Use at most {WORDS_MAX} words.")));
    }
    for word in texts.words.values() {
        kernel::text::line("texts.words", word, NAME_MAX)?;
    }
    let description = texts.description.as_deref().filter(|text| !text.trim().is_empty());
    Ok(Texts {
        title: kernel::text::optional_line("texts.title", texts.title.as_deref(), NAME_MAX)?,
        description: description.map(check::description).transpose()?,
        seo_title: check::seo_title(texts.seo_title.as_deref())?,
        seo_description: check::seo_description(texts.seo_description.as_deref())?,
        words: texts.words,
    })
}

/// What the words of something are translated to stays, when the words themselves are others now.
pub(crate) async fn rename_words<T: 'static>(
    tx: &mut Tx,
    id: Id<T>,
    renamed: &[(String, String)],
) -> Result<()> {
    if renamed.is_empty() {
        return Ok(());
    }
    for Translation { language, mut texts } in list(tx, id).await? {
        // All are taken out before any is put back: two words may swap.
        let taken: Vec<_> = renamed.iter().map(|(from, to)| (to, texts.0.words.remove(from))).collect();
        for (to, translated) in taken {
            if let Some(translated) = translated {
                texts.0.words.insert(to.clone(), translated);
            }
        }
        let now = tx.now();
        tx.query(
            "UPDATE translations SET texts = $4, updated_at = $5
             WHERE tenant_id = $1 AND entity_id = $2 AND language = $3",
        )
        .bind(id.uuid())
        .bind(language)
        .bind(texts)
        .bind(now)
        .execute()
        .await?;
    }
    Ok(())
}

/// Nothing is left of what is gone.
pub(crate) async fn forget<T>(tx: &mut Tx, id: Id<T>) -> Result<()> {
    tx.query("DELETE FROM translations WHERE tenant_id = $1 AND entity_id = $2")
        .bind(id.uuid())
        .execute()
        .await?;
    Ok(())
}
