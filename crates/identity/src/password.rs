//! Passwords: argon2id with OWASP's parameters, off the async threads, and never more at once than the machine bears.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use kernel::{Env, Error, Result};
use serde::Serialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;

/// Longest password, characters. Longer ones only cost time.
const MAX_CHARS: usize = 200;
const MIN_CHARS: usize = 8;
/// Characters that zxcvbn looks at: its time grows with length, and beyond this nothing gets weaker.
const RATED_CHARS: usize = 100;
/// zxcvbn's scale is 0 to 4; 3 is "safely unguessable: moderate protection from an offline slow-hash scenario".
const MIN_SCORE: u8 = 3;
/// How long a sign-in may wait for its turn before it is told to come back.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// What a hash costs.
#[derive(Debug, Clone, Copy)]
pub struct PasswordCost {
    /// Memory, KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// 19 MiB and 2 passes: OWASP's password storage cheat sheet, 2024.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// Hashes and verifies. Cheap to clone; clones share the bound on concurrency.
#[derive(Clone)]
pub struct Passwords {
    argon2: Arc<Argon2<'static>>,
    turns: Arc<Semaphore>,
    /// Verified when there is no such user, so that the answer takes as long.
    decoy: Arc<str>,
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords").finish_non_exhaustive()
    }
}

impl Passwords {
    /// `concurrency` hashes run at once; the others wait their turn.
    pub fn new(cost: PasswordCost, concurrency: usize, env: &Env) -> Result<Self> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(internal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash_now(&argon2, b"decoy", env.bytes())?;
        Ok(Self {
            argon2: Arc::new(argon2),
            turns: Arc::new(Semaphore::new(concurrency.max(1))),
            decoy: decoy.into(),
        })
    }

    /// The hash of a new password, in PHC form.
    pub async fn hash(&self, env: &Env, password: String) -> Result<String> {
        let salt: [u8; 16] = env.bytes();
        self.in_turn(move |argon2| hash_now(argon2, password.as_bytes(), salt)).await
    }

    /// Whether `password` is the one behind `hash`. Without a hash it takes as long, and the answer is no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        let matches = self
            .in_turn(move |argon2| {
                let hash = PasswordHash::new(&hash).map_err(internal)?;
                Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(known && matches)
    }

    async fn in_turn<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Argon2<'static>) -> Result<T> + Send + 'static,
    {
        let busy = || Error::unavailable("busy", "Many people are signing in. Try again in a moment.");
        let turn = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.turns).acquire_owned());
        let turn = turn.await.map_err(|_| busy())?.map_err(|_| busy())?;
        let argon2 = Arc::clone(&self.argon2);
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work(&argon2);
            // The turn ends with the work, also when the caller has gone away meanwhile.
            drop(turn);
            outcome
        });
        done.await.map_err(Error::internal)?
    }
}

fn hash_now(argon2: &Argon2<'_>, password: &[u8], salt: [u8; 16]) -> Result<String> {
    let hash: PasswordHash = argon2.hash_password_with_salt(password, &salt).map_err(internal)?;
    Ok(hash.to_string())
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::internal(error.to_string())
}

/// How hard a password is to guess, by zxcvbn, which needs no network.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordStrength {
    /// 0, guessed at once, to 4, very hard.
    #[schema(minimum = 0, maximum = 4)]
    pub score: u8,
    /// Whether we take it.
    pub acceptable: bool,
    /// What makes it weak, in English.
    #[schema(required)]
    pub warning: Option<String>,
    /// What would make it stronger, in English.
    pub suggestions: Vec<String>,
}

/// Rates a password. `hints` are words that an attacker would try first: name, address, the product.
pub fn strength(password: &str, hints: &[&str]) -> PasswordStrength {
    let chars = password.chars().count();
    let rated: String = password.chars().take(RATED_CHARS).collect();
    let hints: Vec<String> = hints.iter().map(|hint| hint.chars().take(RATED_CHARS).collect()).collect();
    let mut words: Vec<&str> = hints.iter().flat_map(|hint| hint.split([' ', '@', '.', '-', '_'])).collect();
    words.extend(hints.iter().map(String::as_str));
    words.push("tradepost");
    let entropy = zxcvbn::zxcvbn(&rated, &words);
    let score = u8::from(entropy.score());
    let feedback = entropy.feedback();
    PasswordStrength {
        score,
        acceptable: score >= MIN_SCORE && (MIN_CHARS..=MAX_CHARS).contains(&chars),
        warning: feedback.and_then(zxcvbn::feedback::Feedback::warning).map(|warning| warning.to_string()),
        suggestions: feedback
            .map_or_else(Vec::new, |f| f.suggestions().iter().map(ToString::to_string).collect()),
    }
}

/// Refuses a password that is too short, too long or too easy to guess.
pub fn check(field: &'static str, password: &str, hints: &[&str]) -> Result<()> {
    let chars = password.chars().count();
    if chars < MIN_CHARS {
        return Err(Error::invalid(field, "too_short", format!("Use at least {MIN_CHARS} characters.")));
    }
    if chars > MAX_CHARS {
        return Err(Error::invalid(field, "too_long", format!("Use at most {MAX_CHARS} characters.")));
    }
    let strength = strength(password, hints);
    if strength.acceptable {
        return Ok(());
    }
    let reason = strength.warning.unwrap_or_else(|| "This password is easy to guess.".to_owned());
    let way_out =
        strength.suggestions.first().cloned().unwrap_or_else(|| "Add another word or two.".to_owned());
    Err(Error::invalid(field, "too_weak", format!("{reason} {way_out}")))
}

#[cfg(test)]
mod tests;
