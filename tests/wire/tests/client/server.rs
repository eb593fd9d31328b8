//! A server that follows a script: it writes down every request as it arrives, and answers with the bytes it is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// One answer of the script. The server closes the connection behind it, so that each request has a connection of its
/// own.
#[derive(Clone, Debug, Default)]
pub struct Answer(Vec<Step>);

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<u8>),
    Wait(Duration),
}

impl Answer {
    /// An answer with a body, and with the headers that belong to it.
    pub fn new(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = format!("content-length: {}", body.len());
        let all = headers.iter().copied().chain([length.as_str(), "connection: close"]);
        let head: String = all.fold(format!("HTTP/1.1 {status}\r\n"), |head, header| head + header + "\r\n");
        Self::default().send([head.as_bytes(), b"\r\n", body].concat())
    }

    /// A success with a body of JSON.
    pub fn json(body: impl AsRef<[u8]>) -> Self {
        Self::new("200 OK", &["content-type: application/json"], body)
    }

    /// Sends bytes as they are.
    pub fn send(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push(Step::Send(bytes.into()));
        self
    }

    /// Waits before what follows.
    pub fn wait(mut self, duration: Duration) -> Self {
        self.0.push(Step::Wait(duration));
        self
    }

    /// The same answer less its last bytes.
    pub fn cut(mut self, bytes: usize) -> Self {
        if let Some(Step::Send(sent)) = self.0.last_mut() {
            sent.truncate(sent.len() - bytes);
        }
        self
    }
}

/// A server on a port of its own. It takes connections until the test ends, also beyond its script, and then hangs up
/// on them.
#[derive(Debug)]
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server with its script: one answer per request.
    pub async fn start(script: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let port = listener.local_addr().expect("the listener is bound").port();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let script: Vec<_> = script.into_iter().collect();
        tokio::spawn(serve(listener, script, Arc::clone(&requests)));
        Self { port, requests }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A URL of this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// All requests until now, as they arrived, with `PORT` for the port.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("no test panics while it holds this");
        requests.iter().map(|request| request.replace(&format!(":{}", self.port), ":PORT")).collect()
    }

    /// The first lines of all requests until now.
    pub fn request_lines(&self) -> Vec<String> {
        let first = |request: String| request.lines().next().unwrap_or_default().to_owned();
        self.requests().into_iter().map(first).collect()
    }

    /// The request of a test that makes one.
    pub fn only_request(&self) -> String {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

async fn serve(listener: TcpListener, script: Vec<Answer>, requests: Arc<Mutex<Vec<String>>>) {
    let mut script = script.into_iter();
    while let Ok((mut stream, _)) = listener.accept().await {
        // A connection counts even if no request comes over it.
        let index = {
            let mut requests = requests.lock().expect("no test panics while it holds this");
            requests.push(String::new());
            requests.len() - 1
        };
        let request = read_request(&mut stream).await;
        requests.lock().expect("no test panics while it holds this")[index] = request;
        // Each connection has a task of its own: a client that gave up on a slow answer may be back before it ends.
        tokio::spawn(answer(stream, script.next().unwrap_or_default()));
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // No operation of the document has a body, so a request ends where its head does.
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut bytes).await.unwrap_or_default() == 0 {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn answer(mut stream: TcpStream, Answer(steps): Answer) {
    for step in steps {
        match step {
            // A client that has seen enough hangs up; that is what some tests are about.
            Step::Send(bytes) => drop(stream.write_all(&bytes).await),
            Step::Wait(duration) => tokio::time::sleep(duration).await,
        }
    }
    let _ = stream.shutdown().await;
    // What the client still sends is read, for else the system may take back what was written last.
    let mut rest = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.read_to_end(&mut rest)).await;
}
