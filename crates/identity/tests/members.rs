//! Who may change and remove whom.

use identity::permission::{Role, TABLE};
use kernel::Scope;
use serde_json::{Value, json};
use testkit::{App, Client, on_both};

use crate::support::{membership_of, rows, scopes_to_give, text};

const ROLES: [&str; 5] = ["owner", "admin", "manager", "staff", "viewer"];

/// The documented rule: owners manage everybody, admins everybody but owners, the others nobody.
fn may(actor: &str, target: &str, new: Option<&str>) -> bool {
    match actor {
        "owner" => true,
        "admin" => target != "owner" && new != Some("owner"),
        _ => false,
    }
}

/// Sets a role without asking anybody.
async fn put_role(app: &App, member: &str, role: &'static str) {
    let id: kernel::Id<identity::membership::Membership> = member.parse().unwrap();
    let sql = "UPDATE memberships SET role = $2 WHERE id = $1";
    let scope = Scope::installation("test");
    app.db()
        .write(&scope, async |tx| tx.global_query(sql).bind(id).bind(role).execute().await)
        .await
        .unwrap();
}

/// An organization with a member of each role. The owner comes first.
async fn cast(app: &App) -> (Vec<(&'static str, Client)>, Value) {
    let (ada, organization) = app.owner("Ada").await;
    let mut cast = vec![("owner", ada.clone())];
    for role in &ROLES[1..] {
        cast.push((role, app.member(&ada, &organization, role).await));
    }
    (cast, organization)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_role_follows_the_rule() {
    on_both(|app| async move {
        let (cast, organization) = cast(&app).await;
        let target = membership_of(&app.member(&cast[0].1, &organization, "viewer").await).await;
        for (actor, client) in &cast {
            for before in ROLES {
                for after in ROLES {
                    put_role(&app, &target, before).await;
                    let answer =
                        client.patch(&format!("/api/v1/members/{target}"), json!({"role": after})).await;
                    let expected = if may(actor, before, Some(after)) { 200 } else { 403 };
                    assert_eq!(answer.status.as_u16(), expected, "{actor}: {before} to {after}");
                    let stored = rows(&cast[0].1.get("/api/v1/members").await);
                    let member = stored.iter().find(|member| member["id"] == *target).unwrap();
                    assert_eq!(member["role"], if expected == 200 { after } else { before });
                }
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_removal_follows_the_rule() {
    on_both(|app| async move {
        let (cast, organization) = cast(&app).await;
        for (actor, client) in &cast {
            for role in ROLES {
                let target = app.member(&cast[0].1, &organization, role).await;
                let path = format!("/api/v1/members/{}", membership_of(&target).await);
                let expected = if may(actor, role, None) { 204 } else { 403 };
                assert_eq!(client.delete(&path).await.status.as_u16(), expected, "{actor} removes {role}");
                // Who is removed has no access from the next request on; who is not keeps it.
                let after = target.get("/api/v1/organization").await.status.as_u16();
                assert_eq!(after, if expected == 204 { 404 } else { 200 });
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_gives_and_takes_what_its_scopes_cover() {
    on_both(|app| async move {
        let (cast, organization) = cast(&app).await;
        let target = membership_of(&app.member(&cast[0].1, &organization, "viewer").await).await;
        let path = format!("/api/v1/members/{target}");
        let all: Vec<_> = TABLE.iter().map(|row| row.permission.name()).collect();
        let few = scopes_to_give(Role::Staff);
        for (scopes, reach) in [
            (&["members.manage"][..], &[][..]),
            (&few[..], &["staff", "viewer"][..]),
            // An owner is made by an owner in person, whatever a key may do.
            (&all[..], &["admin", "manager", "staff", "viewer"][..]),
        ] {
            let key = app.key(&cast[0].1, scopes).await;
            for before in ROLES {
                for after in ROLES {
                    put_role(&app, &target, before).await;
                    let answer = key.patch(&path, json!({"role": after})).await;
                    let expected = if reach.contains(&before) && reach.contains(&after) { 200 } else { 403 };
                    assert_eq!(answer.status.as_u16(), expected, "{scopes:?}: {before} to {after}");
                }
                put_role(&app, &target, before).await;
                if !reach.contains(&before) {
                    assert_eq!(key.delete(&path).await.problem(403), "forbidden");
                }
            }
        }
        let reader = app.key(&cast[0].1, &["members.read", "events.read"]).await;
        reader.patch(&path, json!({"role": "staff"})).await.expect(403);
        assert_eq!(rows(&reader.get("/api/v1/members").await).len(), 6);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_stays() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let path = format!("/api/v1/members/{}", membership_of(&ada).await);
        assert_eq!(ada.patch(&path, json!({"role": "admin"})).await.problem(409), "last_owner");
        assert_eq!(ada.delete(&path).await.problem(409), "last_owner");
        ada.patch(&path, json!({"role": "owner"})).await.expect(200);
        let grace = app.member(&ada, &organization, "owner").await;
        grace.patch(&path, json!({"role": "admin"})).await.expect(200);
        // Demoted by the other, she is an admin from her next request on.
        let graces = format!("/api/v1/members/{}", membership_of(&grace).await);
        ada.delete(&graces).await.expect(403);
        assert_eq!(ada.patch(&graces, json!({"role": "sovereign"})).await.invalid_field(), "role");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_owners_who_step_down_at_once_one_stays() {
    on_both(|app| async move {
        let (ada, organization) = app.owner("Ada").await;
        let grace = app.member(&ada, &organization, "owner").await;
        let (adas, graces) = (membership_of(&ada).await, membership_of(&grace).await);
        for round in 0..6 {
            put_role(&app, &adas, "owner").await;
            put_role(&app, &graces, "owner").await;
            // What is remembered of their roles is from before; a change of name makes it be forgotten.
            ada.patch("/api/v1/me", json!({"name": format!("Ada {round}")})).await.expect(200);
            let step_down = |client: &Client, member: &str| {
                let (client, path) = (client.clone(), format!("/api/v1/members/{member}"));
                tokio::spawn(async move { client.patch(&path, json!({"role": "admin"})).await })
            };
            // By themselves in one round, by each other in the next.
            let (first, second) = if round % 2 == 0 { (&adas, &graces) } else { (&graces, &adas) };
            let (one, two) = (step_down(&ada, first), step_down(&grace, second));
            let (one, two) = (one.await.unwrap(), two.await.unwrap());
            let refused = if one.status.is_success() { &two } else { &one };
            assert!(one.status.is_success() != two.status.is_success(), "{one:?} {two:?}");
            assert!([409, 403].contains(&refused.status.as_u16()), "{refused:?}");
        }
        for client in [&ada, &grace] {
            client.get("/api/v1/organization").await.expect(200);
        }
        put_role(&app, &adas, "owner").await;
        put_role(&app, &graces, "owner").await;
        let leave = |client: &Client, member: &str| {
            let (client, path) = (client.clone(), format!("/api/v1/members/{member}"));
            tokio::spawn(async move { client.delete(&path).await.status.as_u16() })
        };
        let (one, two) = (leave(&ada, &adas), leave(&grace, &graces));
        let mut statuses = [one.await.unwrap(), two.await.unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_leave() {
    on_both(|app| async move {
        let (cast, _) = cast(&app).await;
        for (_, client) in &cast[1..] {
            let path = format!("/api/v1/members/{}", membership_of(client).await);
            client.delete(&path).await.expect(204);
            client.get("/api/v1/members").await.expect(404);
        }
        assert_eq!(rows(&cast[0].1.get("/api/v1/members").await).len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_another_organization_do_not_exist() {
    on_both(|app| async move {
        let (ada, _) = app.owner("Ada").await;
        let (grace, _) = app.owner("Grace").await;
        let path = format!("/api/v1/members/{}", membership_of(&grace).await);
        ada.patch(&path, json!({"role": "viewer"})).await.expect(404);
        ada.delete(&path).await.expect(404);
        assert_eq!(rows(&grace.get("/api/v1/members?limit=1").await).len(), 1);
        assert_eq!(ada.get("/api/v1/members?limit=0").await.invalid_field(), "limit");
        assert_eq!(ada.get("/api/v1/members?after=x").await.invalid_field(), "after");
        assert_eq!(text(&rows(&ada.get("/api/v1/members").await)[0]["user"]["name"]), "Ada");
    })
    .await;
}
