//! Giving a product other options when it has variants already: more or fewer of them, in another order, with other names
//! and other words for their values. No variant is made or lost by it.

use std::collections::HashMap;

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ProductOption, check};
use crate::variant::{Variant, VariantId, title_of};

/// An option as it is to be.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionChange {
    /// What it is.
    #[schema(example = "Size")]
    pub name: String,
    /// What it can be, in the order in which it is shown, with every value that a variant has. Of an option that is new,
    /// the variants that there are have the first.
    #[serde(default)]
    pub values: Vec<String>,
    /// How it is called so far, when its name changes. Left out, the option of the same name is meant, and else the one
    /// in the same place, when there are as many as before.
    pub was: Option<String>,
    /// Values that get another word, in every variant that has them.
    #[serde(default)]
    pub renamed: Vec<RenamedValue>,
}

/// A value of an option that gets another word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamedValue {
    /// The value so far.
    #[schema(example = "Grey")]
    pub from: String,
    /// The value from now on: one of `values`.
    #[schema(example = "Gray")]
    pub to: String,
}

/// What becomes of a product's options and of its variants.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settled {
    /// The options from now on.
    pub(super) options: Vec<ProductOption>,
    /// The variants whose values are others now, with all of their values.
    pub(super) moved: Vec<(VariantId, [String; 3])>,
    /// Words that are other words now: names and values.
    pub(super) words: Vec<(String, String)>,
}

/// Works out what `wanted` means for the options that were there and for the variants.
pub(super) fn settle(
    wanted: &[OptionChange],
    before: &[ProductOption],
    variants: &[Variant],
) -> Result<Settled> {
    let named = wanted
        .iter()
        .map(|option| ProductOption { name: option.name.clone(), values: option.values.clone() })
        .collect::<Vec<_>>();
    let options = check::options(&named)?;
    let sources = sources(wanted, &options, before)?;
    let mut words = Vec::new();
    let mut renamed = Vec::with_capacity(wanted.len());
    for (index, (change, source)) in wanted.iter().zip(&sources).enumerate() {
        let values = renaming(index, change, source.map(|source| &before[source]), &options[index])?;
        if let Some(source) = *source
            && before[source].name != options[index].name
        {
            words.push((before[source].name.clone(), options[index].name.clone()));
        }
        words.extend(values.iter().map(|(from, to)| ((*from).to_owned(), to.clone())));
        renamed.push(values);
    }
    let mut seen: HashMap<[String; 3], [String; 3]> = HashMap::new();
    let mut moved = Vec::new();
    for variant in variants {
        let old = [variant.option1.clone(), variant.option2.clone(), variant.option3.clone()];
        let mut new = <[String; 3]>::default();
        for (index, source) in sources.iter().enumerate() {
            new[index] =
                value(index, source.map(|source| old[source].as_str()), &renamed[index], &options[index])?;
        }
        if let Some(other) = seen.insert(new.clone(), old.clone()) {
            return Err(alike(&other, &old));
        }
        if new != old {
            moved.push((variant.id, new));
        }
    }
    Ok(Settled { options, moved, words })
}

/// For each wanted option, which of those that were there it is; none when it is new.
fn sources(
    wanted: &[OptionChange],
    options: &[ProductOption],
    before: &[ProductOption],
) -> Result<Vec<Option<usize>>> {
    let place = |name: &str| {
        let name = name.trim().to_lowercase();
        before.iter().position(|option| option.name.to_lowercase() == name)
    };
    let mut sources = Vec::with_capacity(wanted.len());
    for (index, (change, option)) in wanted.iter().zip(options).enumerate() {
        let source = match &change.was {
            Some(was) => Some(place(was).ok_or_else(|| {
                let message = format!("The product has no option that is called {was}.");
                Error::invalid(format!("options.{index}.was"), "unknown", message)
            })?),
            None => place(&option.name),
        };
        if source.is_some() && sources.contains(&source) {
            let message = "Two options cannot come from the same one.";
            return Err(Error::invalid(format!("options.{index}.was"), "taken", message));
        }
        sources.push(source);
    }
    if wanted.len() == before.len() {
        for index in 0..sources.len() {
            if sources[index].is_none() && !sources.contains(&Some(index)) {
                sources[index] = Some(index);
            }
        }
    }
    Ok(sources)
}

/// What each renamed value of an option becomes.
fn renaming<'c>(
    index: usize,
    change: &'c OptionChange,
    before: Option<&ProductOption>,
    after: &ProductOption,
) -> Result<HashMap<&'c str, String>> {
    let mut renamed = HashMap::new();
    for RenamedValue { from, to } in &change.renamed {
        let wrong = |message| Err(Error::invalid(format!("options.{index}.renamed"), "unknown", message));
        if !before.is_some_and(|before| before.values.contains(from)) {
            return wrong(format!("The option has no value {from} so far."));
        }
        let to = check::option_value(format!("options.{index}.renamed"), to)?;
        if !after.values.contains(&to) {
            return wrong(format!("Put {to} among the values of the option as well."));
        }
        renamed.insert(from.as_str(), to);
    }
    Ok(renamed)
}

/// The value that a variant has of an option from now on.
fn value(
    index: usize,
    old: Option<&str>,
    renamed: &HashMap<&str, String>,
    option: &ProductOption,
) -> Result<String> {
    let field = || format!("options.{index}.values");
    let Some(old) = old else {
        return option.values.first().cloned().ok_or_else(|| {
            let message = "Name a value: the variants that there are have the first one of a new option.";
            Error::invalid(field(), "required", message)
        });
    };
    let new = renamed.get(old).cloned().unwrap_or_else(|| old.to_owned());
    if !option.values.contains(&new) {
        let message = format!("There is a variant with the value {new}. Delete it first, or keep the value.");
        return Err(Error::invalid(field(), "in_use", message));
    }
    Ok(new)
}

fn alike(one: &[String; 3], other: &[String; 3]) -> Error {
    let title = |options: &[String; 3]| title_of([&options[0], &options[1], &options[2]]);
    let message = format!(
        "The variants {} and {} would be alike. Delete one of them first, or keep what tells them apart.",
        title(one),
        title(other)
    );
    Error::invalid("options", "alike", message)
}
