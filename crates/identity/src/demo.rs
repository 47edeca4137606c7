//! A believable business to look around in: organizations of each kind, people in every role, keys and invitations.
//!
//! It has a past. The merchant is [`AGE_DAYS`] old, others joined later, and the last things happened yesterday. Domains
//! that add to it write their history between [`seed`] and [`furnish`], forward in time, with `Db::at` or
//! `Tx::travel_to`; [`ago`] makes the times.

use std::time::Duration;

use db::{Db, Tx};
use kernel::{Actor, ActorKind, Result, Scope, TenantId, Timestamp};
use mail::Locale;
use serde_json::json;

use crate::api_key::{self, ApiKeyId, ApiKeyMode};
use crate::audit::{Record, record, record_for};
use crate::organization::{Organization, OrganizationKind, slugify, store as organizations};
use crate::password::Passwords;
use crate::permission::{self, Role};
use crate::user::store::{self as users, NewUser};
use crate::user::{User, UserId};
use crate::{invitation, letters, membership, operator};

/// The password of everybody in the demo. It is no secret: the demo is for looking around on one's own machine.
pub const PASSWORD: &str = "lighthouse-maple-parcel";

/// How long ago the merchant began: nineteen months, so that there are eighteen whole ones to look back on.
pub const AGE_DAYS: u32 = 578;

/// So many days ago, at that time of the day in UTC: `ago(now, 3, (9, 20))`. It is in the past from one day on.
pub fn ago(now: Timestamp, days: u32, (hour, minute): (u32, u32)) -> Timestamp {
    const DAY_S: u64 = 24 * 60 * 60;
    let midnight = Duration::from_secs(now.as_millis() / 1_000 / DAY_S * DAY_S);
    let time = Duration::from_secs(u64::from(hour) * 3_600 + u64::from(minute) * 60);
    Timestamp::UNIX_EPOCH.plus(midnight).minus(Duration::from_secs(u64::from(days) * DAY_S)).plus(time)
}

/// Somebody to sign in as.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// The address to sign in with.
    pub email: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What one sees as this person.
    pub about: &'static str,
    locale: Locale,
}

const fn person(email: &'static str, name: &'static str, locale: Locale, about: &'static str) -> DemoPerson {
    DemoPerson { email, name, about, locale }
}

const ANA: DemoPerson = person(
    "ana@nordlicht.example",
    "Ana García",
    Locale::En,
    "owner of the merchant Nordlicht Outdoor, in an agency too",
);
const JONAS: DemoPerson =
    person("jonas@nordlicht.example", "Jonas Weber", Locale::En, "admin of Nordlicht Outdoor");
const MEI: DemoPerson =
    person("mei@nordlicht.example", "Mei Tanaka", Locale::En, "manager of Nordlicht Outdoor");
const LUCIA: DemoPerson =
    person("lucia@nordlicht.example", "Lucía Romero", Locale::Es, "staff of Nordlicht Outdoor, in Spanish");
const TOM: DemoPerson =
    person("tom@pigeon.example", "Tom Becker", Locale::En, "owner of the courier Pigeon Parcel");
const OLIVIA: DemoPerson =
    person("olivia@tradepost.example", "Olivia Stone", Locale::En, "operator: sees all organizations");

/// Everybody in the demo.
pub const PEOPLE: [DemoPerson; 6] = [ANA, JONAS, MEI, LUCIA, TOM, OLIVIA];

/// Makes the demo, unless it is there already; answers whether it had to.
pub async fn seed(db: &Db, passwords: &Passwords) -> Result<bool> {
    let scope = Scope::installation("demo");
    let there = async |tx: &mut Tx| users::find_by_email(tx, &ANA.email.parse()?).await;
    if db.read(&scope, there).await?.is_some() {
        return Ok(false);
    }
    let password_hash = passwords.hash(db.env(), PASSWORD.to_owned()).await?;
    db.write(&scope, async |tx| populate(tx, &password_hash).await).await?;
    Ok(true)
}

