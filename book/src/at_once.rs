//! Work that is mostly waiting: some of it is done at once, and its results come in order all the same.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `act` with each of `items`, with up to `workers` of them at once. Hands each result to `take` as soon as those
/// before it are there: the order is that of `items`.
///
/// # Errors
/// The first of `take`. No further item is begun then; what has been begun is ended.
pub(crate) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    workers: usize,
    act: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let (results, done) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (results, act, next) = (results.clone(), &act, &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else { break };
                    // Nobody receives it after an error.
                    let _ = results.send((number, act(item)));
                }
            });
        }
        drop(results); // so that `done` ends with the workers
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (number, result) in done {
            early.insert(number, result);
            while let Some(result) = early.remove(&wanted) {
                wanted += 1;
                if let Err(error) = take(result) {
                    next.store(items.len(), Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_results_come_in_order() {
        let items: Vec<u64> = (0..50).collect();
        let mut taken = Vec::new();
        // The first of each three takes longest.
        let act = |item: &u64| {
            thread::sleep(Duration::from_millis(if item % 3 == 0 { 3 } else { 0 }));
            *item
        };
        in_order(&items, 3, act, |item| -> Result<(), ()> {
            taken.push(item);
            Ok(())
        })
        .unwrap();
        assert_eq!(taken, items);
    }

    #[test]
    fn as_many_as_there_are_workers_are_done_at_once() {
        let barrier = Barrier::new(3);
        // Alone, one of them would wait for ever.
        in_order(&[(); 6], 3, |()| barrier.wait(), |_| -> Result<(), ()> { Ok(()) }).unwrap();
    }

    #[test]
    fn an_error_ends_it() {
        let begun = AtomicUsize::new(0);
        let act = |item: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            *item
        };
        let items: Vec<usize> = (0..100_000).collect();
        let ended = in_order(&items, 2, act, |item| if item < 5 { Ok(()) } else { Err(item) });
        assert_eq!(ended, Err(5));
        assert!(begun.load(Ordering::Relaxed) >= 6);
    }
}
