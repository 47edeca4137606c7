use std::process::Output;

use db::testing::{fresh_postgres, postgres_server};
use tempfile::TempDir;

use crate::server::{Server, tradepost};

fn run(folder: &TempDir, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
    let output: Output = tradepost(folder.path(), arguments)
        .envs(settings.iter().copied())
        .output()
        .expect("the program starts");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn a_wrong_configuration_is_refused_before_anything_is_touched() {
    let folder = TempDir::new().unwrap();
    let settings = [
        ("TRADEPOST_HTTP__LISTEN", "here"),
        ("TRADEPOST_DATABASE__URL", "mysql://x"),
        ("TRADEPOST_HTTTP__LISTEN", "x"),
    ];
    for command in [&["serve"][..], &["worker"], &["migrate"], &["config", "check"]] {
        let (success, text) = run(&folder, command, &settings);
        assert!(!success);
        assert!(text.contains("The configuration has 2 problems:"), "{text}");
        assert!(text.contains("http.listen (TRADEPOST_HTTP__LISTEN): \"here\" is not an address"), "{text}");
        assert!(text.contains("httttp.listen") || text.contains("Did you mean http.listen?"), "{text}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn the_file_may_be_named_by_argument_or_variable() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("t.toml"), "[http]\nlisten = \"127.0.0.1:4321\"\n").unwrap();
    for (arguments, settings) in [
        (&["config", "show", "--config", "t.toml"][..], &[][..]),
        (&["config", "show"], &[("TRADEPOST_CONFIG", "t.toml")]),
    ] {
        let (success, text) = run(&folder, arguments, settings);
        assert!(success && text.contains("listen = \"127.0.0.1:4321\" # t.toml"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_is_migrated_when_somebody_says_so() {
    let Some(server) = postgres_server() else { return };
    let folder = TempDir::new().unwrap();
    // `fresh_postgres` gives a migrated database; an empty one is its server's own with another name.
    let url = fresh_postgres().await.unwrap();
    let (_, migrated) = run(&folder, &["migrate"], &[("DATABASE_URL", &url)]);
    assert!(migrated.contains(" 0 of them now"), "{migrated}");

    let empty = empty_database(&server).await;
    let (success, refused) = run(&folder, &["serve"], &[("DATABASE_URL", &empty)]);
    assert!(
        !success && refused.contains("Run `tradepost migrate`, or set database.auto_migrate"),
        "{refused}"
    );
    let settings = [("DATABASE_URL", empty.as_str()), ("TRADEPOST_DATABASE__AUTO_MIGRATE", "true")];
    let serving = Server::start(folder.path(), &settings);
    assert_eq!(serving.get("/readyz").0, 200);
}

async fn empty_database(server: &str) -> String {
    use sqlx::{AssertSqlSafe, Connection};
    let name = format!("t_{}", kernel::Env::system().random_uuid().simple());
    let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let base = server.rsplit_once('/').unwrap().0;
    format!("{base}/{name}")
}

#[test]
fn keys_are_made_once_kept_private_and_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("var/secrets.key");
    drop(Server::start(folder.path(), &[]));
    let first = std::fs::read_to_string(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    // The two are the installation's own: what signs links in mails, and links to files.
    let rotated = "2 credentials are sealed with the key";
    let (success, text) = run(&folder, &["secrets", "rotate"], &[]);
    assert!(success && text.contains(rotated), "{text}");
    let second = std::fs::read_to_string(&path).unwrap();
    assert!(
        second.starts_with(first.trim_end()) && second.len() > first.len(),
        "the old key stays, a new one follows"
    );

    let (_, key) = run(&folder, &["secrets", "new-key"], &[]);
    let (success, text) = run(&folder, &["secrets", "rotate"], &[("TRADEPOST_SECRETS__KEY", key.trim())]);
    assert!(!success && text.contains("Put back the key file that belongs to this database."), "{text}");
    let old = second.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join(",");
    let keys = format!("{old},{}", key.trim());
    let (success, text) = run(&folder, &["secrets", "rotate"], &[("TRADEPOST_SECRETS__KEY", &keys)]);
    assert!(success && text.contains(rotated), "{text}");
}

#[test]
fn an_operator_is_somebody_who_has_signed_up() {
    let folder = TempDir::new().unwrap();
    let (success, text) = run(&folder, &["operators", "add", "nobody@example.org"], &[]);
    assert!(!success && text.contains("Nobody has signed up with this address yet."), "{text}");
}

#[test]
fn log_files_are_written_and_redacted() {
    let folder = TempDir::new().unwrap();
    let logs = folder.path().join("logs");
    let settings = [("TRADEPOST_LOG__FOLDER", logs.to_str().unwrap()), ("TRADEPOST_LOG__LEVEL", "debug")];
    let server = Server::start(folder.path(), &settings);
    server.get("/api/v1/nothing?email=ada@example.org");
    drop(server);
    let files: Vec<_> = std::fs::read_dir(&logs).unwrap().map(|file| file.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{text}");
    assert!(text.contains("\"serving\"") && !text.contains("ada@"), "{text}");
}

#[test]
fn the_openapi_document_is_printed_and_compared() {
    let folder = TempDir::new().unwrap();
    let (success, document) = run(&folder, &["openapi"], &[]);
    assert!(success && document.contains("\"openapi\": \"3.1.0\""), "{}", &document[..200]);
    std::fs::write(folder.path().join("same.json"), &document).unwrap();
    assert!(run(&folder, &["openapi", "--check", "same.json"], &[]).0);
    std::fs::write(folder.path().join("other.json"), document.replace("Tradepost", "Tradepast")).unwrap();
    let (success, text) = run(&folder, &["openapi", "--check", "other.json"], &[]);
    assert!(!success && text.contains("other.json is not what the code says, from line 4 on"), "{text}");
}
