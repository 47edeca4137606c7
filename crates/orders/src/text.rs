//! Texts that come from outside: cleaned, bounded, and cut into the terms by which they are found.

use std::collections::BTreeSet;

use kernel::{Error, Result};

/// The last character that sorts after every text which begins alike.
const END: char = '\u{10FFFF}';
const TERM_MAX: usize = 80;
/// Fewer letters than this begin too many words.
const TERM_MIN: usize = 2;
const TAG_MAX: usize = 40;
const TAGS_MAX: usize = 50;

/// The text in one line: no control characters, no double or outer spaces.
pub(crate) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in one line, at most so many characters; empty ones are refused.
pub(crate) fn required(field: &'static str, text: &str, max: usize) -> Result<String> {
    let text = one_line(text);
    if text.is_empty() {
        return Err(Error::invalid(field, "required", "This field is required."));
    }
    bounded(field, text, max)
}

/// The text as it is, at most so many characters.
pub(crate) fn bounded(field: &'static str, text: String, max: usize) -> Result<String> {
    if text.chars().count() > max {
        return Err(Error::invalid(field, "too_long", format!("Use at most {max} characters.")));
    }
    Ok(text)
}

/// Several lines as they are, less what no person types, at most so many characters.
pub(crate) fn paragraphs(field: &'static str, text: &str, max: usize) -> Result<String> {
    let plain: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    bounded(field, plain.trim().to_owned(), max)
}

/// Nothing where the text is empty.
pub(crate) fn optional(field: &'static str, text: Option<String>, max: usize) -> Result<Option<String>> {
    let text = text.map(|text| one_line(&text)).filter(|text| !text.is_empty());
    text.map(|text| bounded(field, text, max)).transpose()
}

/// Tags in lower case, each once, in order.
pub(crate) fn tags(tags: &[String]) -> Result<Vec<String>> {
    let tags: BTreeSet<String> = tags.iter().map(|tag| one_line(tag).to_lowercase()).collect();
    let fits = |tag: &String| !tag.is_empty() && tag.chars().count() <= TAG_MAX && !tag.contains(',');
    if tags.len() > TAGS_MAX || !tags.iter().all(fits) {
        let message = format!("Use at most {TAGS_MAX} tags of at most {TAG_MAX} characters, without commas.");
        return Err(Error::invalid("tags", "invalid", message));
    }
    Ok(tags.into_iter().collect())
}

/// The beginnings of words by which these texts are found: each text whole, and every word of it.
pub(crate) fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for text in texts {
        let text = one_line(text).to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '@' && c != '.').map(str::to_owned);
        terms.extend(words.chain([text.clone()]).map(|term| term.chars().take(TERM_MAX).collect::<String>()));
    }
    terms.retain(|term| match term.chars().count() {
        0 => false,
        count => count >= TERM_MIN || term.chars().all(char::is_numeric),
    });
    terms
}

/// What somebody typed into a search box, as a range of terms that begin with it; none when it is empty.
pub(crate) fn search(typed: Option<&str>) -> Result<Option<(String, String)>> {
    let Some(typed) = typed.map(one_line).map(|typed| typed.to_lowercase()).filter(|typed| !typed.is_empty())
    else {
        return Ok(None);
    };
    if typed.chars().count() < TERM_MIN && !typed.chars().all(char::is_numeric) {
        return Err(Error::invalid(
            "q",
            "too_short",
            "Type two letters or more, or the beginning of a number.",
        ));
    }
    let typed: String = typed.trim_start_matches('#').chars().take(TERM_MAX).collect();
    let end = format!("{typed}{END}");
    Ok(Some((typed, end)))
}

/// Spreadsheets run cells that begin with these characters (OWASP, "CSV Injection").
pub(crate) fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_wholes_are_terms() {
        let found = terms(["Ada  Lovelace-King", "NB-1001", "ada@example.com", "", "x", "7"]);
        let expected =
            ["1001", "7", "ada", "ada lovelace-king", "ada@example.com", "king", "lovelace", "nb", "nb-1001"];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_search_is_a_range_of_beginnings() {
        let (from, to) = search(Some(" Ada  Lo")).unwrap().unwrap();
        assert!(from == "ada lo" && *"ada lovelace-king" >= *from && *"ada lovelace-king" < *to);
        assert!(search(Some(" ")).unwrap().is_none() && search(None).unwrap().is_none());
        assert_eq!(search(Some("a")).unwrap_err().fields()[0].field, "q");
        assert_eq!(search(Some("#1001")).unwrap().unwrap().0, "1001");
    }

    #[test]
    fn tags_are_lower_case_and_each_once() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(tags(&list(&["VIP", " vip ", "Berlin"])).unwrap(), list(&["berlin", "vip"]));
        assert!(tags(&list(&["a,b"])).is_err() && tags(&list(&[""])).is_err());
    }

    #[test]
    fn formulas_are_disarmed() {
        assert_eq!(harmless("=1+1".to_owned()), "'=1+1");
        assert_eq!(harmless("Ada".to_owned()), "Ada");
    }
}
