//! A small real SMTP server whose mood a test decides.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The server's certificate, which it signed itself, and its key. Good for `localhost`, from 2020 to 2120, and for tests alone.
pub(super) const CERTIFICATE: &str = include_str!("localhost.cert.pem");
const KEY: &str = include_str!("localhost.key.pem");

/// How the server treats the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Takes it.
    Friendly,
    /// Answers RCPT with this.
    RefusesReader(&'static str),
    /// Answers the content with this.
    RefusesContent(&'static str),
    /// Takes the content and hangs up before saying so.
    HangsUp,
    /// Never answers.
    Silent,
}

/// When the server speaks TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    Plain,
    StartTls,
    Tls,
}

/// Stops when it is dropped.
pub(super) struct SmtpServer {
    pub(super) port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

struct Shared {
    mood: Mutex<Mood>,
    mails: Mutex<Vec<String>>,
    commands: Mutex<Vec<String>>,
    connections: AtomicUsize,
    speaks: Speaks,
    tls: TlsAcceptor,
}

impl SmtpServer {
    pub(super) async fn start(speaks: Speaks) -> Self {
        Self::start_on(0, speaks).await
    }

    pub(super) async fn start_on(port: u16, speaks: Speaks) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
        let shared = Arc::new(Shared {
            mood: Mutex::new(Mood::Friendly),
            mails: Mutex::default(),
            commands: Mutex::default(),
            connections: AtomicUsize::new(0),
            speaks,
            tls: TlsAcceptor::from(Arc::new(config)),
        });
        let serving = Arc::clone(&shared);
        let listening = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                serving.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(Arc::clone(&serving).greet(stream));
            }
        });
        Self { port, shared, listening }
    }

    pub(super) fn set_mood(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    /// The mails whose content arrived, as they were on the wire.
    pub(super) fn mails(&self) -> Vec<String> {
        self.shared.mails.lock().unwrap().clone()
    }

    /// What clients said, without contents.
    pub(super) fn commands(&self) -> Vec<String> {
        self.shared.commands.lock().unwrap().clone()
    }

    pub(super) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared {
    /// A client that goes away in the middle is its own business, so errors are dropped.
    async fn greet(self: Arc<Self>, stream: TcpStream) {
        if self.speaks == Speaks::Tls {
            let Ok(stream) = self.tls.accept(stream).await else { return };
            drop(self.talk(BufReader::new(stream), true, true).await);
        } else if let Ok(Some(stream)) = self.talk(BufReader::new(stream), false, true).await {
            let Ok(stream) = self.tls.accept(stream.into_inner()).await else { return };
            drop(self.talk(BufReader::new(stream), true, false).await);
        }
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap()
    }

    /// Talks until the client leaves; answers the stream when it wants to go on in TLS.
    async fn talk<S>(
        &self,
        mut stream: BufReader<S>,
        secure: bool,
        greet: bool,
    ) -> std::io::Result<Option<BufReader<S>>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        if self.mood() == Mood::Silent {
            return std::future::pending().await;
        }
        if greet {
            stream.write_all(b"220 mail.test ESMTP\r\n").await?;
        }
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            self.commands.lock().unwrap().push(line.trim().to_owned());
            let word = line.get(..4).unwrap_or("").to_ascii_uppercase();
            let answer = match (word.as_str(), self.mood()) {
                ("EHLO", _) if self.speaks == Speaks::StartTls && !secure => "250-mail.test\r\n250 STARTTLS",
                ("EHLO", _) => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
                ("STAR", _) => {
                    stream.write_all(b"220 Go ahead\r\n").await?;
                    return Ok(Some(stream));
                }
                ("AUTH", _) => "535 5.7.8 Authentication credentials invalid",
                ("RCPT", Mood::RefusesReader(answer)) => answer,
                ("DATA", mood) => {
                    stream.write_all(b"354 Go ahead\r\n").await?;
                    let mail = read_content(&mut stream).await?;
                    self.mails.lock().unwrap().push(mail);
                    match mood {
                        Mood::HangsUp => return Ok(None),
                        Mood::RefusesContent(answer) => answer,
                        _ => "250 2.0.0 Taken",
                    }
                }
                ("QUIT", _) => "221 Bye",
                _ => "250 2.0.0 OK",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }
}

async fn read_content<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let mut content = String::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        if line == ".\r\n" || line.is_empty() {
            return Ok(content);
        }
        content.push_str(&line);
    }
}
