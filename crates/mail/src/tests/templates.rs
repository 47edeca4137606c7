//! What mails look like and say.

use std::collections::BTreeSet;

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use crate::brand::Brand;
use crate::catalog::{self, CATALOG};
use crate::engine::{self, Rendered};
use crate::template::LINK_PLACEHOLDER;
use crate::{Invitation, Locale, OneTimeLink, PasswordChanged, Template};

fn brand() -> Brand {
    Brand::new("Nordlicht Outdoor", None)
}

fn sample(name: &str, locale: Locale) -> Rendered {
    let entry = catalog::find(name).unwrap();
    engine::render(entry, locale, &brand(), (entry.sample)()).unwrap()
}

fn invitation(change: impl FnOnce(&mut Invitation)) -> kernel::Result<Rendered> {
    let mut invitation = Invitation::sample();
    change(&mut invitation);
    let entry = catalog::find("invitation").unwrap();
    engine::render(entry, Locale::En, &brand(), Value::from(Serde(invitation)))
}

#[test]
fn every_template_is_complete_in_every_language() {
    for entry in CATALOG {
        for locale in Locale::ALL {
            let Rendered { subject, html, text } = sample(entry.name, locale);
            let what = format!("{} in {locale:?}", entry.name);
            assert!(!subject.is_empty() && !text.trim().is_empty(), "{what}");
            assert!(html.len() < 100_000, "{what}: {} bytes", html.len());
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.as_str())), "{what}");
            for left_over in ["{{", "}}", "{%", "<mj-", "undefined", "none", "sample"] {
                let visible = html.split_once("<body").unwrap().1.replace("text-decoration:none", "");
                let visible = visible.replace("text-transform:none", "").replace("border:none", "");
                let visible = visible.replace("display:none", "");
                assert!(!subject.contains(left_over), "{what}: {left_over}");
                assert!(!visible.contains(left_over), "{what}: {left_over}");
                assert!(!text.contains(left_over), "{what}: {left_over}");
            }
            assert!(!text.contains(['<', '>', '&']), "{what}: {text}");
            let url = (entry.sample)().get_attr("url").unwrap().to_string();
            assert!(html.contains(&format!("href=\"{url}\"")) && text.contains(&url), "{what}");
        }
    }
}

#[test]
fn the_languages_have_the_same_texts_with_the_same_values() {
    let [en, es] = Locale::ALL.map(|locale| engine::texts(locale).unwrap());
    assert_eq!(en.keys().collect::<Vec<_>>(), es.keys().collect::<Vec<_>>());
    let environment = Environment::new();
    let values = |text: &str| environment.template_from_str(text).unwrap().undeclared_variables(true);
    for (template, texts) in &en {
        assert_eq!(texts.keys().collect::<Vec<_>>(), es[template].keys().collect::<Vec<_>>(), "{template}");
        for (key, text) in texts {
            assert_eq!(values(text), values(&es[template][key]), "{template}.{key}");
        }
    }
    let described: BTreeSet<_> = en.keys().map(String::as_str).filter(|name| *name != "frame").collect();
    assert_eq!(described, CATALOG.iter().map(|entry| entry.name).collect());
}

#[test]
fn a_missing_value_is_an_error() {
    let entry = catalog::find("invitation").unwrap();
    let data = context! { organization => "N", invited_by => "A", role => "staff", valid_days => 7 };
    assert!(engine::render(entry, Locale::En, &brand(), data).is_err(), "url is missing");
    assert!(invitation(|data| data.role = "emperor".to_owned()).is_err(), "no text for this role");
    assert!(invitation(|data| data.invited_by = None).unwrap().subject.starts_with("You are invited"));
}

#[test]
fn what_people_typed_stays_text() {
    let hostile = "<script>alert(1)</script> & \"Söhne\" <mj-raw>{{ brand }}</mj-raw> </mj-text> 'x'";
    let rendered = invitation(|data| data.organization = hostile.to_owned()).unwrap();
    assert!(!rendered.html.contains("<script>") && !rendered.html.contains("<mj-raw>"));
    assert!(rendered.html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;"));
    assert!(rendered.text.replace('\n', " ").contains(hostile), "{}", rendered.text);
    assert_eq!(rendered.subject, format!("Ana García invites you to join {hostile}"));

    let brand = Brand::new("\" onload=\"x", Some("red;}</style><script>"));
    let entry = catalog::find("verify_email").unwrap();
    let html = engine::render(entry, Locale::En, &brand, (entry.sample)()).unwrap().html;
    assert!(!html.contains("<script>") && !html.contains("\" onload"));
}

#[test]
fn a_subject_is_one_line_of_bounded_length() {
    for line_break in ["\r\nBcc: victim@example.com", "\n", "\r", "\u{0}"] {
        let refused = invitation(|data| data.organization = format!("Nordlicht{line_break}")).unwrap_err();
        assert_eq!(refused.fields()[0].code, "control_character");
    }
    let long = invitation(|data| data.organization = "ñ".repeat(5_000)).unwrap().subject;
    assert!(long.chars().count() == 201 && long.ends_with('…'));
}

#[test]
fn one_time_links_are_not_rendered() {
    let secret = "https://shop.example/invitation#token=s3cret";
    let link = OneTimeLink::new(secret);
    assert_eq!((format!("{link:?}").as_str(), link.reveal()), ("OneTimeLink(…)", secret));
    let rendered = invitation(|data| data.url = link).unwrap();
    for part in [&rendered.html, &rendered.text] {
        assert!(part.contains(LINK_PLACEHOLDER) && !part.contains("s3cret"));
    }
}

#[test]
fn the_text_alternative_reads_well() {
    let expected = "\
Nordlicht Outdoor

Join Nordlicht Outdoor

Ana García invites you to work together in the organization Nordlicht
Outdoor.

Your role will be Manager

Accept invitation:
https://one-time-link.invalid/

--

The invitation is good for 7 days, and for this address only.

If you do not know the sender, ignore this mail: without your consent
nothing happens.

You receive this mail because Nordlicht Outdoor invited this address.

Sent by Nordlicht Outdoor.
";
    assert_eq!(sample("invitation", Locale::En).text, expected);
    let inline = "elige una nueva (https://shop.example/forgot-password).";
    assert!(sample("account_exists", Locale::Es).text.replace('\n', " ").contains(inline));
}

#[test]
fn instants_are_written_in_the_language_of_the_mail() {
    let at = PasswordChanged::sample().at;
    assert_eq!(Locale::En.moment(at), "21 November 2026 at 08:33 UTC");
    assert_eq!(Locale::Es.moment(at), "21 de noviembre de 2026 a las 08:33 UTC");
    assert_eq!(
        [Locale::from_tag("es-MX"), Locale::from_tag("ES"), Locale::from_tag("fr")],
        [Locale::Es, Locale::Es, Locale::En]
    );
}

/// Writes every preview to the folder that `MAIL_PREVIEWS` names, for a look with a browser.
#[test]
fn previews_can_be_written_to_a_folder() {
    let Ok(folder) = std::env::var("MAIL_PREVIEWS") else { return };
    for entry in CATALOG {
        for locale in Locale::ALL {
            let file = format!("{folder}/{}.{}.html", entry.name, locale.as_str());
            std::fs::write(file, sample(entry.name, locale).html).unwrap();
        }
    }
}
