//! Where a file lies in the store: `org_…/ab/cd/abcd…`. The two levels keep folders small.

use kernel::TenantId;
use object_store::path::Path;

use crate::ContentHash;

/// The place of this content of this organization.
pub(crate) fn path_of(tenant: TenantId, hash: &ContentHash) -> Path {
    let digits = hash.to_string();
    let (first, rest) = digits.split_at(2);
    let (second, _) = rest.split_at(2);
    Path::from_iter([tenant.to_string().as_str(), first, second, &digits])
}

/// The folder of everything that this organization has.
pub(crate) fn folder_of(tenant: TenantId) -> Path {
    Path::from(tenant.to_string())
}
