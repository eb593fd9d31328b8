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

/// The panics of threads that the generator itself started. The message travels with the panic and the place does not:
/// the message finds it, whichever documents are generated at the same time.
static ELSEWHERE: Mutex<Vec<Panic>> = Mutex::new(Vec::new());

/// The message of a panic, and the same with its place.
struct Panic {
    message: String,
    described: String,
}

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
        WATCHED.take().unwrap_or_else(|| {
            let message = message(&*payload);
            let mut elsewhere = ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner);
            let found = elsewhere.iter().position(|panic| panic.message == message);
            found.map_or(message, |position| elsewhere.swap_remove(position).described)
        })
    })
}

/// The message of a panic that nobody catches is printed as ever.
fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if IS_WATCHING.with_borrow(|is| *is) {
            WATCHED.set(Some(described(info)));
        } else {
            let panic = Panic { message: message(info.payload()), described: described(info) };
            ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner).push(panic);
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
    use std::panic::resume_unwind;
    use std::thread;

    use crate::corpus::panics::caught;

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        assert_eq!(caught(|| 7), Ok(7));
        let fault = caught(|| -> u8 { panic!("no {}", "way") }).unwrap_err();
        assert!(fault.starts_with("no way (") && fault.contains("panics.rs:"), "{fault}");
        assert_eq!(caught(|| 8), Ok(8));
    }

    #[test]
    fn panics_of_threads_at_the_same_time_keep_their_messages() {
        let fault = |number: usize| {
            let inner = move || -> u8 { panic!("fault {number}") };
            let join =
                move || thread::scope(|scope| scope.spawn(inner).join().unwrap_or_else(|fault| resume_unwind(fault)));
            (number, caught(join).unwrap_err())
        };
        let faults: Vec<(usize, String)> = thread::scope(|scope| {
            let threads: Vec<_> = (0..16).map(|number| scope.spawn(move || fault(number))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        for (number, text) in faults {
            assert!(text.starts_with(&format!("fault {number} (")) && text.contains("panics.rs:"), "{text}");
        }
    }
}
