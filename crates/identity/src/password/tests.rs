use kernel::{Env, ErrorKind};
use proptest::prelude::*;

use super::{PasswordCost, Passwords, check, strength};

const CHEAP: PasswordCost = PasswordCost { memory_kib: 16, passes: 1 };

fn passwords() -> Passwords {
    Passwords::new(CHEAP, 1, &Env::system()).unwrap()
}

#[tokio::test]
async fn a_hash_knows_its_password_and_no_other() {
    let (env, passwords) = (Env::system(), passwords());
    let hash = passwords.hash(&env, "one".to_owned()).await.unwrap();
    let other = passwords.hash(&env, "one".to_owned()).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=16,t=1,p=1$") && hash != other, "{hash}");
    assert!(passwords.verify("one".to_owned(), Some(hash.clone())).await.unwrap());
    assert!(!passwords.verify("two".to_owned(), Some(hash)).await.unwrap());
    assert!(passwords.verify("one".to_owned(), Some("not a hash".to_owned())).await.is_err());
}

/// Where there is no user, a hash of the same cost is verified: the answer takes as long, and waits its turn as long.
#[tokio::test]
async fn without_a_hash_a_decoy_of_the_same_cost_is_verified() {
    let (env, mut passwords) = (Env::system(), passwords());
    let hash = passwords.hash(&env, "one".to_owned()).await.unwrap();
    let cost = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
    assert_eq!(cost(&passwords.decoy), cost(&hash));
    // Even the decoy's own password opens nothing.
    assert!(!passwords.verify("decoy".to_owned(), None).await.unwrap());
    // It takes a turn like any other.
    let turn = passwords.turns.clone().acquire_owned().await.unwrap();
    let waiting = tokio::spawn({
        let passwords = passwords.clone();
        async move { passwords.verify("one".to_owned(), None).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    drop(turn);
    assert!(!waiting.await.unwrap().unwrap());
    // And it is the decoy that is hashed: a broken one is noticed.
    passwords.decoy = "not a hash".into();
    assert!(passwords.verify("one".to_owned(), None).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn who_waits_too_long_is_told_to_come_back() {
    let passwords = passwords();
    let _turn = passwords.turns.clone().acquire_owned().await.unwrap();
    let error = passwords.verify("one".to_owned(), None).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "busy"));
}

#[test]
fn what_an_attacker_tries_first_is_weak() {
    let code = |password: &str, hints: &[&str]| {
        check("password", password, hints).map_err(|error| error.fields()[0].code)
    };
    assert_eq!(code("short", &[]), Err("too_short"));
    assert_eq!(code(&"long ".repeat(50), &[]), Err("too_long"));
    assert_eq!(code("password123", &[]), Err("too_weak"));
    assert_eq!(code("tradepost1", &[]), Err("too_weak"));
    assert_eq!(code("correct horse battery staple", &[]), Ok(()));
    assert!(
        strength("wilhelmina.vanderberg", &[]).score
            > strength("wilhelmina.vanderberg", &["wilhelmina.vanderberg@example.com"]).score
    );
    // Counted in characters, not in bytes.
    assert_eq!(code(&"ñandú ".repeat(33), &[]).err(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_text_can_be_rated(password in ".{0,250}") {
        let acceptable = check("password", &password, &["ada@example.com"]).is_ok();
        let rated = strength(&password, &["ada@example.com"]);
        prop_assert!(rated.score <= 4);
        prop_assert_eq!(acceptable, rated.acceptable);
    }
}
