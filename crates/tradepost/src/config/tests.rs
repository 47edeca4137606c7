use std::io::Write;

use super::*;

fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config, Problems> {
    let mut stored = tempfile::NamedTempFile::new().unwrap();
    stored.write_all(file.as_bytes()).unwrap();
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_sources(Some(stored.path()), environment)
}

fn problems(file: &str, environment: &[(&str, &str)]) -> Vec<(String, String)> {
    let problems = load(file, environment).unwrap_err().0;
    problems.into_iter().map(|problem| (problem.key, problem.message)).collect()
}

#[test]
fn nothing_has_to_be_set() {
    let config = Config::from_sources(None, []).unwrap();
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url(), "http://localhost:8080");
    assert_eq!(config.database().url, "sqlite:var/tradepost.db");
    assert!(config.migrates_at_start());
}

#[test]
fn a_variable_wins_over_a_platform_variable_and_that_over_the_file() {
    let file =
        "[http]\nlisten = \"127.0.0.1:1\"\ncors_origins = [\"https://a.example\", \"https://b.example/\"]";
    assert_eq!(load(file, &[]).unwrap().http.listen.port(), 1);
    let config = load(file, &[("PORT", "2")]).unwrap();
    assert_eq!(config.http.listen.to_string(), "0.0.0.0:2");
    assert_eq!(config.http.cors_origins[1].as_str(), "https://b.example");
    let both = [("TRADEPOST_HTTP__LISTEN", "[::]:3"), ("PORT", "2")];
    assert_eq!(load(file, &both).unwrap().http.listen.port(), 3);
    let url = load("", &[("DATABASE_URL", "postgres://db.example/shop")]).unwrap();
    assert_eq!(url.database().url, "postgres://db.example/shop");
    assert!(!url.migrates_at_start());
}

#[test]
fn all_problems_are_named_at_once_with_the_way_out() {
    let file = "data_dir = \"\"\nlog.format = \"xml\"\n[http]\nlisten = 8080\nlisen = \"x\"\n[mail]\nhost = \"m.example\"";
    let found =
        problems(file, &[("TRADEPOST_WORKER__CONCURRENCY", "many"), ("TRADEPOST_DATABSE__URL", "sqlite:x")]);
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        ["databse.url", "http.lisen", "data_dir", "http.listen", "worker.concurrency", "log.format"]
    );
    assert_eq!(found[0].1, "There is no such setting. Did you mean database.url?");
    assert_eq!(found[1].1, "There is no such setting. Did you mean http.listen?");
    assert!(
        found[3].1.starts_with("\"8080\" is not an address with a port, such as 127.0.0.1:8080"),
        "{}",
        found[3].1
    );
    assert!(found[3].1.ends_with("Set it in the file or as TRADEPOST_HTTP__LISTEN."), "{}", found[3].1);
    assert_eq!(
        found[5].1,
        "\"xml\" is not auto, json or pretty. Set it in the file or as TRADEPOST_LOG__FORMAT."
    );
}

#[test]
fn settings_that_do_not_go_together_are_found() {
    let file = "[mail]\nhost = \"m.example\"\nusername = \"u\"\n[monitoring]\nlisten = \"127.0.0.1:8080\"\ntrace_share = 2
[database]\nurl = \"mysql://x\"\nmax_connections = 0\n[log]\nlevel = \"loud\"\n[blobs]\ns3_bucket = \"files\"";
    let keys: Vec<String> = problems(file, &[]).into_iter().map(|(key, _)| key).collect();
    for key in [
        "database.url",
        "log.level",
        "database.max_connections",
        "monitoring.listen",
        "monitoring.trace_share",
        "mail.from_address",
        "mail.username",
        "blobs.s3_bucket",
    ] {
        assert!(keys.iter().any(|found| found == key), "{key} in {keys:?}");
    }
}

#[test]
fn files_that_are_no_files_or_no_toml_are_problems() {
    let missing = Config::from_sources(Some(Path::new("/no/such/file.toml")), []).unwrap_err();
    assert!(missing.to_string().contains("/no/such/file.toml"), "{missing}");
    let broken = problems("[http\nlisten", &[]);
    assert!(broken[0].1.starts_with("This is not TOML"), "{broken:?}");
}

#[test]
fn what_kubernetes_and_tests_set_is_no_setting() {
    let environment = [
        ("TRADEPOST_PORT", "tcp://10.0.0.1:80"),
        ("TRADEPOST_SERVICE_HOST", "10.0.0.1"),
        ("TRADEPOST_TEST_POSTGRES", "postgres://x"),
        ("TRADEPOST_CONFIG", "x"),
    ];
    load("", &environment).unwrap();
}

#[test]
fn secrets_are_never_shown() {
    let url = "postgres://shop:hunter2@db.example/shop";
    let config = load(
        "[mail]\nhost = \"m\"\nfrom_address = \"a@b.example\"\nusername = \"u\"\npassword = \"hunter2\"",
        &[("DATABASE_URL", url)],
    )
    .unwrap();
    let shown = show(&config);
    assert!(!shown.contains("hunter2") && !format!("{config:?}").contains("hunter2"), "{shown}");
    assert!(shown.contains("url = \"[secret]\" # DATABASE_URL"), "{shown}");
    assert!(shown.contains("listen = \"127.0.0.1:8080\" # default"), "{shown}");
    let refused = load("[monitoring]\notlp_header = \"hunter2\"", &[]).unwrap_err();
    assert!(!refused.to_string().contains("hunter2"), "{refused}");
}

#[test]
fn what_is_shown_can_be_read_back() {
    let config = load("[http]\ntrusted_proxies = [\"10.0.0.0/8\", \"fd00::/8\"]", &[]).unwrap();
    let again = load(&show(&config), &[]).unwrap();
    assert_eq!(again.http.trusted_proxies, config.http.trusted_proxies);
}

#[test]
fn the_reference_is_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operate/configuration.md");
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    assert!(stored == reference(), "run `make openapi`: docs/operate/configuration.md is out of date");
}