async fn populate(tx: &mut Tx, password_hash: &str) -> Result<()> {
    let now = tx.now();
    tx.travel_to(ago(now, AGE_DAYS + 1, (16, 5)));
    let olivia = sign_up(tx, &OLIVIA, password_hash).await?;
    operator::grant(tx, &olivia).await?;
    tx.travel_to(ago(now, AGE_DAYS, (8, 42)));
    let ana = sign_up(tx, &ANA, password_hash).await?;
    let nordlicht = found(tx, &ana, OrganizationKind::Merchant, "Nordlicht Outdoor", Some("#0b7285")).await?;

    tx.travel_to(ago(now, AGE_DAYS - 3, (9, 15)));
    let jonas = sign_up(tx, &JONAS, password_hash).await?;
    join(tx, nordlicht, &jonas, Role::Admin).await?;
    tx.travel_to(ago(now, 341, (7, 58)));
    let mei = sign_up(tx, &MEI, password_hash).await?;
    join(tx, nordlicht, &mei, Role::Manager).await?;

    tx.travel_to(ago(now, 61, (13, 20)));
    let tom = sign_up(tx, &TOM, password_hash).await?;
    found(tx, &tom, OrganizationKind::Courier, "Pigeon Parcel", Some("#e8590c")).await?;
    tx.travel_to(ago(now, 33, (14, 31)));
    let kaya = found(tx, &jonas, OrganizationKind::Agency, "Studio Kaya", Some("#7048e8")).await?;
    tx.travel_to(ago(now, 32, (10, 4)));
    join(tx, kaya, &ana, Role::Viewer).await?;
    tx.travel_to(ago(now, 19, (8, 3)));
    let lucia = sign_up(tx, &LUCIA, password_hash).await?;
    join(tx, nordlicht, &lucia, Role::Staff).await
}

async fn sign_up(tx: &mut Tx, person: &DemoPerson, password_hash: &str) -> Result<User> {
    let new = NewUser {
        email: person.email.parse()?,
        name: person.name.to_owned(),
        password_hash: password_hash.to_owned(),
        locale: person.locale,
        verified: true,
    };
    let user = users::insert(tx, new).await?;
    act_as(tx, &user);
    let entry = Record::new("user.signed_up").target("user", user.id).after(json!({"name": user.name}));
    record_for(tx, TenantId::OPERATOR, entry).await?;
    Ok(user)
}

fn act_as(tx: &mut Tx, user: &User) {
    tx.act_as(actor(user));
}

fn actor(user: &User) -> Actor {
    Actor { kind: ActorKind::User, id: Some(user.id.uuid()), name: user.name.clone() }
}

async fn found(
    tx: &mut Tx,
    owner: &User,
    kind: OrganizationKind,
    name: &str,
    color: Option<&str>,
) -> Result<TenantId> {
    act_as(tx, owner);
    let organization = Organization {
        id: tx.new_id(),
        kind,
        name: name.to_owned(),
        slug: slugify(name),
        country: Some("DE".to_owned()),
        currency: "EUR".to_owned(),
        locale: Locale::En,
        time_zone: "Europe/Berlin".to_owned(),
        brand_color: color.map(str::to_owned),
        event_retention_days: 90,
        version: 1,
        created_at: tx.now(),
    };
    let organization = organizations::insert(tx, organization).await?;
    membership::store::insert(tx, organization.id, owner.id, Role::Owner).await?;
    let entry = Record::new("organization.created").target("organization", organization.id);
    record_for(tx, organization.id, entry.after(json!({"name": name, "kind": kind}))).await?;
    Ok(organization.id)
}

async fn join(tx: &mut Tx, tenant: TenantId, user: &User, role: Role) -> Result<()> {
    act_as(tx, user);
    let id = membership::store::insert(tx, tenant, user.id, role).await?;
    let entry = Record::new("member.joined").target("membership", id);
    record_for(tx, tenant, entry.after(json!({"name": user.name, "role": role}))).await
}

/// The demo's merchant, for domains that add to it.
#[derive(Debug, Clone)]
pub struct Merchant {
    /// Nordlicht Outdoor.
    pub organization: Organization,
    /// Who owns it.
    pub owner: User,
}

impl Merchant {
    /// The owner at work in the organization.
    pub fn scope(&self) -> Scope {
        Scope { actor: actor(&self.owner), ..Scope::system(self.organization.id, "demo") }
    }
}

