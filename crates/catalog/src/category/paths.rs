//! Categories by the names on the way to them, as files of products have them.

use std::collections::BTreeSet;

use db::Tx;
use kernel::Result;

use super::store::{self, Named};
use super::{CategoryId, NewCategory, create};

/// The categories that stand on some ways, each from the top down.
pub(crate) struct Ways(Vec<Named>);

impl Ways {
    /// Reads what there is on these ways.
    pub(crate) async fn read<'p>(tx: &mut Tx, paths: impl Iterator<Item = &'p Vec<String>>) -> Result<Self> {
        let names: BTreeSet<&str> = paths.flat_map(|path| steps(path)).collect();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        Ok(Self(store::named(tx, &names).await?))
    }

    /// The categories at the ends of these ways, each once; `None` when one is missing. They are ways that were read.
    pub(crate) fn ends(&self, paths: &[Vec<String>]) -> Option<Vec<CategoryId>> {
        let mut ends = Vec::new();
        for path in paths {
            let mut at = None;
            for name in steps(path) {
                at = Some(self.child(at, name)?);
            }
            add(&mut ends, at);
        }
        Some(ends)
    }

    fn child(&self, parent: Option<CategoryId>, name: &str) -> Option<CategoryId> {
        let fits = |(_, above, called): &&Named| *above == parent && called == name;
        self.0.iter().find(fits).map(|(id, ..)| *id)
    }
}

/// The categories at the ends of these ways. What is missing is made.
pub(crate) async fn of_paths(tx: &mut Tx, paths: &[Vec<String>]) -> Result<Vec<CategoryId>> {
    let mut ways = Ways::read(tx, paths.iter()).await?;
    let mut ends = Vec::new();
    for path in paths {
        let mut at = None;
        for name in steps(path) {
            let id = if let Some(id) = ways.child(at, name) {
                id
            } else {
                let new = NewCategory { name: name.to_owned(), parent_id: at, ..NewCategory::default() };
                let made = create(tx, new).await?;
                ways.0.push((made.id, at, name.to_owned()));
                made.id
            };
            at = Some(id);
        }
        add(&mut ends, at);
    }
    Ok(ends)
}

fn steps(path: &[String]) -> impl Iterator<Item = &str> {
    path.iter().map(|name| name.trim()).filter(|name| !name.is_empty())
}

fn add(ends: &mut Vec<CategoryId>, end: Option<CategoryId>) {
    ends.extend(end.filter(|id| !ends.contains(id)));
}
