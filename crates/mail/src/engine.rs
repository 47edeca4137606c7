//! Turns a template and its data into subject, HTML and text.
//!
//! minijinja fills the MJML source, mrml turns that into HTML that mail programs understand, and the text alternative
//! is read off the same MJML, so the two say the same. Values are escaped when they are filled in: what a person typed
//! can neither become markup nor end an attribute. A value or text that is missing is an error, never a gap.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use kernel::{Error, Result, Timestamp};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value, context};
use mrml::prelude::render::RenderOptions;

use crate::brand::Brand;
use crate::catalog::CATALOG;
use crate::template::Entry;
use crate::{Locale, text};

/// Longest subject that is sent whole; what names make longer is cut.
const SUBJECT_MAX: usize = 200;
/// The texts of the frame around every template.
const FRAME: &str = "frame";
const PARTS: [(&str, &str); 2] = [
    ("layout.mjml", include_str!("../templates/layout.mjml")),
    ("action.mjml", include_str!("../templates/action.mjml")),
];

/// Template → key → text, which may hold markup and values.
pub(crate) type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// A mail that is ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) subject: String,
    pub(crate) html: String,
    pub(crate) text: String,
}

struct Engine {
    environment: Environment<'static>,
    texts: [(Locale, Texts); 2],
}

/// Parsed once. A mistake in a template is in every test's way, so it is not met in production.
static ENGINE: LazyLock<Result<Engine, String>> = LazyLock::new(|| Engine::new().map_err(|e| e.to_string()));

fn engine() -> Result<&'static Engine> {
    ENGINE.as_ref().map_err(|error| Error::internal(format!("the mail templates are broken: {error}")))
}

/// The texts of one language.
pub(crate) fn texts(locale: Locale) -> Result<Texts> {
    let source = match locale {
        Locale::En => include_str!("../templates/en.json"),
        Locale::Es => include_str!("../templates/es.json"),
    };
    serde_json::from_str(source).map_err(Error::internal)
}

/// Renders `entry` for `brand` with `data`.
pub(crate) fn render(entry: &Entry, locale: Locale, brand: &Brand, data: Value) -> Result<Rendered> {
    let engine = engine()?;
    let context = context! {
        locale => locale.as_str(),
        brand => Value::from(Serde(brand)),
        category => Value::from(Serde(entry.category)),
        ..data
    };
    let subject = engine.subject(entry.name, locale, &context)?;
    let mjml = engine.mjml(entry.name, locale, &subject, context)?;
    let root = mrml::parse(&mjml).map_err(Error::internal)?.element;
    // No web fonts: a mail program that loads them tells somebody that the mail was opened.
    let options = RenderOptions { disable_comments: true, fonts: HashMap::new(), ..RenderOptions::default() };
    Ok(Rendered { subject, html: root.render(&options).map_err(Error::internal)?, text: text::of(&root) })
}

impl Engine {
    fn new() -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "txt")) => AutoEscape::None,
            _ => AutoEscape::Html,
        });
        environment.set_formatter(format_value);
        environment.add_filter("moment", moment);
        let templates = CATALOG.iter().map(|entry| (format!("{}.mjml", entry.name), entry.source));
        let parts = PARTS.into_iter().map(|(name, source)| (name.to_owned(), source));
        for (name, source) in templates.chain(parts) {
            environment.add_template_owned(name, source).map_err(Error::internal)?;
        }
        let texts = [(Locale::En, texts(Locale::En)?), (Locale::Es, texts(Locale::Es)?)];
        for (locale, texts) in &texts {
            for (template, texts) in texts {
                for (key, source) in texts {
                    let name = text_name(*locale, template, key);
                    environment.add_template_owned(name, source.clone()).map_err(Error::internal)?;
                }
            }
        }
        Ok(Self { environment, texts })
    }

    /// The subject, without escapes and on one line. Line breaks in it are refused, because it becomes a header.
    fn subject(&self, template: &str, locale: Locale, context: &Value) -> Result<String> {
        let subject = self.render(&text_name(locale, template, "subject"), context)?;
        if subject.chars().any(char::is_control) {
            return Err(Error::invalid("subject", "control_character", "Names may not contain line breaks."));
        }
        let mut cut: String = subject.chars().take(SUBJECT_MAX).collect();
        if cut.len() < subject.len() {
            cut.push('…');
        }
        Ok(cut)
    }

    fn mjml(&self, template: &str, locale: Locale, subject: &str, context: Value) -> Result<String> {
        let t = self.filled_texts(template, locale, &context)?;
        let frame = self.filled_texts(FRAME, locale, &context)?;
        self.render(&format!("{template}.mjml"), &context! { t, frame, subject, ..context })
    }

    /// The texts of a template with their values, as markup that is not escaped again.
    fn filled_texts(&self, template: &str, locale: Locale, context: &Value) -> Result<Value> {
        let of_locale = self.texts.iter().find(|(known, _)| *known == locale).map(|(_, texts)| texts);
        let texts = of_locale.and_then(|texts| texts.get(template));
        let texts = texts.ok_or_else(|| Error::internal(format!("{template} has no texts in {locale:?}")))?;
        let filled = texts.keys().filter(|key| *key != "subject").map(|key| {
            let text = self.render(&text_name(locale, template, key), context)?;
            Ok((key.clone(), Value::from_safe_string(text)))
        });
        Ok(Value::from_pairs(filled.collect::<Result<Vec<_>>>()?))
    }

    fn render(&self, name: &str, context: &Value) -> Result<String> {
        let template = self.environment.get_template(name).map_err(Error::internal)?;
        template.render(context).map_err(Error::internal)
    }
}

/// A subject is plain text; everything else is markup.
fn text_name(locale: Locale, template: &str, key: &str) -> String {
    let kind = if key == "subject" { "txt" } else { "html" };
    format!("{}/{template}/{key}.{kind}", locale.as_str())
}

/// minijinja also escapes slashes, which would make every link look as if it had something to hide from spam filters.
fn format_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => Ok(out.write_str(&text::escape(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// `{{ at | moment }}`: an instant in words of the mail's language.
fn moment(state: &State, instant: &str) -> Result<String, minijinja::Error> {
    let invalid = |what: &'static str| minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, what);
    let instant: Timestamp = instant.parse().map_err(|_| invalid("moment needs an RFC 3339 time"))?;
    let locale = state.lookup("locale").ok_or_else(|| invalid("moment needs the locale"))?;
    Ok(Locale::from_tag(locale.as_str().unwrap_or_default()).moment(instant))
}
