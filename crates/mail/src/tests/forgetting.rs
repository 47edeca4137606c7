use std::time::Duration;

use jobs::testing::Ran;

use super::house::{READER, config, on_both};
use crate::jobs::PruneMails;
use crate::{MailState, PasswordChanged, Template, VerifyEmail};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn mails_are_forgotten_after_their_time_unless_they_wait() {
    on_both(|house| async move {
        let old = house.send(READER, VerifyEmail::sample()).await;
        house.work(&config()).await;
        assert_eq!(house.mail(old).await.state, MailState::Outbox);
        house.clock.advance(DAY);
        let fresh = house.send(READER, PasswordChanged::sample()).await;
        house.work(&config()).await;
        let prune = async || {
            house.installation(async |tx| jobs::enqueue_for(tx, house.tenant, PruneMails {}).await).await;
            assert_eq!(house.work(&config()).await, Ran { done: 1, ..Ran::default() });
        };
        house.clock.advance(DAY * 89);
        prune().await;
        assert_eq!(house.count().await, 2, "ninety days are not over yet");
        house.clock.advance(Duration::from_secs(1));
        prune().await;
        assert_eq!((house.count().await, house.mail(fresh).await.state), (1, MailState::Outbox));

        // A mail that still waits to be sent is never forgotten, however long the server has been away.
        let queued = "UPDATE mails SET state = 'queued'";
        house.installation(async |tx| tx.global_query(queued).execute().await).await;
        house.clock.advance(DAY * 365);
        prune().await;
        assert_eq!(house.count().await, 1);
    })
    .await;
}

#[tokio::test]
async fn there_may_be_more_than_one_batch() {
    on_both(|house| async move {
        let first = house.send(READER, PasswordChanged::sample()).await;
        house.work(&config()).await;
        // One mail, many times over.
        let copy = "INSERT INTO mails (tenant_id, id, to_address, subject, template, category, locale, html, text,
                        headers, state, attempts, created_at)
                    SELECT tenant_id, $1, to_address, subject, template, category, locale, html, text, headers,
                        'sent', 1, created_at
                    FROM mails WHERE id = $2";
        house
            .installation(async |tx| {
                for _ in 0..1_100 {
                    let id: crate::MailId = tx.new_id();
                    tx.global_query(copy).bind(id).bind(first).execute().await?;
                }
                Ok(())
            })
            .await;
        house.clock.advance(DAY * 91);
        house.installation(async |tx| jobs::enqueue_for(tx, house.tenant, PruneMails {}).await).await;
        house.work(&config()).await;
        assert_eq!(house.count().await, 0);
    })
    .await;
}
