//! One text for the view of one organization and for the operator's view of all.

use db::{Query, Tx};
use kernel::TenantId;

/// A query with `$1` bound to the transaction's organization, or to NULL when it is for the installation. Its text
/// says `($1 IS NULL OR tenant_id = $1)`.
pub(crate) fn scoped<'t>(tx: &'t mut Tx, sql: &'static str) -> Query<'t> {
    if tx.scope().tenant.is_some() { tx.query(sql) } else { tx.global_query(sql).bind(None::<TenantId>) }
}

/// The condition for one row by its id in either view. In the view of all, the organizations are gone through, so
/// that the primary key serves.
macro_rules! is_row {
    () => {
        "tenant_id IN (SELECT tenant_id FROM organizations WHERE $1 IS NULL OR tenant_id = $1) AND id = $2"
    };
}
pub(crate) use is_row;
