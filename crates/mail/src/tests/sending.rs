//! What becomes of a mail, with a real server on the other side.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jobs::testing::Ran;
use kernel::{Scope, TenantId};

use super::house::{House, READER, config, config_for, on_both, organization};
use super::smtp_server::{CERTIFICATE, Mood, SmtpServer, Speaks};
use crate::template::LINK_PLACEHOLDER;
use crate::{
    ApiKeyExpiring, Invitation, Locale, MailConfig, MailState, Mailer, OneTimeLink, PasswordChanged, Reason,
    ResetPassword, SmtpConfig, SmtpSecurity, Template, VerifyEmail, suppression,
};

const SECRET: &str = "https://shop.example/verify-email?token=s3cret&x=1";

fn verify_email() -> VerifyEmail {
    VerifyEmail { url: OneTimeLink::new(SECRET), valid_hours: 24 }
}

const fn ran(done: usize, retried: usize, dead: usize) -> Ran {
    Ran { done, retried, dead }
}

/// Joins what quoted-printable has broken.
fn decoded(part: &str) -> String {
    let joined = part.replace("=\r\n", "");
    joined.replace("=3D", "=").replace("=C3=AD", "í").replace("\r\n", "\n")
}

fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    let line = mail.lines().find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {mail}")).split_once(": ").unwrap().1
}

#[tokio::test]
async fn a_mail_is_sent_once_as_text_and_html() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.mail(id).await.state, MailState::Queued);
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert_eq!(house.work_later(&config_for(&server)).await, Ran::default());

        let [mail] = server.mails().try_into().unwrap();
        assert_eq!(header(&mail, "To"), READER);
        assert_eq!(header(&mail, "From"), "=?utf-8?b?VGllbmTDoQ==?= <no-reply@shop.example>");
        assert_eq!(header(&mail, "Subject"), "Confirm your e-mail address");
        assert_eq!(header(&mail, "Message-ID"), format!("<{id}@shop.example>"));
        assert_eq!(header(&mail, "Date"), "Sat, 21 Nov 2026 08:30:00 +0000");
        assert_eq!(header(&mail, "Auto-Submitted"), "auto-generated");
        assert_eq!(header(&mail, "MIME-Version"), "1.0");
        assert!(!mail.contains("List-Unsubscribe"), "nobody unsubscribes from the safety of an account");
        assert!(mail.contains("Content-Type: multipart/alternative;"), "{mail}");
        let (text, html) = mail.split_once("Content-Type: text/html; charset=utf-8").unwrap();
        assert!(decoded(text).contains(&format!("Confirm address:\n{SECRET}\n")), "{}", decoded(text));
        assert!(decoded(html).contains(&format!("href=\"{}\"", SECRET.replace('&', "&amp;"))));
        assert!(mail.lines().all(|line| line.len() <= 998), "RFC 5322, section 2.1.1");

        let row = house.mail(id).await;
        assert_eq!((row.state, row.attempts, row.last_error.as_deref()), (MailState::Sent, 1, None));
        assert!(row.sent_at.is_some());
        let kept = house.content(&row).await;
        assert_eq!(kept.headers.0["Message-ID"], header(&mail, "Message-ID"));
        let kept = kept.revealed();
        assert!(
            kept.html.contains(LINK_PLACEHOLDER) && !kept.html.contains("s3cret"),
            "the link is forgotten"
        );
    })
    .await;
}

#[tokio::test]
async fn a_mail_waits_for_a_server_that_is_down() {
    on_both(|house| async move {
        let port = SmtpServer::start(Speaks::Plain).await.port;
        let mut config = config();
        config.smtp = Some(SmtpConfig {
            port: Some(port),
            security: SmtpSecurity::None,
            ..SmtpConfig::new("127.0.0.1")
        });
        let id = house.send(READER, verify_email()).await;
        for attempt in 1..=3 {
            assert_eq!(house.work_later(&config).await, ran(0, 1, 0));
            let mail = house.mail(id).await;
            assert_eq!((mail.state, mail.attempts), (MailState::Queued, attempt));
            assert!(mail.last_error.is_some());
        }
        let server = SmtpServer::start_on(port, Speaks::Plain).await;
        assert_eq!(house.work_later(&config).await, ran(1, 0, 0));
        assert_eq!(server.mails().len(), 1);
        let mail = house.mail(id).await;
        assert_eq!((mail.state, mail.attempts, mail.last_error), (MailState::Sent, 4, None));
    })
    .await;
}

