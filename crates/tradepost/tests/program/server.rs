//! A running `tradepost`, and the little HTTP that tests speak with it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Longer than any of it should take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A command of the program under test, away from this machine's own settings.
pub fn tradepost(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tradepost"));
    command.args(arguments).current_dir(folder).env_remove("PORT").env_remove("DATABASE_URL");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("TRADEPOST_") {
            command.env_remove(name);
        }
    }
    // `scripts/test` reads afterwards what all servers logged.
    if let Some(logs) = std::env::var_os("TRADEPOST_TEST_LOGS") {
        let name = folder.file_name().unwrap_or_default();
        command
            .env("TRADEPOST_LOG__FOLDER", PathBuf::from(logs).join(name))
            .env("TRADEPOST_LOG__LEVEL", "trace");
    }
    command
}

/// A process that serves; killed when dropped.
pub struct Server {
    child: Child,
    stderr: BufReader<ChildStderr>,
    address: String,
}

impl Server {
    /// Starts `serve` on a free port and waits until it says that it serves.
    pub fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::spawn(folder, settings).wait_until_serving()
    }

    /// Starts `serve` and does not wait.
    pub fn spawn(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::spawn_command(&["serve"], folder, settings)
    }

    /// Starts the demonstration in a size and waits until it serves.
    pub fn demo(size: &str, folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::spawn_command(&["demo", "--size", size], folder, settings).wait_until_serving()
    }

    fn spawn_command(words: &[&str], folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut command = tradepost(folder, words);
        command.env("TRADEPOST_HTTP__LISTEN", "127.0.0.1:0").env("TRADEPOST_LOG__FORMAT", "json");
        command.envs(settings.iter().copied()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stderr = BufReader::new(child.stderr.take().expect("a piped stderr"));
        Self { child, stderr, address: String::new() }
    }

    /// Reads the log up to the line that names the address.
    pub fn wait_until_serving(mut self) -> Self {
        let line = self.log_line("serving");
        line["address"].as_str().expect("an address").clone_into(&mut self.address);
        self
    }

    /// The first line of the log with this message, from here on.
    pub fn log_line(&mut self, message: &str) -> serde_json::Value {
        let (mut seen, mut line) = (String::new(), String::new());
        while self.stderr.read_line(&mut line).expect("a readable log") > 0 {
            match serde_json::from_str::<serde_json::Value>(&line) {
                Ok(entry) if entry["message"] == message => return entry,
                _ => write!(seen, "{line}").expect("memory"),
            }
            line.clear();
        }
        panic!("the process ended without '{message}':\n{seen}");
    }

    /// Status and body.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.try_get(path).expect("an answer")
    }

    /// Status and body, if the server answers at all.
    pub fn try_get(&self, path: &str) -> std::io::Result<(u16, String)> {
        let mut stream = self.connect()?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        read_answer(stream)
    }

    /// A connection.
    pub fn connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    /// Sends a signal: `TERM`, `KILL`.
    pub fn signal(&self, name: &str) {
        // The shell's own command: a program of this name is not on every machine.
        let command = format!("kill -s {name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &command]).status().expect("a shell");
        assert!(sent.success());
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the process does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Status and body of the answer on this connection.
pub fn read_answer(stream: TcpStream) -> std::io::Result<(u16, String)> {
    let text = read_to_end(stream)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or(std::io::ErrorKind::InvalidData)?, body.to_owned()))
}

/// Everything up to the end of the connection, head included.
pub fn read_to_end(mut stream: TcpStream) -> std::io::Result<String> {
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}
