//! Spans and events for `tracing`. Without the feature `tracing`, twins of the same names that do nothing.
//!
//! What is recorded names the operation and never its values: no URL, no header and no body.

pub(crate) use crate::runtime::trace::switch::{attempt, call, pause};

#[cfg(feature = "tracing")]
mod switch {
    use std::time::{Duration, Instant};

    use tracing::{Instrument as _, debug, debug_span};

    use crate::runtime::call::Outcome;
    use crate::runtime::operation::OperationMetadata;

    /// Puts a call into a span of its own.
    pub(crate) fn call<F: Future>(metadata: &OperationMetadata, future: F) -> impl Future<Output = F::Output> {
        let OperationMetadata { id, method, path, .. } = metadata;
        future.instrument(debug_span!("call", operation = *id, %method, path = *path))
    }

    /// Starts to measure an attempt. What it gives is called with the outcome.
    pub(crate) fn attempt(number: u32) -> impl FnOnce(&Outcome) {
        let started = Instant::now();
        move |outcome| {
            let elapsed = started.elapsed();
            match outcome {
                Ok(received) => {
                    let (status, request_id) = (received.status().as_u16(), received.head().request_id());
                    debug!(attempt = number, status, request_id, ?elapsed, "answered");
                }
                Err(failure) => debug!(attempt = number, error = %failure, ?elapsed, "failed"),
            }
        }
    }

    /// Says that the request will be sent again.
    pub(crate) fn pause(pause: Duration) {
        debug!(?pause, "will try again");
    }
}

#[cfg(not(feature = "tracing"))]
mod switch {
    use std::time::Duration;

    use crate::runtime::call::Outcome;
    use crate::runtime::operation::OperationMetadata;

    pub(crate) fn call<F>(_: &OperationMetadata, future: F) -> F {
        future
    }

    pub(crate) fn attempt(_: u32) -> impl FnOnce(&Outcome) {
        |_| ()
    }

    pub(crate) fn pause(_: Duration) {}
}