/// The merchant that [`seed`] made.
pub async fn merchant(db: &Db) -> Result<Merchant> {
    let installation = Scope::installation("demo");
    let owner = db
        .read(&installation, async |tx| users::find_by_email(tx, &ANA.email.parse()?).await)
        .await?
        .ok_or_else(|| kernel::Error::not_found("demo"))?;
    let places =
        db.read(&installation, async |tx| membership::store::places(tx, owner.id.uuid()).await).await?;
    let place = places.into_iter().find(|place| place.role == Role::Owner);
    let organization = place.ok_or_else(|| kernel::Error::not_found("demo"))?.organization;
    Ok(Merchant { organization, owner })
}

/// What happened lately in the merchant's organization: three keys, one of them revoked, and an open invitation with the
/// mail that carries it. The last step of a demo, after all that is older.
pub async fn furnish(db: &Db, site: &str) -> Result<()> {
    let Merchant { organization, owner } = merchant(db).await?;
    let scope = Scope::system(organization.id, "demo");
    db.write(&scope, async |tx| {
        let now = tx.now();
        act_as(tx, &owner);
        tx.travel_to(ago(now, 17, (11, 48)));
        let old = key(tx, owner.id, "Old till", ApiKeyMode::Live, &["members.read"], None).await?;
        tx.travel_to(ago(now, 12, (15, 27)));
        let scanner = ["members.read", "events.read"];
        let scanner = key(tx, owner.id, "Warehouse scanner", ApiKeyMode::Live, &scanner, None).await?;
        api_key::store::touch(tx, organization.id, scanner, now.minus(Duration::from_secs(11 * 60))).await?;
        tx.travel_to(ago(now, 11, (9, 2)));
        revoke(tx, old).await?;
        tx.travel_to(ago(now, 5, (17, 40)));
        let (scopes, ends) = (["audit.read", "jobs.read"], now.plus(Duration::from_secs(20 * 24 * 60 * 60)));
        key(tx, owner.id, "Trying things out", ApiKeyMode::Test, &scopes, Some(ends)).await?;
        tx.travel_to(ago(now, 1, (10, 12)));
        invite(tx, site, &organization, owner.id).await
    })
    .await
}

async fn key(
    tx: &mut Tx,
    by: UserId,
    name: &str,
    mode: ApiKeyMode,
    scopes: &[&str],
    expires_at: Option<Timestamp>,
) -> Result<ApiKeyId> {
    let scopes: Vec<String> =
        scopes.iter().filter_map(|scope| permission::find(scope)).map(|p| p.name().to_owned()).collect();
    let secret = api_key::generate(tx.env(), mode);
    let after = json!({"name": name, "mode": mode, "scopes": scopes});
    let new = api_key::store::NewApiKey {
        name: name.to_owned(),
        mode,
        scopes,
        ip_allow_list: Vec::new(),
        created_by: Some(by.uuid()),
        expires_at,
    };
    let id = api_key::store::insert(tx, new, &secret).await?;
    api_key::expiring::plan(tx, id, expires_at).await?;
    record(tx, Record::new("api_key.created").target("api_key", id).after(after)).await?;
    Ok(id)
}

async fn revoke(tx: &mut Tx, id: ApiKeyId) -> Result<()> {
    let mut key = api_key::store::get(tx, id).await?;
    key.revoked_at = Some(tx.now());
    api_key::store::update(tx, &key).await?;
    record(tx, Record::new("api_key.revoked").target("api_key", id).before(json!({"name": key.name}))).await
}

async fn invite(tx: &mut Tx, site: &str, organization: &Organization, by: UserId) -> Result<()> {
    let email = "sofia@nordlicht.example".parse()?;
    let locale = organization.locale;
    let (id, token) = invitation::store::insert(tx, &email, Role::Staff, Some(by.uuid()), locale).await?;
    let organization = organization.name.clone();
    let role = Role::Staff.as_str();
    letters::invitation(tx, site, letters::Invited { email: &email, locale, organization, role, token })
        .await?;
    record(tx, invitation::api::told("invitation.created", id, &email, Role::Staff)).await
}
