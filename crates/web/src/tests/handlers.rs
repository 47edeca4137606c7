//! Handlers as the domains write them, with some that misbehave when they are asked to.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use db::Tx;
use futures_util::TryStreamExt;
use hyper::body::Frame;
use kernel::{Cursor, Entity, Error, ErrorKind, FieldError, Id, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize, Serializer};
use tokio::time::Sleep;
use utoipa::{IntoParams, ToSchema};

use super::house::Gate;
use crate::openapi::{Answers, Description};
use crate::{
    Created, Ctx, IfMatch, Json, NoContent, NoStore, OperatorCtx, Path, Permission, Query, Result, Routes,
    SignedIn, Tagged, Upload, Visitor, routes,
};

pub(super) const READ: Permission = Permission::new("notes.read");
pub(super) const WRITE: Permission = Permission::new("notes.write");

pub(super) fn routes() -> Routes {
    routes![
        list_notes,
        create_note,
        get_note,
        create_secret,
        get_organization,
        edit_organization,
        list_words,
        get_me,
        count_notes,
        get_origin,
        get_failure,
        get_broken,
        wait,
        stream,
        weigh
    ]
    .route("/", axum::routing::get(async || Html("<!doctype html><title>Tradepost</title>")))
}

/// Weigh a file.
#[utoipa::path(put, path = "/api/v1/weight", tag = "Test")]
async fn weigh(upload: Upload) -> Result<Json<usize>> {
    let parts = upload.into_stream().try_fold(0, async |sum, part| Ok(sum + part.len())).await?;
    Ok(Json(parts))
}

/// A note, kept as an event.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Note {
    id: NoteId,
    text: String,
    folder: Option<String>,
    lines: Vec<Line>,
    created_at: Timestamp,
}

type NoteId = Id<NoteEntity>;

#[derive(Debug)]
pub(super) enum NoteEntity {}

impl Entity for NoteEntity {
    const PREFIX: &'static str = "note";
}

/// A line of a note.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    sku: String,
    quantity: u32,
}

/// What a caller says of a note.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    text: String,
    folder: Option<String>,
    #[serde(default)]
    lines: Vec<Line>,
    then: Option<Then>,
}

/// How the handler misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Then {
    Refuse,
    Wait,
    FailInside,
    Fail,
    Panic,
}

impl NewNote {
    fn made(self, id: NoteId, created_at: Timestamp) -> Note {
        Note { id, text: self.text, folder: self.folder, lines: self.lines, created_at }
    }
}

async fn insert(tx: &mut Tx, new: &NewNote) -> kernel::Result<Note> {
    let (id, now) = (tx.new_id(), tx.now());
    let sequence = i64::from_le_bytes(tx.env().bytes()) & i64::MAX;
    tx.query(
        "INSERT INTO events (tenant_id, id, sequence, name, payload, at) VALUES ($1, $2, $3, 'note', $4, $5)",
    )
    .bind(id)
    .bind(sequence)
    .bind(kernel::Json(serde_json::json!(new)))
    .bind(now)
    .execute()
    .await?;
    Ok(new.clone().made(id, now))
}

type NoteRow = (NoteId, kernel::Json<NewNote>, Timestamp);

