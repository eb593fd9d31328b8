//! When a request is sent again, and how long after.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::error::{TransportError, TransportErrorKind};
use crate::runtime::response::{header, header_text};

/// The pause before the first repetition. Each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that is chosen without the server.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
/// The longest pause that a server is granted. When it asks for more, the caller gets the error, and decides.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Whether an answer says that the same request may be answered differently later: the server was too slow (408) or too
/// busy (429), or failed (5xx, less 501 and 505, which say that it never will). `x-should-retry` overrules the status.
pub(crate) fn is_temporary(status: StatusCode, headers: &HeaderMap) -> bool {
    match header_text(headers, "x-should-retry") {
        Some("true") => !status.is_success(),
        Some("false") => false,
        _ => match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => false,
            status => status.is_server_error(),
        },
    }
}

/// Whether a request that failed on the way may be sent again.
///
/// One whose method is idempotent always may. Any other may too as long as no answer had begun, although the server may
/// have acted on it: so do the API's official clients, and a caller who must not risk it sets `max_retries(0)`. Once an
/// answer has begun, the server has acted, and only idempotent requests are repeated.
pub(crate) fn may_repeat(method: &Method, error: &TransportError) -> bool {
    error.is_retryable() && (method.is_idempotent() || error.kind() != TransportErrorKind::Body)
}

/// The pause before repetition number `retry`, counted from zero. `None`: the server asks for too long a pause.
pub(crate) fn pause(retry: u32, retry_after: Option<Duration>) -> Option<Duration> {
    match retry_after {
        Some(asked) if asked > LONGEST_RETRY_AFTER => None,
        Some(asked) if !asked.is_zero() => Some(asked),
        _ => {
            let pause = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(retry)).min(LONGEST_PAUSE);
            // Up to a quarter less, so that clients which failed together do not come back together.
            Some(pause.mul_f64(1.0 - fastrand::f64() / 4.0))
        }
    }
}

/// How long the server asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    if let Some(milliseconds) = header::<f64>(headers, "retry-after-ms") {
        return duration(milliseconds / 1000.0);
    }
    if let Some(seconds) = header::<f64>(headers, "retry-after") {
        return duration(seconds);
    }
    let date = httpdate::parse_http_date(header_text(headers, "retry-after")?.trim()).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

/// A duration from what a server wrote: what is no duration is none, and what is too long is as long as can be.
fn duration(seconds: f64) -> Option<Duration> {
    (seconds >= 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}
