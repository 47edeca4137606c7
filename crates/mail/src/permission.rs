//! The permissions that this crate asks for. Their row in the table of roles stands in the identity domain, which
//! knows this crate and not the other way round.

use web::Permission;

/// Looking at the whole installation.
pub const OPERATOR_READ: Permission = Permission::new("operator.read");
/// Acting on the whole installation.
pub const OPERATOR_MANAGE: Permission = Permission::new("operator.manage");
