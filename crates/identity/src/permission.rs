//! Roles and what they allow: the one table that the code, the console and the documentation show.
//!
//! Permissions are also the scopes of API keys. Their names never change; a new one is given to roles on purpose.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Permission, Permissions};

use Role::{Admin, Manager, Owner, Staff, Viewer};

/// A member's place in an organization, from the most to the least powerful.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// Everything, including other owners. An organization always has at least one.
    Owner,
    /// Everything except owners.
    Admin,
    /// Runs the daily business.
    Manager,
    /// Works in the daily business.
    Staff,
    /// Looks, and changes nothing.
    Viewer,
}

impl Role {
    /// All roles, from the most to the least powerful.
    pub const ALL: [Self; 5] = [Owner, Admin, Manager, Staff, Viewer];

    /// The name in SQL, JSON and on screen.
    pub const fn as_str(self) -> &'static str {
        match self {
            Owner => "owner",
            Admin => "admin",
            Manager => "manager",
            Staff => "staff",
            Viewer => "viewer",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// What the role is for, in one sentence.
    pub const fn description(self) -> &'static str {
        match self {
            Owner => "Everything, including other owners. An organization always has at least one.",
            Admin => "Everything except owners.",
            Manager => "Runs the daily business and sees what happened.",
            Staff => "Works in the daily business.",
            Viewer => "Looks, and changes nothing.",
        }
    }

    /// What a member with this role may do.
    pub fn permissions(self) -> Permissions {
        TABLE.iter().filter(|row| row.roles.contains(&self)).map(|row| row.permission).collect()
    }

    /// Whether a member with this role may give somebody `other`, or take it away: nobody hands out more than they have.
    pub fn may_grant(self, other: Self) -> bool {
        self <= other
    }
}

/// Changing the organization's name, locale, brand and so on.
pub const ORGANIZATION_MANAGE: Permission = Permission::new("organization.manage");
/// Seeing who the members are.
pub const MEMBERS_READ: Permission = Permission::new("members.read");
/// Inviting, changing roles, removing.
pub const MEMBERS_MANAGE: Permission = Permission::new("members.manage");
/// Seeing API keys, never their secret.
pub const API_KEYS_READ: Permission = Permission::new("api_keys.read");
/// Creating, changing and revoking API keys.
pub const API_KEYS_MANAGE: Permission = Permission::new("api_keys.manage");
/// Reading the audit log.
pub const AUDIT_READ: Permission = Permission::new("audit.read");
/// Reading what happened, also as a live stream.
pub const EVENTS_READ: Permission = Permission::new("events.read");
/// Seeing background work.
pub const JOBS_READ: Permission = Permission::new("jobs.read");
/// Replaying and discarding background work, running and pausing schedules.
pub const JOBS_MANAGE: Permission = Permission::new("jobs.manage");
/// Seeing the shops.
pub const SHOPS_READ: Permission = Permission::new("shops.read");
/// Making and changing shops.
pub const SHOPS_MANAGE: Permission = Permission::new("shops.manage");
/// Seeing products, prices and images.
pub const PRODUCTS_READ: Permission = Permission::new("products.read");
/// Changing products, prices and images, and importing them.
pub const PRODUCTS_MANAGE: Permission = Permission::new("products.manage");
/// Seeing stock and why it is what it is.
pub const STOCK_READ: Permission = Permission::new("stock.read");
/// Changing stock: adjustments, counts, transfers, purchase orders.
pub const STOCK_MANAGE: Permission = Permission::new("stock.manage");
/// Seeing orders.
pub const ORDERS_READ: Permission = Permission::new("orders.read");
/// Placing, editing, packing and shipping orders, and taking returns.
pub const ORDERS_MANAGE: Permission = Permission::new("orders.manage");
/// Giving money back.
pub const ORDERS_REFUND: Permission = Permission::new("orders.refund");
/// Seeing customers and their addresses.
pub const CUSTOMERS_READ: Permission = Permission::new("customers.read");
/// Changing and merging customers.
pub const CUSTOMERS_MANAGE: Permission = Permission::new("customers.manage");
/// Seeing connections and what platforms sent.
pub const CHANNELS_READ: Permission = Permission::new("channels.read");
/// Connecting platforms and replacing their secrets.
pub const CHANNELS_MANAGE: Permission = Permission::new("channels.manage");
/// Looking at the whole installation. Only worth something in the operator's organization.
pub const OPERATOR_READ: Permission = Permission::new("operator.read");
/// Acting on the whole installation. Only worth something in the operator's organization.
pub const OPERATOR_MANAGE: Permission = Permission::new("operator.manage");