#[tokio::test]
async fn an_unclear_end_is_recognisable_by_its_message_id() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        server.set_mood(Mood::HangsUp);
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(0, 1, 0));
        server.set_mood(Mood::Friendly);
        assert_eq!(house.work_later(&config_for(&server)).await, ran(1, 0, 0));
        let ids: Vec<_> = server.mails().iter().map(|mail| header(mail, "Message-ID").to_owned()).collect();
        assert_eq!(ids, vec![format!("<{id}@shop.example>"); 2]);
    })
    .await;
}

#[tokio::test]
async fn a_slow_or_busy_server_is_tried_again() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let id = house.send(READER, verify_email()).await;
        server.set_mood(Mood::Silent);
        let started = std::time::Instant::now();
        assert_eq!(house.work(&config_for(&server)).await, ran(0, 1, 0));
        assert!(started.elapsed() < Duration::from_secs(10), "the server's silence has an end");
        server.set_mood(Mood::RefusesReader("450 4.2.0 Greylisted, come back later"));
        assert_eq!(house.work_later(&config_for(&server)).await, ran(0, 1, 0));
        let mail = house.mail(id).await;
        assert_eq!(mail.last_error.as_deref(), Some("450 4.2.0 Greylisted, come back later"));
        server.set_mood(Mood::Friendly);
        assert_eq!(house.work_later(&config_for(&server)).await, ran(1, 0, 0));
        assert!(house.suppressions().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_address_that_nobody_has_gets_no_more_mail() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        server.set_mood(Mood::RefusesReader("550 5.1.1 <ana.garcia@example.com>: User unknown"));
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0), "nothing is left to try");
        assert_eq!(house.mail(id).await.state, MailState::Failed);
        let [entry] = house.suppressions().await.try_into().unwrap();
        assert_eq!((entry.email.as_deref(), entry.reason), (Some(READER), Reason::Bounce));
        assert_eq!(entry.organization_id, TenantId::OPERATOR, "for all organizations");

        server.set_mood(Mood::Friendly);
        let connections = server.connections();
        let next = house.send("Ana.Garcia@EXAMPLE.com", ResetPassword::sample()).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert_eq!(house.mail(next).await.state, MailState::Suppressed);
        assert_eq!((server.connections(), server.mails().len()), (connections, 0));

        house.installation(async |tx| suppression::remove(tx, entry.id).await).await;
        house.installation(async |tx| crate::resend(tx, next).await).await;
        house.work(&config_for(&server)).await;
        assert_eq!(house.mail(next).await.state, MailState::Sent);
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_for_its_content_says_nothing_about_the_reader() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        server.set_mood(Mood::RefusesContent("550 5.7.1 Rejected as spam"));
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        let mail = house.mail(id).await;
        assert_eq!(mail.state, MailState::Failed);
        assert_eq!(mail.last_error.as_deref(), Some("550 5.7.1 Rejected as spam"));
        assert!(house.suppressions().await.is_empty());

        server.set_mood(Mood::Friendly);
        house.installation(async |tx| crate::resend(tx, id).await).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert_eq!((house.mail(id).await.state, server.mails().len()), (MailState::Sent, 2));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_used_up_its_attempts_is_failed_and_can_be_replayed() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        server.set_mood(Mood::RefusesReader("451 4.3.0 Try again"));
        let id = house.send(READER, verify_email()).await;
        while house.work_later(&config_for(&server)).await.dead == 0 {}
        let mail = house.mail(id).await;
        assert_eq!((mail.state, mail.attempts), (MailState::Failed, 40));
        let dead = house
            .installation(async |tx| {
                let filter = jobs::inspect::JobFilter::default();
                jobs::inspect::list(tx, &filter, &kernel::PageParams::default()).await
            })
            .await
            .data;
        let error = dead[0].last_error.clone().unwrap();
        assert!(error.contains("451 4.3.0") && !error.contains('@'), "{error}");

        server.set_mood(Mood::Friendly);
        let replay = jobs::inspect::JobFilter::default();
        house.installation(async |tx| jobs::inspect::replay_matching(tx, &replay, 10).await).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert_eq!(house.mail(id).await.state, MailState::Sent);
    })
    .await;
}

