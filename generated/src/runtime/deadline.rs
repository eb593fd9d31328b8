//! The time limit of a call.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::runtime::transport::Transport;

/// The time limit of a call, from the moment it begins.
pub(crate) struct Deadline {
    started: Instant,
    limit: Duration,
}

/// The time limit passed.
#[derive(Debug)]
pub(crate) struct Elapsed;

impl Deadline {
    pub(crate) fn start(limit: Duration) -> Self {
        Self { started: Instant::now(), limit }
    }

    pub(crate) fn limit(&self) -> Duration {
        self.limit
    }

    /// The time that is left.
    pub(crate) fn remaining(&self) -> Duration {
        self.limit.saturating_sub(self.started.elapsed())
    }

    /// Does some work of the call, and gives up on it when the time limit passes.
    pub(crate) async fn bound<F: Future>(&self, transport: &dyn Transport, work: F) -> Result<F::Output, Elapsed> {
        let mut work = pin!(work);
        // The timer is made when there is something to wait for, so a fake that answers at once never sees it.
        let mut timer = None;
        poll_fn(|context| {
            if let Poll::Ready(output) = work.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            let timer = timer.get_or_insert_with(|| transport.sleep(self.remaining()));
            timer.as_mut().poll(context).map(|()| Err(Elapsed))
        })
        .await
    }
}
