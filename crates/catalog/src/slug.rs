//! The words of a product's, category's or collection's address, and where old addresses lead.

use db::Tx;
use kernel::{Error, Id, Result};

const SLUG_MAX: usize = 100;

/// What has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(crate) enum Addressed {
    Product,
    Category,
    Collection,
}

/// Small letters, digits and single hyphens of a text in any script; `fallback` when nothing is left of it.
pub(crate) fn slugify(text: &str, fallback: &str) -> String {
    let mut slug = String::new();
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(character, '\'' | '’') {
            slug.push('-');
        }
        if slug.len() >= SLUG_MAX {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { fallback.to_owned() } else { slug.to_owned() }
}

/// A slug as it was typed. It is refused rather than mended: whoever types one means it.
pub(crate) fn check(slug: &str) -> Result<String> {
    let slug = slug.trim();
    if !slug.is_empty() && slug.len() <= SLUG_MAX && slugify(slug, "") == slug {
        return Ok(slug.to_owned());
    }
    let message = format!(
        "Use at most {SLUG_MAX} small letters and digits with hyphens between them, such as rain-jacket."
    );
    Err(Error::invalid("slug", "invalid", message))
}

pub(crate) fn taken() -> Error {
    Error::invalid("slug", "taken", "This address is in use. Choose another.")
}

/// `wanted`, or the same with the first number after it that is free. `is_taken` asks about one.
pub(crate) async fn free(
    tx: &mut Tx,
    wanted: String,
    is_taken: impl AsyncFn(&mut Tx, &str) -> Result<bool>,
) -> Result<String> {
    if !is_taken(tx, &wanted).await? {
        return Ok(wanted);
    }
    for candidate in numbered(&wanted) {
        if !is_taken(tx, &candidate).await? {
            return Ok(candidate);
        }
    }
    Ok(by_chance(tx, &wanted))
}

/// What is tried in the place of a slug that is taken.
pub(crate) fn numbered(wanted: &str) -> Vec<String> {
    (2..20).map(|number| format!("{wanted}-{number}")).collect()
}

/// What nobody has.
pub(crate) fn by_chance(tx: &Tx, wanted: &str) -> String {
    format!("{wanted}-{:08x}", u32::from_be_bytes(tx.env().bytes()))
}

/// After a renaming: the old address leads to the new one, and no address leads away from what lives there now.
pub(crate) async fn redirect<T>(tx: &mut Tx, kind: Addressed, id: Id<T>, old: &str, new: &str) -> Result<()> {
    let now = tx.now();
    settle(tx, kind, &[new.to_owned()]).await?;
    tx.query(
        "INSERT INTO slug_redirects (tenant_id, kind, slug, target_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, kind, slug) DO UPDATE SET target_id = excluded.target_id",
    )
    .bind(kind)
    .bind(old.to_owned())
    .bind(id.uuid())
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Somebody lives at these addresses now: nothing leads away from them any more.
pub(crate) async fn settle(tx: &mut Tx, kind: Addressed, slugs: &[String]) -> Result<()> {
    let sql = concat!(
        "DELETE FROM slug_redirects WHERE tenant_id = $1 AND slug IN (",
        db::ids!(),
        ") AND kind = $52"
    );
    for slugs in slugs.chunks(db::IDS) {
        tx.query(sql).bind_texts(slugs).bind(kind).execute().await?;
    }
    Ok(())
}

/// Nothing leads any more to what is gone.
pub(crate) async fn forget<T>(tx: &mut Tx, id: Id<T>) -> Result<()> {
    tx.query("DELETE FROM slug_redirects WHERE tenant_id = $1 AND target_id = $2")
        .bind(id.uuid())
        .execute()
        .await?;
    Ok(())
}

/// Where an old address leads.
pub(crate) async fn target<T>(tx: &mut Tx, kind: Addressed, slug: &str) -> Result<Option<Id<T>>>
where
    (Id<T>,): db::FromDbRow,
{
    tx.query("SELECT target_id FROM slug_redirects WHERE tenant_id = $1 AND kind = $2 AND slug = $3")
        .bind(kind)
        .bind(slug.to_owned())
        .scalar_optional()
        .await
}

#[cfg(test)]
mod tests {
    use super::{check, slugify};

    #[test]
    fn slugs_of_any_script() {
        assert_eq!(slugify("  Größe & Länge: 100 % Wolle!", "x"), "grosse-lange-100-wolle");
        assert_eq!(slugify("Rain's Jacket — №1", "x"), "rains-jacket-no1");
        assert_eq!(slugify("北京", "x"), "bei-jing");
        assert_eq!(slugify("!!!", "product"), "product");
        assert_eq!(slugify(&"a b ".repeat(100), "x").len(), 99);
    }

    #[test]
    fn a_typed_slug_is_taken_as_it_is_or_refused() {
        assert_eq!(check(" rain-jacket-2 ").unwrap(), "rain-jacket-2");
        for wrong in ["", "Rain", "rain jacket", "-rain", "rain--jacket", "rain-", "ra/in", &"x".repeat(101)]
        {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
