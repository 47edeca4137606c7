//! The permission table, as it is published.

use identity::permission::{Role, TABLE};
use serde_json::Value;
use testkit::on_both;

use crate::support::text;

/// Role × permission, one line each; whoever changes the table changes this text, and the public promise with it.
const SNAPSHOT: &str = "\
organization.manage  owner admin
members.read         owner admin manager staff viewer
members.manage       owner admin
audit.read           owner admin manager
api_keys.read        owner admin manager
api_keys.manage      owner admin
events.read          owner admin manager staff viewer
jobs.read            owner admin manager
jobs.manage          owner admin
shops.read           owner admin manager staff viewer
shops.manage         owner admin
products.read        owner admin manager staff viewer
products.manage      owner admin manager
stock.read           owner admin manager staff viewer
stock.manage         owner admin manager staff
orders.read          owner admin manager staff viewer
orders.manage        owner admin manager staff
orders.refund        owner admin manager
customers.read       owner admin manager staff
customers.manage     owner admin manager
channels.read        owner admin manager staff
channels.manage      owner admin
operator.read        owner admin manager
operator.manage      owner admin
";

#[test]
fn the_table_is_as_promised() {
    let line = |row: &identity::permission::PermissionRow| {
        let roles: Vec<_> = row.roles.iter().map(|role| role.as_str()).collect();
        format!("{:<20} {}\n", row.permission.name(), roles.join(" "))
    };
    assert_eq!(TABLE.iter().map(line).collect::<String>(), SNAPSHOT);
}

#[test]
fn a_more_powerful_role_has_all_that_a_lesser_one_has() {
    for (greater, lesser) in Role::ALL.iter().zip(&Role::ALL[1..]) {
        for permission in lesser.permissions().iter() {
            assert!(greater.permissions().allow(permission), "{greater:?} lacks {permission:?}");
        }
    }
    for role in Role::ALL {
        assert_eq!(Role::from_name(role.as_str()), Some(role));
    }
    assert_eq!(Role::from_name("Owner"), None);
}

/// The permissions that other domains ask for are in the table: one that is not would be granted to nobody.
#[test]
fn permissions_of_other_domains_are_in_the_table() {
    let theirs = [mail::OPERATOR_READ, mail::OPERATOR_MANAGE, events::EVENTS_READ];
    for permission in theirs {
        assert!(identity::permission::find(permission.name()).is_some(), "{permission:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_shows_the_table() {
    on_both(|app| async move {
        let shown = app.anon().get("/api/v1/roles").await.expect(200);
        let names = |list: &Value| -> Vec<String> {
            list.as_array().unwrap().iter().map(|name| text(name).to_owned()).collect()
        };
        for (role, shown) in Role::ALL.iter().zip(shown["roles"].as_array().unwrap()) {
            assert_eq!(text(&shown["role"]), role.as_str());
            let mut listed = names(&shown["permissions"]);
            listed.sort();
            let own: Vec<_> = role.permissions().iter().map(|p| p.name().to_owned()).collect();
            assert_eq!(listed, own);
        }
        assert_eq!(shown["permissions"].as_array().unwrap().len(), TABLE.len());
        // What a member may do is what the table says of their role.
        let (ada, organization) = app.owner("Ada").await;
        for role in ["admin", "manager", "staff", "viewer"] {
            let member = app.member(&ada, &organization, role).await;
            let me = member.get("/api/v1/me").await.expect(200);
            let own = Role::from_name(role).unwrap().permissions();
            assert_eq!(
                names(&me["permissions"]),
                own.iter().map(|p| p.name().to_owned()).collect::<Vec<_>>()
            );
        }
    })
    .await;
}

/// The cells of the rows of the guide's tables, as far as they are about `first`.
fn cells<'a>(guide: &'a str, first: &str) -> Vec<&'a str> {
    let rows = guide.lines().filter(|line| line.starts_with('|'));
    let mut rows =
        rows.map(|line| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    rows.find(|cells| cells.first() == Some(&first)).unwrap_or_default()
}

#[test]
fn the_guide_shows_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/permissions.md");
    let guide = std::fs::read_to_string(path).expect("the guide to permissions");
    for role in Role::ALL {
        assert_eq!(cells(&guide, role.as_str()), [role.as_str(), role.description()]);
    }
    for row in TABLE {
        let name = format!("`{}`", row.permission.name());
        let mut expected = vec![name.as_str(), row.description];
        expected.extend(Role::ALL.map(|role| if row.roles.contains(&role) { "✓" } else { "" }));
        assert_eq!(cells(&guide, &name), expected);
    }
    assert_eq!(guide.lines().filter(|line| line.starts_with("| `")).count(), TABLE.len());
}