/// One row of the table.
#[derive(Debug)]
pub struct PermissionRow {
    /// The permission.
    pub permission: Permission,
    /// The product area that it belongs to.
    pub area: &'static str,
    /// What it allows, in one sentence.
    pub description: &'static str,
    /// The roles that have it.
    pub roles: &'static [Role],
}

const fn row(
    permission: Permission,
    area: &'static str,
    description: &'static str,
    roles: &'static [Role],
) -> PermissionRow {
    PermissionRow { permission, area, description, roles }
}

/// Who may do what.
#[rustfmt::skip]
pub const TABLE: &[PermissionRow] = &[
    row(ORGANIZATION_MANAGE,      "organization", "Change the organization's settings and brand.",     &[Owner, Admin]),
    row(MEMBERS_READ,             "organization", "See the members and their roles.",                  &[Owner, Admin, Manager, Staff, Viewer]),
    row(MEMBERS_MANAGE,           "organization", "Invite people, change roles, remove members.",      &[Owner, Admin]),
    row(AUDIT_READ,               "organization", "Read and export the audit log.",                    &[Owner, Admin, Manager]),
    row(API_KEYS_READ,            "developers",   "See API keys, never their secret.",                 &[Owner, Admin, Manager]),
    row(API_KEYS_MANAGE,          "developers",   "Create, change, reroll and revoke API keys.",       &[Owner, Admin]),
    row(EVENTS_READ,              "developers",   "Read events, also as a live stream.",               &[Owner, Admin, Manager, Staff, Viewer]),
    row(JOBS_READ,                "developers",   "See background jobs, dead letters and schedules.",  &[Owner, Admin, Manager]),
    row(JOBS_MANAGE,              "developers",   "Replay or discard jobs, run and pause schedules.",  &[Owner, Admin]),
    row(SHOPS_READ,               "selling",      "See the shops.",                                   &[Owner, Admin, Manager, Staff, Viewer]),
    row(SHOPS_MANAGE,             "selling",      "Create, change and archive shops.",                &[Owner, Admin]),
    row(PRODUCTS_READ,            "selling",      "See products, prices and images.",                 &[Owner, Admin, Manager, Staff, Viewer]),
    row(PRODUCTS_MANAGE,          "selling",      "Change and import products, prices and images.",   &[Owner, Admin, Manager]),
    row(STOCK_READ,               "selling",      "See stock and why it is what it is.",              &[Owner, Admin, Manager, Staff, Viewer]),
    row(STOCK_MANAGE,             "selling",      "Adjust, count, transfer, order and receive stock.", &[Owner, Admin, Manager, Staff]),
    row(ORDERS_READ,              "selling",      "See orders.",                                      &[Owner, Admin, Manager, Staff, Viewer]),
    row(ORDERS_MANAGE,            "selling",      "Place, edit, pack and ship orders, take returns.", &[Owner, Admin, Manager, Staff]),
    row(ORDERS_REFUND,            "selling",      "Give money back.",                                 &[Owner, Admin, Manager]),
    row(CUSTOMERS_READ,           "selling",      "See customers and their addresses.",               &[Owner, Admin, Manager, Staff]),
    row(CUSTOMERS_MANAGE,         "selling",      "Change and merge customers.",                      &[Owner, Admin, Manager]),
    row(CHANNELS_READ,            "channels",     "See connections and what platforms sent.",         &[Owner, Admin, Manager, Staff]),
    row(CHANNELS_MANAGE,          "channels",     "Connect platforms and replace their secrets.",     &[Owner, Admin]),
    row(OPERATOR_READ,            "operator",     "Look at the whole installation.",                   &[Owner, Admin, Manager]),
    row(OPERATOR_MANAGE,          "operator",     "Act on the whole installation.",                    &[Owner, Admin]),
];

/// The permission of that name.
pub fn find(name: &str) -> Option<Permission> {
    TABLE.iter().map(|row| row.permission).find(|permission| permission.name() == name)
}