#[tokio::test]
async fn without_a_server_mail_waits_in_the_outbox() {
    on_both(|house| async move {
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.work(&config()).await, ran(1, 0, 0));
        let mail = house.mail(id).await;
        assert_eq!((mail.state, mail.attempts), (MailState::Outbox, 0));
        let content = house.content(&mail).await.revealed();
        assert!(content.text.contains(SECRET), "the operator can pass the link on");
        assert_eq!(house.installation(async |tx| crate::counts(tx).await).await.outbox, 1);

        let server = SmtpServer::start(Speaks::Plain).await;
        assert_eq!(house.work_later(&config_for(&server)).await, Ran::default(), "nobody asked for it");
        house.installation(async |tx| crate::resend(tx, id).await).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert!(decoded(&server.mails()[0]).contains(SECRET));
        let scope = Scope::installation("test");
        let again = house.test.db.write(&scope, async |tx| crate::resend(tx, id).await).await;
        assert_eq!(again.unwrap_err().code(), "already_sent");
    })
    .await;
}

#[tokio::test]
async fn a_slow_attempt_does_not_undo_a_faster_one() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let id = house.send(READER, verify_email()).await;
        let slow = house.mail(id).await;
        house.work(&config_for(&server)).await;
        house
            .installation(async |tx| {
                crate::mail::store::set_state(tx, &slow, MailState::Queued, Some("421 Too slow")).await
            })
            .await;
        let mail = house.mail(id).await;
        assert_eq!((mail.state, mail.last_error), (MailState::Sent, None));
    })
    .await;
}

#[tokio::test]
async fn a_queued_mail_whose_job_was_discarded_can_be_queued_again() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let id = house.send(READER, verify_email()).await;
        house
            .installation(async |tx| {
                let (all, page) = (jobs::inspect::JobFilter::default(), kernel::PageParams::default());
                let job = jobs::inspect::list(tx, &all, &page).await?.data.remove(0);
                jobs::inspect::discard(tx, job.id).await
            })
            .await;
        assert_eq!(house.work(&config_for(&server)).await, Ran::default());
        house.installation(async |tx| crate::resend(tx, id).await).await;
        assert_eq!(house.work(&config_for(&server)).await, ran(1, 0, 0));
        assert_eq!(house.mail(id).await.state, MailState::Sent);
    })
    .await;
}

#[tokio::test]
async fn a_mail_exists_only_if_its_transaction_does() {
    on_both(|house| async move {
        let (scope, to) = (Scope::system(house.tenant, "test"), READER.parse().unwrap());
        let mut tx = house.test.db.begin_write(&scope).await.unwrap();
        crate::send(&mut tx, &to, Locale::En, &verify_email()).await.unwrap();
        drop(tx);
        assert_eq!((house.count().await, house.work(&config()).await), (0, Ran::default()));

        let other = organization(&house.test, "other", "Other").await;
        let mut tx = house.test.db.begin_write(&scope).await.unwrap();
        let forged = crate::send_for(&mut tx, other, &to, Locale::En, &verify_email()).await;
        assert!(forged.is_err(), "no organization writes in another's name");
        drop(tx);
        assert_eq!(house.count().await, 0);
    })
    .await;
}

