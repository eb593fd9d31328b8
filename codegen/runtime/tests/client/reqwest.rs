//! The default transport against real sockets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use codegen_runtime::runtime::{ClientBuilder, Core, ReqwestTransport, TransportErrorKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Error, KEY, MODEL, builder, create, retrieve};

/// What the server does on a connection, after it has read a request.
#[derive(Clone)]
enum Act {
    /// Writes these bytes, and closes.
    Write(Vec<u8>),
    /// Writes these bytes, and leaves the connection open.
    WriteAndHold(Vec<u8>),
}

/// A server that does one thing per connection, and writes down the requests.
struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let acts: Vec<_> = acts.into_iter().collect();
        let seen = requests.clone();
        tokio::spawn(async move {
            let mut held = Vec::new();
            for act in acts {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read_request(&mut stream).await;
                seen.lock().unwrap().push(request);
                match act {
                    Act::Write(bytes) => {
                        // The client may hang up before it has read all, as it does beyond its limit.
                        let _ = stream.write_all(&bytes).await;
                        let _ = stream.shutdown().await;
                    }
                    Act::WriteAndHold(bytes) => {
                        stream.write_all(&bytes).await.unwrap();
                        held.push(stream);
                    }
                }
            }
            std::future::pending::<()>().await;
        });
        Self { address, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// A builder for a client of this server. Its time limit is long, and there so that a wrong client fails and does
    /// not hang.
    fn builder(&self) -> ClientBuilder<Core> {
        let limit = Duration::from_secs(20);
        builder().base_url(format!("{}/v1", self.address)).timeout(limit).max_retries(0)
    }

    fn client(&self) -> Core {
        self.builder().credential(0, KEY.into()).build().unwrap()
    }
}

/// Reads a head, and a body if one is announced.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text.into_owned();
            }
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the request broke off");
    }
}

fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut text = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    [text.as_bytes(), body].concat()
}

fn redirect(status: &str, to: &str) -> Act {
    Act::Write(answer(status, &[&format!("location: {to}")], ""))
}

fn fine() -> Act {
    Act::Write(answer("200 OK", &["content-type: application/json"], MODEL))
}

