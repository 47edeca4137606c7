//! The permission table over HTTP.

use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, Result, Routes, Visitor};

use crate::permission::{Role, TABLE};

/// Who may do what.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleTable {
    /// Every permission, in the order of the product's areas.
    permissions: Vec<PermissionView>,
    /// Every role, from the most to the least powerful.
    roles: Vec<RoleView>,
}

/// Something that a role may allow; also a scope of API keys.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Permission)]
pub struct PermissionView {
    /// Its name.
    permission: &'static str,
    /// The product area that it belongs to.
    area: &'static str,
    /// What it allows.
    description: &'static str,
}

/// A role and what it allows.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    /// The role.
    role: Role,
    /// What it is for.
    description: &'static str,
    /// The names of its permissions.
    permissions: Vec<&'static str>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list]
}

/// List roles and permissions
///
/// The same for everybody, so no credentials are needed.
#[utoipa::path(get, path = "/api/v1/roles", tag = "Members")]
async fn list(_visitor: Visitor) -> Result<Json<RoleTable>> {
    let permissions = TABLE.iter().map(|row| PermissionView {
        permission: row.permission.name(),
        area: row.area,
        description: row.description,
    });
    let roles = Role::ALL.map(|role| RoleView {
        role,
        description: role.description(),
        permissions: TABLE
            .iter()
            .filter(|row| row.roles.contains(&role))
            .map(|row| row.permission.name())
            .collect(),
    });
    Ok(Json(RoleTable { permissions: permissions.collect(), roles: roles.into() }))
}
