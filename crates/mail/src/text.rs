//! The text alternative, read off the MJML that the HTML is made of, so that the two can never say different things.
//!
//! Paragraphs are wrapped; a button becomes its label and its address on a line of its own. Elements with the class
//! `html-only` and those hidden from screen readers are left out: they repeat or decorate.

use mrml::mj_body::MjBodyChild;
use mrml::mj_button::MjButton;
use mrml::mj_raw::MjRawChild;
use mrml::mjml::Mjml;
use mrml::prelude::AttributeMap;

const WIDTH: usize = 72;
const RULE: &str = "--";

/// The text of a mail.
pub(crate) fn of(root: &Mjml) -> String {
    let mut blocks = Vec::new();
    if let Some(body) = root.body() {
        collect(&body.children, &mut blocks);
    }
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

/// Makes text that cannot be mistaken for markup, inside an attribute too.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The opposite of [`escape`], with the one entity that templates write themselves.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

fn collect(children: &[MjBodyChild], blocks: &mut Vec<String>) {
    for child in children {
        match child {
            MjBodyChild::MjWrapper(element) => collect(&element.children, blocks),
            MjBodyChild::MjSection(element) => collect(&element.children, blocks),
            MjBodyChild::MjGroup(element) => collect(&element.children, blocks),
            MjBodyChild::MjColumn(element) => collect(&element.children, blocks),
            MjBodyChild::MjText(element) if !has_class(&element.attributes, "html-only") => {
                let mut inline = String::new();
                collect_inline(&element.children, &mut inline);
                push(blocks, wrap(&inline));
            }
            MjBodyChild::MjButton(button) => push(blocks, link(button)),
            MjBodyChild::MjDivider(_) => push(blocks, RULE.to_owned()),
            _ => {}
        }
    }
}

fn push(blocks: &mut Vec<String>, block: String) {
    if !block.is_empty() {
        blocks.push(block);
    }
}

fn attribute<'a>(attributes: &'a AttributeMap, name: &str) -> Option<&'a str> {
    attributes.get(name).and_then(Option::as_deref)
}

fn has_class(attributes: &AttributeMap, class: &str) -> bool {
    attribute(attributes, "css-class")
        .is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}

fn link(button: &MjButton) -> String {
    let label = button.children.iter().filter_map(|child| match child {
        MjBodyChild::Text(text) => Some(unescape(text.inner_str())),
        _ => None,
    });
    let label = wrap(&label.collect::<String>());
    attribute(&button.attributes, "href")
        .map_or_else(|| label.clone(), |href| format!("{label}:\n{}", unescape(href)))
}

fn collect_inline(children: &[MjRawChild], out: &mut String) {
    for child in children {
        match child {
            // White space in the source is for whoever edits it.
            MjRawChild::Text(text) => out.push_str(&unescape(text.inner_str()).replace('\n', " ")),
            MjRawChild::Node(node) if node.tag == "br" => out.push('\n'),
            MjRawChild::Node(node) if attribute(&node.attributes, "aria-hidden") != Some("true") => {
                collect_inline(&node.children, out);
                if let Some(href) = attribute(&node.attributes, "href") {
                    out.extend([" (", &unescape(href), ")"]);
                }
            }
            _ => {}
        }
    }
}

/// Breaks lines between words. A word that is longer than a line, such as an address, stays whole.
fn wrap(text: &str) -> String {
    let mut lines = Vec::new();
    for paragraph in text.trim().lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}
