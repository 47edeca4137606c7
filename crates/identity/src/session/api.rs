//! A person's own sessions over HTTP.

use kernel::{Error, Id, Page, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Json, NoContent, Path, Result, Routes, SignedIn};

use super::{Session, SessionId, store};
use crate::audit::{Record, record_for};

/// A browser in which you are signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// The id.
    id: SessionId,
    /// Whether it is the one that asks.
    current: bool,
    /// When you signed in.
    created_at: Timestamp,
    /// When it was last used, within a minute.
    last_seen_at: Timestamp,
    /// When it ends unless it is used.
    expires_at: Timestamp,
    /// The address it was opened from.
    #[schema(required)]
    ip: Option<String>,
    /// The browser.
    #[schema(required)]
    user_agent: Option<String>,
}

impl SessionView {
    fn new(session: Session, current: Option<uuid::Uuid>) -> Self {
        Self {
            current: current == Some(session.id.uuid()),
            id: session.id,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            expires_at: session.expires_at,
            ip: session.ip,
            user_agent: session.user_agent,
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list, close]
}

/// List your sessions
#[utoipa::path(get, path = "/api/v1/me/sessions", tag = "Account")]
async fn list(me: SignedIn) -> Result<Json<Page<SessionView>>> {
    let sessions = me.read(async |tx| store::list(tx, Id::from_uuid(me.user_id())).await).await?;
    Ok(Json(Page::all(sessions).map(|session| SessionView::new(session, me.session_id()))))
}

/// End one of your sessions
#[utoipa::path(delete, path = "/api/v1/me/sessions/{session_id}", tag = "Account")]
async fn close(me: SignedIn, Path(id): Path<SessionId>) -> Result<NoContent> {
    me.write(async |tx| {
        if !store::close(tx, Id::from_uuid(me.user_id()), id).await? {
            return Err(Error::not_found("session"));
        }
        record_for(tx, kernel::TenantId::OPERATOR, Record::new("session.ended").target("session", id)).await
    })
    .await?;
    Ok(NoContent)
}
