//! Indexing at the end of the transaction: a product that changes ten times in it is indexed once, and many products
//! together with few statements.

use std::collections::BTreeSet;
use std::sync::Arc;

use db::{Collected, CommitHook, HookFuture, Tx};

use super::document;
use crate::product::ProductId;

/// Products that changed in the transaction.
#[derive(Debug, Default)]
struct Changed(BTreeSet<ProductId>);

impl Collected for Changed {
    fn append(&mut self, later: Self) {
        self.0.extend(later.0);
    }
}

/// Something about the product changed: when the transaction commits, it is found by what it is then.
pub(crate) fn changed(tx: &mut Tx, id: ProductId) {
    tx.pending::<Changed>().0.insert(id);
}

/// Indexes the products that changed, just before their transaction commits. Words are learned in one order in all
/// transactions, so that two never wait for each other's in a circle. It goes before the hook that numbers events, which
/// holds up every other transaction of the organization.
#[derive(Debug)]
pub struct SearchIndex;

impl SearchIndex {
    /// The hook.
    pub fn hook() -> Arc<dyn CommitHook> {
        Arc::new(Self)
    }
}

impl CommitHook for SearchIndex {
    fn before_commit<'a>(&'a self, tx: &'a mut Tx) -> HookFuture<'a> {
        Box::pin(async move {
            let changed: Vec<_> = tx.take_pending::<Changed>().0.into_iter().collect();
            document::index(tx, &changed).await
        })
    }
}