#[tokio::test]
async fn mail_that_belongs_to_nobody_is_from_the_installation() {
    on_both(|house| async move {
        let to = READER.parse().unwrap();
        let id = house
            .installation(async |tx| {
                crate::send_for(tx, TenantId::OPERATOR, &to, Locale::Es, &PasswordChanged::sample()).await
            })
            .await;
        let mail = house.mail(id).await;
        assert_eq!((mail.organization_id, mail.locale.as_str()), (TenantId::OPERATOR, "es"));
        let text = house.content(&mail).await.text;
        assert!(text.starts_with("Tradepost\n\nSe ha cambiado tu contraseña\n"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn unsubscribing_ends_notifications_of_one_organization() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let config = config_for(&server);
        let first = house.send(READER, ApiKeyExpiring::sample()).await;
        house.work(&config).await;
        let [mail] = server.mails().try_into().unwrap();
        assert_eq!(header(&mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let unfolded = mail.replace("\r\n ", " ");
        let link = header(&unfolded, "List-Unsubscribe").trim();
        let token = link.strip_prefix("<https://shop.example/api/v1/mail/unsubscribe?token=").unwrap();
        let token = token.strip_suffix('>').unwrap();
        let signer = Mailer::new(&config).unwrap().signer().clone();
        assert_eq!(signer.check(token).unwrap(), first);
        let (_, signature) = token.split_once('.').unwrap();
        let other = house.send(READER, VerifyEmail::sample()).await;
        for forged in
            [format!("{other}.{signature}"), format!("{first}.00"), first.to_string(), String::new()]
        {
            assert_eq!(signer.check(&forged).unwrap_err().fields()[0].field, "token", "{forged}");
        }

        for _ in 0..2 {
            house.installation(async |tx| crate::unsubscribe::unsubscribe(tx, first).await).await;
        }
        let notification = house.send(READER, ApiKeyExpiring::sample()).await;
        let elsewhere = House { tenant: organization(&house.test, "b", "B").await, ..house.clone() };
        let of_others = elsewhere.send(READER, ApiKeyExpiring::sample()).await;
        house.work(&config).await;
        assert_eq!(house.mail(notification).await.state, MailState::Suppressed);
        assert_eq!(house.mail(other).await.state, MailState::Sent, "the safety of an account goes on");
        assert_eq!(house.mail(of_others).await.state, MailState::Sent);
        assert_eq!(house.suppressions().await.len(), 1);
    })
    .await;
}

fn secured(server: &SmtpServer, security: SmtpSecurity, root: Option<&str>) -> MailConfig {
    let mut config = config_for(server);
    if let Some(smtp) = &mut config.smtp {
        smtp.security = security;
        smtp.timeout = Duration::from_secs(5);
        smtp.extra_root_pem = root.map(str::to_owned);
    }
    config
}

#[tokio::test]
async fn tls_is_spoken_and_insisted_on() {
    on_both(|house| async move {
        for (speaks, security) in
            [(Speaks::StartTls, SmtpSecurity::StartTls), (Speaks::Tls, SmtpSecurity::Tls)]
        {
            let server = SmtpServer::start(speaks).await;
            let id = house.send(READER, verify_email()).await;
            let stranger = secured(&server, security, None);
            assert_eq!(house.work(&stranger).await, ran(0, 1, 0), "an unknown certificate is not trusted");
            assert!(Mailer::new(&stranger).unwrap().check_connection().await.is_err());
            assert!(server.mails().is_empty());
            let friend = secured(&server, security, Some(CERTIFICATE));
            assert_eq!(house.work_later(&friend).await, ran(1, 0, 0), "{:?}", house.mail(id).await);
            assert_eq!(server.mails().len(), 1);
            Mailer::new(&friend).unwrap().check_connection().await.unwrap();
        }

        let plain = SmtpServer::start(Speaks::Plain).await;
        let id = house.send(READER, verify_email()).await;
        let mut insisting = secured(&plain, SmtpSecurity::StartTls, None);
        let credentials = Some(("shop".to_owned(), "hunter2".to_owned()));
        insisting.smtp.as_mut().unwrap().credentials = credentials;
        assert_eq!(house.work(&insisting).await, ran(0, 1, 0));
        assert_eq!(house.mail(id).await.state, MailState::Queued);
        let said = plain.commands();
        assert!(
            said.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"),
            "no secret in the clear: {said:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_loses_no_mail() {
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        let mut config = config_for(&server);
        config.smtp.as_mut().unwrap().credentials = Some(("shop".to_owned(), "wrong".to_owned()));
        let id = house.send(READER, verify_email()).await;
        assert_eq!(house.work(&config).await, ran(0, 1, 0));
        let mail = house.mail(id).await;
        assert_eq!(mail.state, MailState::Queued);
        assert!(mail.last_error.unwrap().starts_with("535 5.7.8"));
    })
    .await;
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_line_holds_an_address_or_a_link() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    on_both(|house| async move {
        let server = SmtpServer::start(Speaks::Plain).await;
        for mood in [
            Mood::Friendly,
            Mood::HangsUp,
            Mood::RefusesReader("450 4.2.0 <ana.garcia@example.com>: greylisted"),
            Mood::RefusesContent("554 5.7.1 Spam for ana.garcia@example.com"),
            Mood::RefusesReader("550 5.1.1 <ana.garcia@example.com>: unknown"),
        ] {
            server.set_mood(mood);
            house.send(READER, verify_email()).await;
            house.send(READER, Invitation::sample()).await;
            house.work_later(&config_for(&server)).await;
        }
    })
    .await;
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("a mail was sent") && log.contains("refused for good"), "{log}");
    assert!(!log.contains("ana.garcia") && !log.contains("s3cret"), "{log}");
}
