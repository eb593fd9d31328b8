//! Work on all cores whose result does not show that it was done on several.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What becomes of each item, in the order of the items. Each thread takes the next item that no other has taken.
pub fn map<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let take = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            let result = work(item);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        take();
        for other in others {
            // A fault keeps its own message, which the scope would not tell.
            other.join().unwrap_or_else(|fault| resume_unwind(fault));
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What two pieces of work give that need nothing of each other.
pub fn both<L, R: Send>(left: impl FnOnce() -> L, right: impl FnOnce() -> R + Send) -> (L, R) {
    thread::scope(|scope| {
        let right = scope.spawn(right);
        let left = left();
        (left, right.join().unwrap_or_else(|fault| resume_unwind(fault)))
    })
}
