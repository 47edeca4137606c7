//! What each template looks like, with sample data, for the operator.

use kernel::{Error, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, OperatorCtx, Path, Query, Routes};

use crate::brand::Brand;
use crate::catalog::{self, CATALOG};
use crate::permission::OPERATOR_READ;
use crate::{Locale, engine};

pub(crate) fn routes() -> Routes {
    web::routes![list_templates, preview_template]
}

/// A kind of mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailTemplate {
    /// Its name.
    name: &'static str,
    /// The languages that it is written in.
    locales: Vec<Locale>,
}

/// A mail with sample data.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailPreview {
    /// The subject.
    subject: String,
    /// The HTML alternative, for a sandboxed frame.
    html: String,
    /// The text alternative.
    text: String,
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewParams {
    /// The language; English when left out.
    #[serde(default)]
    #[param(inline)]
    locale: Option<Locale>,
}

/// List mail templates
#[utoipa::path(get, path = "/api/v1/operator/mail-templates", tag = "Mail")]
async fn list_templates(ctx: OperatorCtx) -> web::Result<Json<Page<MailTemplate>>> {
    ctx.require(OPERATOR_READ)?;
    let templates =
        CATALOG.iter().map(|entry| MailTemplate { name: entry.name, locales: Locale::ALL.to_vec() });
    Ok(Json(Page::all(templates.collect())))
}

/// Preview a mail template
///
/// With sample data and the operator's own name and colour.
#[utoipa::path(get, path = "/api/v1/operator/mail-templates/{name}", tag = "Mail")]
async fn preview_template(
    ctx: OperatorCtx,
    Path(name): Path<String>,
    Query(params): Query<PreviewParams>,
) -> web::Result<Json<MailPreview>> {
    ctx.require(OPERATOR_READ)?;
    let entry = catalog::find(&name).ok_or_else(|| Error::not_found("mail template"))?;
    let tenant = ctx.tenant();
    let brand = ctx.read(async |tx| Brand::of(tx, tenant).await).await?;
    let locale = params.locale.unwrap_or_default();
    let engine::Rendered { subject, html, text } = engine::render(entry, locale, &brand, (entry.sample)())?;
    Ok(Json(MailPreview { subject, html, text }))
}