/// Lists notes, newest first.
#[utoipa::path(get, path = "/api/v1/notes", tag = "Notes")]
pub(super) async fn list_notes(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<Note>>> {
    ctx.require(READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows: Vec<NoteRow> = ctx
        .read(async |tx| {
            tx.query(
                "SELECT id, payload, at FROM events WHERE tenant_id = $1 AND (at, id) < ($2, $3)
                 ORDER BY at DESC, id DESC LIMIT $4",
            )
            .bind(Timestamp::from_micros(after.key))
            .bind(after.id)
            .bind(limit + 1)
            .fetch_all()
            .await
        })
        .await?;
    let page = Page::new(rows, limit, |row| Cursor::at(row.2, row.0));
    Ok(Json(page.map(|(id, new, at)| new.0.made(id, at))))
}

/// Makes a note.
#[utoipa::path(post, path = "/api/v1/notes", tag = "Notes")]
pub(super) async fn create_note(ctx: Ctx, Json(new): Json<NewNote>) -> Result<Created<Note>> {
    ctx.require(WRITE)?;
    match new.then {
        Some(Then::Refuse) => return Err(Error::conflict("refused", "Not now.").into()),
        Some(Then::Wait) => ctx.service::<Arc<Gate>>()?.pass().await,
        _ => {}
    }
    let note = ctx
        .write(async |tx| {
            let note = insert(tx, &new).await?;
            if new.then == Some(Then::FailInside) {
                return Err(Error::conflict("failed_inside", "Half way."));
            }
            Ok(note)
        })
        .await?;
    match new.then {
        Some(Then::Fail) => Err(Error::conflict("failed_after", "Too late.").into()),
        Some(Then::Panic) => panic!("after the commit"),
        _ => Ok(Created(note)),
    }
}

/// Gets a note.
#[utoipa::path(get, path = "/api/v1/notes/{note_id}", tag = "Notes")]
pub(super) async fn get_note(ctx: Ctx, Path(id): Path<NoteId>) -> Result<Json<Note>> {
    ctx.require(READ)?;
    let sql = "SELECT id, payload, at FROM events WHERE tenant_id = $1 AND id = $2";
    let row: Option<NoteRow> = ctx.read(async |tx| tx.query(sql).bind(id).fetch_optional().await).await?;
    let (id, new, at) = row.ok_or_else(|| Error::not_found("note"))?;
    Ok(Json(new.0.made(id, at)))
}

/// A secret that is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Secret {
    secret: String,
    note: Note,
}

/// Makes a secret.
#[utoipa::path(post, path = "/api/v1/secrets", tag = "Notes")]
pub(super) async fn create_secret(ctx: Ctx, Json(new): Json<NewNote>) -> Result<NoStore<Created<Secret>>> {
    let note = ctx.write(async |tx| insert(tx, &new).await).await?;
    // A second transaction of the same request is as welcome as the first.
    ctx.write(async |_| Ok(())).await?;
    let secret = format!("hush-{:032x}", u128::from_le_bytes(ctx.app().env().bytes()));
    Ok(NoStore(Created(Secret { secret, note })))
}

/// An organization.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Organization {
    name: String,
    version: i64,
}

async fn organization(tx: &mut Tx) -> kernel::Result<Tagged<Organization>> {
    let sql = "SELECT name, version FROM organizations WHERE tenant_id = $1";
    let (name, version): (String, i64) = tx.query(sql).fetch_one().await?;
    Ok(Tagged { version, value: Organization { name, version } })
}

/// Gets the organization.
#[utoipa::path(get, path = "/api/v1/organization", tag = "Organization")]
pub(super) async fn get_organization(ctx: Ctx) -> Result<Tagged<Organization>> {
    Ok(ctx.read(organization).await?)
}

/// What may change.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EditOrganization {
    name: String,
    extra: Option<serde_json::Value>,
}

/// Changes the organization.
#[utoipa::path(patch, path = "/api/v1/organization", tag = "Organization")]
pub(super) async fn edit_organization(
    ctx: Ctx,
    if_match: IfMatch,
    Json(edit): Json<EditOrganization>,
) -> Result<Tagged<Organization>> {
    let edited = ctx.write(async |tx| {
        if_match.check(organization(tx).await?.version)?;
        tx.query("UPDATE organizations SET name = $2, version = version + 1 WHERE tenant_id = $1")
            .bind(edit.extra.map_or(edit.name, |extra| extra.to_string()))
            .execute()
            .await?;
        organization(tx).await
    });
    Ok(edited.await?)
}

/// Which words.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct WordParams {
    /// How many.
    count: u32,
    /// Which one.
    word: Option<String>,
}

/// A word.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Word {
    word: String,
}

/// Lists one word many times.
#[utoipa::path(get, path = "/api/v1/words", tag = "Words")]
pub(super) async fn list_words(_: Visitor, Query(params): Query<WordParams>) -> Result<Json<Page<Word>>> {
    let word = params.word.unwrap_or_else(|| "parcel".to_owned());
    Ok(Json(Page::all((0..params.count).map(|_| Word { word: word.clone() }).collect())))
}

