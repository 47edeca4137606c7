//! What a product's fields may be.

use kernel::text::{line, optional_line};
use kernel::{Error, Result};

use super::{Attribute, ProductOption};

const TITLE_MAX: usize = 255;
const VENDOR_MAX: usize = 100;
const SEO_TITLE_MAX: usize = 200;
const SEO_DESCRIPTION_MAX: usize = 500;
const DESCRIPTION_MAX: usize = 100_000;
const TAG_MAX: usize = 60;
const TAGS_MAX: usize = 250;
const ATTRIBUTES_MAX: usize = 100;
const ATTRIBUTE_MAX: usize = 255;
const OPTIONS_MAX: usize = 3;
const OPTION_MAX: usize = 100;

pub(crate) fn title(title: &str) -> Result<String> {
    line("title", title, TITLE_MAX)
}

pub(crate) fn vendor(vendor: Option<&str>) -> Result<Option<String>> {
    optional_line("vendor", vendor, VENDOR_MAX)
}

pub(crate) fn seo_title(text: Option<&str>) -> Result<Option<String>> {
    optional_line("seo_title", text, SEO_TITLE_MAX)
}

/// Platforms let it have lines; search engines show one.
pub(crate) fn seo_description(text: Option<&str>) -> Result<Option<String>> {
    let one_line = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    optional_line("seo_description", one_line.as_deref(), SEO_DESCRIPTION_MAX)
}

/// The description without what could act in it. Its length is checked first: cleaning a book takes long.
pub(crate) fn description(html: &str) -> Result<String> {
    if html.len() > DESCRIPTION_MAX {
        let message = format!(
            "The description has {} KB; at most {} KB fit.",
            html.len() / 1_000,
            DESCRIPTION_MAX / 1_000
        );
        return Err(Error::invalid("description", "too_long", message));
    }
    if html.contains('\0') {
        return Err(Error::invalid("description", "invalid", "A description cannot hold the character NUL."));
    }
    Ok(crate::markup::clean(html))
}

/// Each tag once, whatever its capitals, in the order given.
pub(crate) fn tags(tags: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.trim().is_empty()) {
        let tag = line("tags", tag, TAG_MAX)?;
        if !kept.iter().any(|other| tag_key(other) == tag_key(&tag)) {
            kept.push(tag);
        }
    }
    if kept.len() > TAGS_MAX {
        return Err(Error::invalid("tags", "too_many", format!("A product has at most {TAGS_MAX} tags.")));
    }
    Ok(kept)
}

/// Tags are the same when they differ in capitals only.
pub(crate) fn tag_key(tag: &str) -> String {
    tag.trim().to_lowercase()
}

pub(crate) fn attributes(attributes: &[Attribute]) -> Result<Vec<Attribute>> {
    let mut kept: Vec<Attribute> = Vec::new();
    for Attribute { name, value } in attributes {
        let (name, value) =
            (line("attributes", name, ATTRIBUTE_MAX)?, line("attributes", value, ATTRIBUTE_MAX)?);
        let attribute = Attribute { name, value };
        if !kept.contains(&attribute) {
            kept.push(attribute);
        }
    }
    if kept.len() > ATTRIBUTES_MAX {
        let message = format!("A product has at most {ATTRIBUTES_MAX} attributes.");
        return Err(Error::invalid("attributes", "too_many", message));
    }
    Ok(kept)
}

/// Options with different names, each with different values.
pub(crate) fn options(options: &[ProductOption]) -> Result<Vec<ProductOption>> {
    if options.len() > OPTIONS_MAX {
        return Err(Error::invalid(
            "options",
            "too_many",
            format!("A product has at most {OPTIONS_MAX} options."),
        ));
    }
    let mut kept: Vec<ProductOption> = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let name = line(format!("options.{index}.name"), &option.name, OPTION_MAX)?;
        if kept.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(Error::invalid(
                format!("options.{index}.name"),
                "taken",
                "Another option is called so.",
            ));
        }
        let mut values: Vec<String> = Vec::new();
        for value in &option.values {
            let value = option_value(format!("options.{index}.values"), value)?;
            if values.contains(&value) {
                let message = format!("The value {value} is there twice.");
                return Err(Error::invalid(format!("options.{index}.values"), "taken", message));
            }
            values.push(value);
        }
        kept.push(ProductOption { name, values });
    }
    Ok(kept)
}

pub(crate) fn option_value(field: impl Into<String>, value: &str) -> Result<String> {
    line(field, value, OPTION_MAX)
}
