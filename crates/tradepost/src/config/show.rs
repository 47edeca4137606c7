//! The settings in force, for people who wonder which source won.

use super::section::Key;
use super::{Config, GROUPS, Origin};

/// TOML of all settings, each with its source; secrets masked.
pub fn show(config: &Config) -> String {
    let mut lines = Vec::new();
    for group in GROUPS {
        for (index, key) in group.keys.iter().enumerate() {
            let (section, name) = key.name.rsplit_once('.').unwrap_or(("", key.name));
            if index == 0 && !section.is_empty() {
                lines.push(format!("\n[{section}]"));
            }
            let (value, origin) = config.given.get(key.name).map_or_else(
                || (key.default.to_owned(), Origin::Default),
                |(value, origin)| (value.clone(), origin.clone()),
            );
            lines.push(format!("{name} = {} # {origin}", shown(key, &value)));
        }
    }
    lines.join("\n") + "\n"
}

fn shown(key: &Key, value: &str) -> String {
    if key.secret && !value.is_empty() {
        return "\"[secret]\"".to_owned();
    }
    toml::Value::String(value.to_owned()).to_string()
}
