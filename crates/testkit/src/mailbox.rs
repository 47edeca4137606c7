//! The mails that were written.

/// A mail, as it was written.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SentMail {
    /// Whom it goes to.
    pub to_address: String,
    /// The template.
    pub template: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The language.
    pub locale: String,
    /// The link that works once.
    pub one_time_link: Option<String>,
}

impl SentMail {
    /// The token of the link in it.
    pub fn token(&self) -> String {
        let link = self.one_time_link.as_deref().expect("a mail with a link");
        let (_, token) = link.split_once("token=").expect("a link with a token");
        token.to_owned()
    }
}
