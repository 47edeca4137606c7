//! What handlers answer. Each type describes itself in the OpenAPI document.

use axum::extract::{FromRequest, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, Required};

use crate::extract::read_json;
use crate::openapi::{Answers, Description, Extracts};
use crate::{App, Failure};

/// The value as JSON. One that cannot be written is our fault, and its cause no more for showing than any other.
fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    match serde_json::to_vec(value) {
        Ok(text) => {
            (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response()
        }
        Err(error) => Failure::from(Error::internal(error)).into_response(),
    }
}

/// A JSON body: in, it is parsed with errors that name the field; out, it is a 200.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &App) -> Result<Self, Failure> {
        read_json(request, state).await.map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

impl<T: ToSchema> Extracts for Json<T> {
    fn describe(description: &mut Description<'_>) {
        let content = ContentBuilder::new().schema(Some(description.refer::<T>())).build();
        let body =
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        description.operation.request_body = Some(body.build().into());
    }
}

impl<T: ToSchema> Answers for Json<T> {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<T>();
        description.answer("200", "Done.", Some(("application/json", schema)));
    }
}

/// 201 with the thing that was made.
#[derive(Debug)]
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        json(StatusCode::CREATED, &self.0)
    }
}

impl<T: ToSchema> Answers for Created<T> {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<T>();
        description.answer("201", "Created.", Some(("application/json", schema)));
    }
}

/// 202: it will be done.
#[derive(Debug)]
pub struct Accepted;

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        json(StatusCode::ACCEPTED, &serde_json::json!({}))
    }
}

impl Answers for Accepted {
    fn describe(description: &mut Description<'_>) {
        description.answer("202", "Accepted; it will be done.", None);
    }
}

/// 204.
#[derive(Debug)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Answers for NoContent {
    fn describe(description: &mut Description<'_>) {
        description.answer("204", "Done; nothing to say.", None);
    }
}

/// An answer that holds a secret: no cache and no idempotency record keeps it.
#[derive(Debug)]
pub struct NoStore<T>(pub T);

impl<T: IntoResponse> IntoResponse for NoStore<T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl<T: Answers> Answers for NoStore<T> {
    fn describe(description: &mut Description<'_>) {
        T::describe(description);
    }
}

/// A thing with the version that `If-Match` must name to change it.
#[derive(Debug)]
pub struct Tagged<T> {
    /// The version, which becomes the `ETag`.
    pub version: i64,
    /// The thing.
    pub value: T,
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::OK, &self.value);
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.version)) {
            response.headers_mut().insert(ETAG, tag);
        }
        response
    }
}

impl<T: ToSchema> Answers for Tagged<T> {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<T>();
        let text = "Done. The `ETag` header is what `If-Match` must repeat to change it.";
        description.answer("200", text, Some(("application/json", schema)));
    }
}

/// A CSV file to save.
#[derive(Debug)]
pub struct Csv {
    /// The name to save it under.
    pub file_name: &'static str,
    /// RFC 4180 text, UTF-8.
    pub text: String,
}

impl Csv {
    /// A file with a line of columns and the rows below it. A cell that a spreadsheet would take for a formula begins
    /// with an apostrophe.
    pub fn of(
        file_name: &'static str,
        columns: &[&str],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> kernel::Result<Self> {
        let columns = columns.iter().map(|name| Cell::from((*name).to_owned())).collect();
        Ok(Self { file_name, text: Self::rows(std::iter::once(columns).chain(rows))? })
    }

    /// Only the rows, for a file that is sent piece by piece.
    pub fn rows(rows: impl IntoIterator<Item = Vec<Cell>>) -> kernel::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.write_record(row.into_iter().map(|cell| cell.0)).map_err(Error::internal)?;
        }
        let bytes = writer.into_inner().map_err(|error| Error::internal(error.into_error()))?;
        String::from_utf8(bytes).map_err(Error::internal)
    }
}

/// What stands in one cell of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// An amount such as `-19.99`, which a spreadsheet is to take for a number.
    pub fn amount(money: kernel::Money) -> Self {
        Self(money.decimal())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<String> for Cell {
    /// Spreadsheets run cells that begin with these characters (OWASP, "CSV Injection").
    fn from(text: String) -> Self {
        Self(if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text })
    }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        let mut response = self.text.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", self.file_name)) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl Answers for Csv {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<String>();
        description.answer("200", "A CSV file.", Some(("text/csv", schema)));
    }
}

/// A PDF to look at, under a name that it is saved with.
#[derive(Debug)]
pub struct Pdf {
    /// The name without its ending.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        let mut response = self.bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        // Documents are about people: no cache on the way keeps them.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        let plain =
            |sign: char| if sign.is_ascii_alphanumeric() || "-_.#".contains(sign) { sign } else { '-' };
        let name: String = self.file_name.chars().map(plain).collect();
        if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        response
    }
}

impl Answers for Pdf {
    fn describe(description: &mut Description<'_>) {
        let schema = description.refer::<String>();
        description.answer("200", "A PDF file.", Some(("application/pdf", schema)));
    }
}

impl From<axum::extract::rejection::BytesRejection> for Failure {
    fn from(rejection: axum::extract::rejection::BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Error::new(
                kernel::ErrorKind::Invalid,
                "body_too_large",
                "The request body is too large.",
            )
            .into();
        }
        Error::new(kernel::ErrorKind::Invalid, "malformed_json", "The request body could not be read.").into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Csv};

    #[test]
    fn formulas_are_disarmed_and_numbers_stay_numbers() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(Cell::from(formula.to_owned()).0, format!("'{formula}"));
        }
        let row = vec![Cell::from("=x".to_owned()), Cell::from("1, 2".to_owned()), Cell::from(-3)];
        let csv = Csv::of("a.csv", &["a", "b", "c"], [row]).unwrap();
        assert_eq!(csv.text, "a,b,c\n'=x,\"1, 2\",-3\n");
    }
}
