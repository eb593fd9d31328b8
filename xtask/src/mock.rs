//! `cargo xtask mock`: a server on this machine that answers the operations of a document from its examples.
//!
//! Everything is worked out from the document when the server starts; a request is then only a look-up.

mod answers;
mod command;
mod credentials;
mod examples;
mod routes;
mod service;
mod values;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::Request as HttpRequest;
use codegen::config::Config;
use codegen::diag::Diagnostic;
use codegen::source::{FileId, Source};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use command::{DEFAULT_PORT, Request, run};

use crate::failure::Failure;
use crate::generate::document_failure;
use service::Service;

/// A mock server that runs, until it is dropped.
#[derive(Debug)]
pub struct Mock {
    address: SocketAddr,
    base_path: String,
    /// The variables of the environment that make the generated client talk to it.
    environment: Vec<(String, String)>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Mock {
    /// Starts a server for a document on the loopback interface, within the current tokio runtime, and logs nothing.
    ///
    /// Port 0 takes any that is free.
    ///
    /// # Errors
    ///
    /// Where the document is at fault, or the port is taken.
    pub async fn start(source: &Source, document: FileId, config: &Config, port: u16) -> Result<Self, Failure> {
        Self::start_with_log(source, document, config, port, |_| {}).await
    }

    /// As [`Mock::start`]; `log` gets a line for each request, without the credential.
    ///
    /// # Errors
    ///
    /// As [`Mock::start`].
    pub async fn start_with_log(
        source: &Source,
        document: FileId,
        config: &Config,
        port: u16,
        log: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<Self, Failure> {
        let (api, mut diagnostics) = codegen::read(source, document);
        // Warnings tell what the generator leaves out of a client, which is no matter of a server.
        diagnostics.retain(Diagnostic::is_error);
        let Some(api) = api.filter(|_| diagnostics.is_empty()) else {
            return Err(document_failure(source, diagnostics, "the mock is not started"));
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let failed = |reason| Failure::Listen { address: address.to_string(), reason };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;

        let base_path = answers::base_path(&api);
        let base_url = format!("http://{address}{base_path}");
        let environment = credentials::environment(&api, config, base_url);
        let service = Arc::new(Service::new(source, &api));
        let log = Arc::new(log);
        let router = Router::new().fallback(move |request: HttpRequest| {
            let (service, log) = (Arc::clone(&service), Arc::clone(&log));
            async move { service.respond(request, &*log).await }
        });
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, base_path, environment, server })
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for a client: the address, and the path of the document's first server.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.base_path)
    }

    /// The variables of the environment, with their values, that make the generated client talk to this server.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// Waits for the server to end by itself, which it does only where the system takes its port away.
    ///
    /// # Errors
    ///
    /// With what the system says.
    pub async fn ended(&mut self) -> Result<(), Failure> {
        let ended = (&mut self.server).await;
        ended.unwrap_or_else(|error| Err(std::io::Error::other(error))).map_err(|reason| Failure::Serve { reason })
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.server.abort();
    }
}