/// Says who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "People")]
pub(super) async fn get_me(me: SignedIn) -> Result<Json<String>> {
    Ok(Json(format!("{} {}", me.user_id(), me.session_id().is_some())))
}

/// Counts the notes of all organizations.
#[utoipa::path(get, path = "/api/v1/operator/notes", tag = "People")]
pub(super) async fn count_notes(ctx: OperatorCtx) -> Result<Json<i64>> {
    let sql = "SELECT count(*) FROM events";
    Ok(Json(ctx.read(async |tx| tx.global_query(sql).scalar().await).await?))
}

/// Says where the request came from.
#[utoipa::path(get, path = "/api/v1/origin", tag = "People")]
pub(super) async fn get_origin(visitor: Visitor) -> Result<Json<String>> {
    Ok(Json(visitor.info().ip.map(|ip| ip.to_string()).unwrap_or_default()))
}

/// Fails as it is told to.
#[utoipa::path(get, path = "/api/v1/failures/{kind}", tag = "Failures")]
pub(super) async fn get_failure(_: Visitor, Path(kind): Path<String>) -> Result<NoContent> {
    let field = |field, code| FieldError { field, code, message: "Mend it.".into() };
    let error = match kind.as_str() {
        "invalid" => Error::invalid_fields(vec![
            field("name".into(), "required"),
            field("lines.0.sku".into(), "unknown"),
        ]),
        "unauthenticated" => Error::unauthenticated("expired", "Sign in again."),
        "payment_required" => Error::new(ErrorKind::PaymentRequired, "plan_limit", "Choose another plan."),
        "forbidden" => Error::forbidden("Not you."),
        "not_found" => Error::not_found("note"),
        "conflict" => Error::conflict("taken", "Somebody has it."),
        "precondition_failed" => {
            Error::new(ErrorKind::PreconditionFailed, "precondition_failed", "Read it again.")
        }
        "too_many" => Error::too_many(7),
        "unavailable" => Error::unavailable("database_busy", "Try again.").with_source("hunter2 at 10.0.0.7"),
        "panic" => panic!("hunter2 at 10.0.0.7"),
        _ => Error::internal("hunter2 at 10.0.0.7"),
    };
    Err(error.into())
}

/// A value that cannot be written as JSON.
#[derive(Debug, ToSchema)]
pub(super) struct Broken {
    /// Never seen.
    never: u8,
}

impl Serialize for Broken {
    fn serialize<S: Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(format!("hunter2 at 10.0.0.{}", self.never)))
    }
}

/// Answers what cannot be written.
#[utoipa::path(get, path = "/api/v1/broken", tag = "Failures")]
pub(super) async fn get_broken(_: Visitor) -> Result<Json<Broken>> {
    Ok(Json(Broken { never: 7 }))
}

/// Waits until the gate opens.
#[utoipa::path(get, path = "/api/v1/wait", tag = "Failures")]
pub(super) async fn wait(visitor: Visitor) -> Result<Json<String>> {
    visitor.service::<Arc<Gate>>()?.pass().await;
    Ok(Json("done".to_owned()))
}

/// Five events, 100 ms apart.
#[derive(Debug)]
pub(super) struct Ticks {
    left: u32,
    sleep: Pin<Box<Sleep>>,
}

const TICK: Duration = Duration::from_millis(100);

impl hyper::body::Body for Ticks {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Self::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        ready!(self.sleep.as_mut().poll(context));
        self.left -= 1;
        self.sleep = Box::pin(tokio::time::sleep(TICK));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(format!("data: {}\n\n", "tick ".repeat(400)))))))
    }
}

impl IntoResponse for Ticks {
    fn into_response(self) -> Response {
        let mut response = Body::new(self).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        response
    }
}

impl Answers for Ticks {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<String>();
        description.answer("200", "Events.", Some(("text/event-stream", schema)));
    }
}

/// Streams events.
#[utoipa::path(get, path = "/api/v1/stream", tag = "Events")]
pub(super) async fn stream(_: Visitor) -> Result<Ticks> {
    Ok(Ticks { left: 5, sleep: Box::pin(tokio::time::sleep(TICK)) })
}