#[tokio::test]
async fn a_call_goes_over_the_wire() {
    let server = Server::start([fine(), fine()]).await;
    let core = server.client();
    assert_eq!(retrieve(&core, "a/b %2e").await.unwrap().id, "m");
    assert_eq!(create(&core).await.unwrap().id, "m");
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /v1/models/a%2Fb%20%252e HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].contains(&format!("authorization: Bearer {KEY}\r\n")), "{}", requests[0]);
    assert!(requests[0].contains("user-agent: example/1.0\r\n"), "{}", requests[0]);
    assert_eq!(requests[0].contains("accept-encoding: gzip"), cfg!(feature = "gzip"), "{}", requests[0]);
    assert!(requests[1].starts_with("POST /v1/models HTTP/1.1\r\n"), "{}", requests[1]);
    assert!(requests[1].contains("content-length: 35\r\n"), "{}", requests[1]);
    assert!(requests[1].ends_with(r#"{"name":"n","trace":null,"tags":[]}"#), "{}", requests[1]);
}

#[tokio::test]
async fn a_redirect_to_the_same_server_is_followed_unchanged() {
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let server = Server::start([redirect(status, "/v2/m"), fine()]).await;
        retrieve(&server.client(), "m").await.unwrap();
        let requests = server.requests();
        assert!(requests[1].starts_with("GET /v2/m HTTP/1.1"), "{}", requests[1]);
        assert!(requests[1].contains(KEY));
    }
    let server = Server::start([redirect("307 Temporary Redirect", "models/"), fine()]).await;
    create(&server.client()).await.unwrap();
    assert!(server.requests()[1].starts_with("POST /v1/models/ HTTP/1.1"));
    assert!(server.requests()[1].ends_with(r#"{"name":"n","trace":null,"tags":[]}"#));
}

#[tokio::test]
async fn a_redirect_that_would_change_the_request_is_the_answer() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other"] {
        let server = Server::start([redirect(status, "/v2/m")]).await;
        let error = create(&server.client()).await.unwrap_err();
        assert!(error.to_string().contains("redirects to /v2/m, which was not followed"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_server_takes_no_credential_there() {
    let other = Server::start([fine()]).await;
    let port = other.address.rsplit(':').next().unwrap();
    for target in [
        format!("{}/v1/models/m", other.address),
        format!("http://localhost:{port}/v1/models/m"),
        format!("//127.0.0.1:{port}/v1/models/m"),
    ] {
        let server = Server::start([redirect("307 Temporary Redirect", &target)]).await;
        let core = server.builder().credential(0, KEY.into()).header("x-gateway-key", KEY).build().unwrap();
        let error = retrieve(&core, "m").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 307);
        assert!(error.to_string().contains(port), "{error}");
        assert!(other.requests().is_empty());
    }
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let server = Server::start(vec![redirect("302 Found", "/v1/models/m"); 20]).await;
    let error = retrieve(&server.client(), "m").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error_of_the_transport() {
    let whole = answer("200 OK", &[], MODEL);
    let cut = || Act::Write(whole[..whole.len() - 5].to_vec());
    let server = Server::start([cut(), fine(), cut(), Act::Write(Vec::new())]).await;
    let core = server.client();
    retrieve(&core, "m").max_retries(1).await.unwrap();

    let error = create(&core).max_retries(1).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Body, "{error:?}");

    let error = retrieve(&core, "m").query("key", KEY).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Interrupted, "{error:?}");
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_to_be() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let core = builder().base_url(address).credential(0, KEY.into()).max_retries(0).build().unwrap();
    let error = retrieve(&core, "m").query("key", KEY).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Connect);
    assert!(error.to_string().starts_with("cannot connect to the server: "), "{error}");
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn the_time_limit_holds_for_the_head_and_for_the_body() {
    let limit = Duration::from_millis(200);
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec();
    for bytes in [Vec::new(), head] {
        let server = Server::start([Act::WriteAndHold(bytes)]).await;
        let error = retrieve(&server.client(), "m").timeout(limit).await.unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    }
    let server = Server::start([fine()]).await;
    retrieve(&server.client(), "m").timeout(Duration::MAX).await.unwrap();
}

#[tokio::test]
async fn a_large_body_is_refused_whether_its_length_is_announced_or_not() {
    let garbage = vec![b'x'; 3_000_000];
    let announced = answer("200 OK", &[], &garbage);
    let unannounced = [b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", garbage.as_slice()].concat();
    let failed = answer("500 Internal Server Error", &[], &garbage);
    let server = Server::start([announced, unannounced, failed].map(Act::Write)).await;
    let core = server.builder().max_body_bytes(1000).build().unwrap();
    for _ in 0..2 {
        let error = retrieve(&core, "m").await.unwrap_err();
        assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    }
    let error = retrieve(&core, "m").await.unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.raw_body().len()), (500, 1000));
}

/// `MODEL` as gzip writes it when it does not compress: a header, one stored block, checksum and length.
fn gzipped(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let mut crc = u32::MAX;
    for byte in text.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(text.bytes());
    bytes.extend((!crc).to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

#[tokio::test]
async fn a_compressed_answer_is_read_or_named() {
    let compressed = answer("200 OK", &["content-encoding: gzip"], gzipped(MODEL));
    let server = Server::start([compressed.clone(), compressed].map(Act::Write)).await;
    let result = retrieve(&server.client(), "m").await;
    if cfg!(feature = "gzip") {
        assert_eq!(result.unwrap().id, "m");
        // The limit counts what comes out, which here is less than what came in.
        let core = server.builder().max_body_bytes(MODEL.len()).build().unwrap();
        assert_eq!(retrieve(&core, "m").await.unwrap().id, "m");
    } else {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.to_string().contains("enable this crate's feature `gzip`"), "{error}");
    }
}

#[tokio::test]
async fn a_client_of_ones_own_can_be_the_transport() {
    let server = Server::start([fine()]).await;
    let own = reqwest::Client::builder().no_proxy().build().unwrap();
    let core = server.builder().transport(ReqwestTransport::from(own)).build().unwrap();
    retrieve(&core, "m").await.unwrap();
}

#[tokio::test]
async fn a_body_that_is_announced_as_too_large_is_not_waited_for() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n".to_vec();
    let server = Server::start([Act::WriteAndHold(head)]).await;
    let core = server.builder().max_body_bytes(1000).build().unwrap();
    let error = retrieve(&core, "m").await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}
