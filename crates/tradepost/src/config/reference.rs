//! The reference that operators read, written from the declarations. A test compares it with
//! `docs/operate/configuration.md`; `tradepost config reference` prints it.

use super::GROUPS;
use super::section::Key;
use super::source::variable;

const HEAD: &str = "\
# Configuration

Settings come from a TOML file (`--config FILE` or `TRADEPOST_CONFIG=FILE`) and from the environment. Each setting has
a variable: `http.listen` is `TRADEPOST_HTTP__LISTEN`. Variables win over the file. `PORT` and `DATABASE_URL`, as hosting
platforms set them, stand for `http.listen` and `database.url`, and rank between the two. Lists are arrays in the file and
values between commas in a variable.

```toml
data_dir = \"/var/lib/tradepost\"

[http]
public_url = \"https://shop.example\"
trusted_proxies = [\"127.0.0.1/32\"]

[mail]
host = \"smtp.example\"
from_address = \"shop@shop.example\"
```

`tradepost config check` names everything that is wrong at once; keys that do not exist are refused.
`tradepost config show` prints what is in force and which source said so, with secrets masked.
No setting has to be set.

This page is written by `tradepost config reference`.
";

/// The reference as Markdown.
pub fn reference() -> String {
    let mut lines = vec![HEAD.to_owned()];
    for group in GROUPS {
        let section =
            group.keys.first().and_then(|key| key.name.split_once('.')).map_or("Top level", |(s, _)| s);
        lines.extend([
            format!("## {section}\n"),
            prose(group.doc) + "\n",
            "| setting | default | meaning |".to_owned(),
        ]);
        lines.push("|---|---|---|".to_owned());
        for key in group.keys {
            let (name, variable) = (key.name, variable(key.name));
            lines.push(format!("| `{name}`<br>`{variable}` | {} | {} |", default(key), meaning(key)));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}

fn prose(doc: &[&str]) -> String {
    doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

fn default(key: &Key) -> String {
    if key.default.is_empty() { "–".to_owned() } else { format!("`{}`", key.default) }
}

fn meaning(key: &Key) -> String {
    let secret = if key.secret { " *Never shown.*" } else { "" };
    format!("{}{secret}", prose(key.doc))
}
