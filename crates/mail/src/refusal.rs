//! What it means when a mail server does not take a mail.

use std::error::Error as StdError;

use lettre::transport::smtp::Error as SmtpError;

/// What follows from a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consequence {
    /// It may work later.
    Retry,
    /// This mail will never be taken, but another one to the same address may.
    Fail,
    /// There is no such reader: nothing may be sent there again.
    Suppress,
}

/// A failed attempt to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) consequence: Consequence,
    /// The server's words, which may name the reader: for the operator, never for a log.
    pub(crate) text: String,
    /// The same without anything that names a person.
    pub(crate) summary: String,
}

/// Words of servers that send no enhanced status code and mean that nobody has this address. What they say about
/// policies, full mailboxes and greylisting is not among them.
const NOBODY: [&str; 9] = [
    "user unknown",
    "unknown user",
    "user not found",
    "no such user",
    "no such mailbox",
    "no such recipient",
    "recipient unknown",
    "mailbox not found",
    "unrouteable address",
];

impl Refusal {
    /// The server did not answer, or not in time.
    pub(crate) fn timeout() -> Self {
        let text = "The mail server did not answer in time.".to_owned();
        Self { consequence: Consequence::Retry, summary: text.clone(), text }
    }

    /// The mail itself cannot be put on the wire.
    pub(crate) fn unsendable(error: &dyn StdError) -> Self {
        let summary = "The mail cannot be put on the wire.".to_owned();
        Self { consequence: Consequence::Fail, text: format!("{summary} {error}"), summary }
    }

    /// `ascii`: whether the address can be written in ASCII, which every server understands.
    pub(crate) fn of(error: &SmtpError, ascii: bool) -> Self {
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        if let Some(code) = error.status() {
            return Self::answered(&code.to_string(), &source);
        }
        // The server lacks SMTPUTF8, and will tomorrow. Everything else that the client side refuses is the
        // configuration's fault, which the operator can mend.
        let hopeless = error.is_client() && !ascii;
        let consequence = if hopeless { Consequence::Fail } else { Consequence::Retry };
        let text = error.to_string();
        Self { consequence, summary: text.clone(), text }
    }

    /// The server's answer: RFC 5321 reply code, and RFC 3463 enhanced status code where the text begins with one.
    pub(crate) fn answered(code: &str, message: &str) -> Self {
        let enhanced = message.split_whitespace().next().filter(|word| is_enhanced(word));
        let summary = format!("The mail server answered {code} {}", enhanced.unwrap_or("")).trim().to_owned();
        Self { consequence: consequence(code, enhanced, message), text: format!("{code} {message}"), summary }
    }
}

fn is_enhanced(word: &str) -> bool {
    let parts: Vec<_> = word.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| (1..=3).contains(&part.len()) && part.parse::<u16>().is_ok())
}

fn consequence(code: &str, enhanced: Option<&str>, message: &str) -> Consequence {
    let permanent = code.starts_with('5');
    // What is refused is our signing in, not the mail: the operator can mend that.
    if !permanent || ["530", "534", "535", "538"].contains(&code) {
        return Consequence::Retry;
    }
    let subject_and_detail = enhanced.and_then(|status| status.split_once('.')).map(|(_, rest)| rest);
    match subject_and_detail {
        // No such mailbox, system or syntax; moved away; the domain takes no mail; the mailbox is disabled.
        Some("1.1" | "1.2" | "1.3" | "1.6" | "1.10" | "2.1") => Consequence::Suppress,
        Some(_) => Consequence::Fail,
        None => {
            let message = message.to_lowercase();
            let about_reader = ["550", "551", "553"].contains(&code);
            let nobody = about_reader && NOBODY.iter().any(|words| message.contains(words));
            if nobody { Consequence::Suppress } else { Consequence::Fail }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_have_their_consequence() {
        use Consequence::{Fail, Retry, Suppress};
        for (code, message, expected) in [
            ("550", "5.1.1 <a@b.example>: Recipient address rejected: User unknown", Suppress),
            ("550", "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", Suppress),
            ("550", "5.2.1 The email account that you tried to reach is disabled", Suppress),
            ("556", "5.1.10 Recipient address has null MX", Suppress),
            ("550", "No Such User Here", Suppress),
            ("550", "Unrouteable address", Suppress),
            ("550", "5.7.1 Message rejected as spam", Fail),
            ("554", "5.7.1 <a@b.example>: Relay access denied; user unknown", Fail),
            ("550", "relay not permitted", Fail),
            ("550", "Requested action not taken: mailbox unavailable", Fail),
            ("552", "5.2.2 Mailbox full", Fail),
            ("554", "no such user", Fail),
            ("450", "4.2.0 Greylisted, try again", Retry),
            ("421", "4.7.0 Too many connections", Retry),
            ("452", "4.1.1 User unknown, for now", Retry),
            ("535", "5.7.8 Authentication credentials invalid", Retry),
            ("530", "5.7.0 Must issue a STARTTLS command first", Retry),
        ] {
            assert_eq!(Refusal::answered(code, message).consequence, expected, "{code} {message}");
        }
    }

    #[test]
    fn the_summary_names_nobody() {
        let refusal = Refusal::answered("550", "5.1.1 <ana@example.com>: unknown");
        assert_eq!(refusal.summary, "The mail server answered 550 5.1.1");
        assert_eq!(refusal.text, "550 5.1.1 <ana@example.com>: unknown");
        assert_eq!(Refusal::answered("550", "ana@example.com").summary, "The mail server answered 550");
    }
}
