//! How long to wait before the next attempt.

use std::time::Duration;

use kernel::Env;

const BASE: Duration = Duration::from_secs(5);
const CAP: Duration = Duration::from_secs(3600);

/// Exponential with full jitter: a random part of 5 s, 10 s, 20 s … for the first, second, third … failure, never more
/// than an hour. The jitter keeps jobs that failed together from coming back together.
pub(crate) fn pause(env: &Env, attempt: i64) -> Duration {
    longest(attempt).mul_f64(env.fraction())
}

fn longest(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1).clamp(0, 31)).unwrap_or(31);
    BASE.saturating_mul(1_u32 << doublings).min(CAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_an_hour() {
        let seconds = [1, 2, 3, 9, 10, 11, 100, i64::MAX, 0].map(|attempt| longest(attempt).as_secs());
        assert_eq!(seconds, [5, 10, 20, 1280, 2560, 3600, 3600, 3600, 5]);
        let env = Env::system();
        for attempt in 1..40 {
            assert!(pause(&env, attempt) <= longest(attempt));
        }
    }
}
