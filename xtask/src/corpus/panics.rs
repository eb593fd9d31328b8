//! A panic of the generator as a value.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, Once, PoisonError};

thread_local! {
    /// Whether this thread catches panics, and the last one that it had.
    static WATCHED: RefCell<Option<String>> = const { RefCell::new(None) };
    static IS_WATCHING: RefCell<bool> = const { RefCell::new(false) };
}

/// The last panic of a thread that the generator itself started, whose message does not travel with the panic.
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

static INSTALL: Once = Once::new();

/// Does the work, and gives the message and the place of the panic where it panics.
///
/// # Errors
///
/// Where the work panics.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    INSTALL.call_once(install);
    IS_WATCHING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    IS_WATCHING.set(false);
    done.map_err(|payload| {
        let own = WATCHED.take().unwrap_or_else(|| message(&*payload));
        if own.contains("a scoped thread panicked") {
            return ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or(own);
        }
        own
    })
}

/// The message of a panic that nobody catches is printed as ever.
fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if IS_WATCHING.with_borrow(|is| *is) {
            WATCHED.set(Some(described(info)));
        } else {
            *ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner) = Some(described(info));
            usual(info);
        }
    }));
}

fn described(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    format!("{}{place}", message(info.payload()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".to_owned())
}

#[cfg(test)]
mod tests {
    use crate::corpus::panics::caught;

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        assert_eq!(caught(|| 7), Ok(7));
        let fault = caught(|| -> u8 { panic!("no {}", "way") }).unwrap_err();
        assert!(fault.starts_with("no way (") && fault.contains("panics.rs:"), "{fault}");
        assert_eq!(caught(|| 8), Ok(8));
    }
}
