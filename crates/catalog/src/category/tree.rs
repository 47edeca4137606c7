//! The shape of the tree: nothing is below itself, and siblings are numbered from 0 without gaps.

use kernel::{Error, Result};

use super::{Category, CategoryId};

/// Deeper than this nobody finds anything.
pub(super) const DEPTH_MAX: usize = 10;

/// Where every category that a move touches stands afterwards: its parent and position.
pub(super) fn moved(
    all: &[Category],
    id: CategoryId,
    parent: Option<CategoryId>,
    position: Option<usize>,
) -> Result<Vec<(CategoryId, Option<CategoryId>, i64)>> {
    let own = all.iter().find(|one| one.id == id).ok_or_else(|| Error::not_found("category"))?;
    let wrong = |code, message| Err(Error::invalid("parent_id", code, message));
    if let Some(parent) = parent {
        if !all.iter().any(|one| one.id == parent) {
            return wrong("unknown", "There is no such category.");
        }
        if ancestors(all, parent).contains(&id) {
            return wrong("cycle", "A category cannot be moved below itself.");
        }
        if ancestors(all, parent).len() + height(all, id) > DEPTH_MAX {
            return wrong("too_deep", "Categories lie at most ten deep.");
        }
    }
    let mut places = Vec::new();
    let mut number = |siblings: Vec<CategoryId>, parent| {
        for (position, sibling) in (0_i64..).zip(siblings) {
            let before = all.iter().find(|one| one.id == sibling);
            if before.is_none_or(|one| one.position != position || one.parent_id != parent) {
                places.push((sibling, parent, position));
            }
        }
    };
    if own.parent_id != parent {
        number(children(all, own.parent_id, id), own.parent_id);
    }
    let mut siblings = children(all, parent, id);
    let at = position.unwrap_or(siblings.len()).min(siblings.len());
    siblings.insert(at, id);
    number(siblings, parent);
    Ok(places)
}

/// The children of a category in their order, but for one.
fn children(all: &[Category], parent: Option<CategoryId>, but: CategoryId) -> Vec<CategoryId> {
    let mut children: Vec<_> = all.iter().filter(|one| one.parent_id == parent && one.id != but).collect();
    children.sort_by_key(|one| (one.position, one.id));
    children.into_iter().map(|one| one.id).collect()
}

/// A category and all that it is a part of, from below to the top.
pub(crate) fn ancestors(all: &[Category], id: CategoryId) -> Vec<CategoryId> {
    let mut path = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| !path.contains(id)) {
        path.push(id);
        next = all.iter().find(|one| one.id == id).and_then(|one| one.parent_id);
    }
    path
}

/// How many levels a category and what is below it make.
fn height(all: &[Category], id: CategoryId) -> usize {
    let below = all.iter().filter(|one| one.parent_id == Some(id)).map(|one| height(all, one.id));
    1 + below.max().unwrap_or(0)
}
