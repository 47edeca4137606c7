//! Categories by the names on the way to them, as files of products have them.

use db::Tx;
use kernel::Result;

use super::{CategoryId, NewCategory, create, store};

/// The categories at the ends of these paths, each from the top down. What is missing on a way is made.
pub(crate) async fn of_paths(tx: &mut Tx, paths: &[Vec<String>]) -> Result<Vec<CategoryId>> {
    let mut found: Vec<CategoryId> = Vec::new();
    for path in paths {
        let mut at: Option<CategoryId> = None;
        for name in path.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let found = store::find_named(tx, at, name).await?;
            let new = NewCategory { name: name.to_owned(), parent_id: at, ..NewCategory::default() };
            at = Some(if let Some(id) = found { id } else { create(tx, new).await?.id });
        }
        if let Some(id) = at.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    }
    Ok(found)
}
