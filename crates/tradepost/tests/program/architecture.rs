//! The shape of the workspace, read from `cargo metadata`: who knows whom, and what comes in from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Each crate may know those before it that its line names, and what those may know is theirs to know too, but must be
/// named to be used. A crate that is not listed fails the test: it gets its place here first.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("db", &["kernel"]),
    ("web", &["kernel", "db"]),
    ("jobs", &["kernel", "db", "web"]),
    ("events", &["kernel", "db", "web", "jobs"]),
    ("httpclient", &["kernel"]),
    ("secrets", &["kernel", "db"]),
    ("blobs", &["kernel", "db", "web", "httpclient"]),
    ("mail", &["kernel", "db", "web", "jobs", "secrets"]),
    ("identity", &["kernel", "db", "web", "jobs", "events", "httpclient", "secrets", "blobs", "mail"]),
    (
        "catalog",
        &["kernel", "db", "web", "jobs", "events", "httpclient", "secrets", "blobs", "mail", "identity"],
    ),
    (
        "stock",
        &[
            "kernel",
            "db",
            "web",
            "jobs",
            "events",
            "httpclient",
            "secrets",
            "blobs",
            "mail",
            "identity",
            "catalog",
        ],
    ),
    (
        "orders",
        &[
            "kernel",
            "db",
            "web",
            "jobs",
            "events",
            "httpclient",
            "secrets",
            "blobs",
            "mail",
            "identity",
            "catalog",
            "stock",
        ],
    ),
    (
        "channels",
        &[
            "kernel",
            "db",
            "web",
            "jobs",
            "events",
            "httpclient",
            "secrets",
            "blobs",
            "mail",
            "identity",
            "catalog",
            "stock",
            "orders",
        ],
    ),
    ("console", &[]),
];
/// They know all others: the program, and the ground that tests stand on.
const KNOW_ALL: [&str; 2] = ["tradepost", "testkit"];
/// TLS is rustls with ring, everywhere.
const FORBIDDEN: [&str; 6] = ["openssl", "openssl-sys", "native-tls", "aws-lc-rs", "aws-lc-sys", "boring"];
/// What Apache-2.0 may be shipped with.
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn metadata() -> Value {
    let host = Command::new("rustc").arg("-vV").output().expect("rustc");
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn texts<'a>(list: &'a Value, field: &'a str) -> impl Iterator<Item = &'a str> {
    list.as_array().into_iter().flatten().filter_map(move |entry| entry[field].as_str())
}

/// The workspace's own packages.
fn members(metadata: &Value) -> Vec<&Value> {
    let ids: BTreeSet<&str> =
        metadata["workspace_members"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.filter(|package| ids.contains(package["id"].as_str().unwrap())).collect()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap()
}

#[test]
fn nobody_knows_whom_the_architecture_does_not_name() {
    let metadata = metadata();
    let members = members(&metadata);
    let ours: BTreeSet<&str> = members.iter().map(|package| name(package)).collect();
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in &members {
        let package_name = name(package);
        if KNOW_ALL.contains(&package_name) {
            continue;
        }
        let Some(may_know) = allowed.get(package_name) else {
            wrong.push(format!("{package_name} has no place in MAY_KNOW"));
            continue;
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            let known = name(dependency);
            // A crate's own test features, and the test kit, are for its tests alone.
            let for_tests = dependency["kind"] == "dev" && (known == package_name || known == "testkit");
            if ours.contains(known) && !may_know.contains(&known) && !for_tests {
                wrong.push(format!("{package_name} must not know {known}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_is_declared_once_and_used() {
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in members(&metadata) {
        let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap();
        let (all, code) = (
            sources(folder, &["src", "tests", "benches", "build.rs"]),
            sources(folder, &["src", "build.rs"]),
        );
        for dependency in package["dependencies"].as_array().unwrap() {
            let called = dependency["rename"].as_str().unwrap_or(name(dependency)).replace('-', "_");
            let text = if dependency["kind"] == "dev" { &all } else { &code };
            let by_macro = called == "axum" && text.contains("web::routes!");
            // A crate that names itself switches on its own features for its tests.
            let used = text.contains(&called) || by_macro || name(dependency) == name(package);
            if !used {
                wrong.push(format!("{} does not use {called}", name(package)));
            }
        }
        let own = std::fs::read_to_string(&manifest).unwrap();
        let (mut inside, place) = (false, name(package));
        for line in own.lines() {
            if line.starts_with('[') {
                inside = line.ends_with("dependencies]");
            } else if inside && line.contains('=') && !line.contains("workspace = true") {
                wrong.push(format!("{place}: declare it in the workspace: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn sources(folder: &Path, parts: &[&str]) -> String {
    let mut text = String::new();
    let mut waiting: Vec<PathBuf> = parts.iter().map(|part| folder.join(part)).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.exists() && path.extension().is_some_and(|extension| extension == "rs") {
            text += &std::fs::read_to_string(&path).unwrap();
        }
    }
    text
}

#[test]
fn what_comes_in_from_outside_may_be_shipped() {
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let package_name = name(package);
        if FORBIDDEN.contains(&package_name) {
            wrong.push(format!("{package_name} is there: TLS is rustls with ring"));
        }
        let licence = package["license"].as_str().unwrap_or("none");
        if !is_allowed(licence) {
            wrong.push(format!("{package_name} has the licence {licence}"));
        }
        if package["source"].as_str().is_some_and(|source| !source.starts_with("registry+")) {
            wrong.push(format!("{package_name} does not come from the registry"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(texts(&metadata["packages"], "name").any(|package| package == "ring"));
}

/// Of alternatives one must be allowed, of parts joined by AND each.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    expression.split(" AND ").all(|part| part.split(" OR ").any(|one| LICENCES.contains(&one.trim())))
}

#[test]
fn files_stay_small() {
    let mut sizes = Vec::new();
    for package in members(&metadata()) {
        let folder = PathBuf::from(package["manifest_path"].as_str().unwrap());
        let mut waiting = vec![folder.parent().unwrap().join("src")];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sizes.push((std::fs::read_to_string(&path).unwrap().lines().count(), path));
            }
        }
    }
    sizes.sort();
    let (median, ninetieth) = (sizes[sizes.len() / 2].0, sizes[sizes.len() * 9 / 10].0);
    assert!(median <= 150 && ninetieth <= 400, "median {median}, 90th percentile {ninetieth}");
    let long: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > 600).collect();
    assert!(long.is_empty(), "split these: {long:#?}");
}
