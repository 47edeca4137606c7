//! A message of SNS.

use serde::Deserialize;

use crate::rejection::{Rejection, RejectionCode};

/// A message of SNS, as far as it is signed or needed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Message {
    #[serde(rename = "Type")]
    pub(super) kind: String,
    pub(super) message_id: String,
    pub(super) topic_arn: String,
    pub(super) message: String,
    pub(super) timestamp: String,
    pub(super) subject: Option<String>,
    pub(super) token: Option<String>,
    #[serde(rename = "SubscribeURL", alias = "SubscribeUrl")]
    pub(super) subscribe_url: Option<String>,
    pub(super) signature_version: String,
    pub(super) signature: String,
    /// AWS Lambda gets the second spelling.
    #[serde(rename = "SigningCertURL", alias = "SigningCertUrl")]
    pub(super) signing_cert_url: Option<String>,
}

impl Message {
    /// The body as a message. All of it must be JSON, what is not signed too: whoever reads it later reads all of it.
    pub(super) fn read(body: &[u8]) -> Result<Self, Rejection> {
        serde_json::from_slice(body).and_then(serde_json::from_value::<Self>).map_err(|_| {
            let detail = "The body is not a message of SNS: JSON with Type, MessageId, TopicArn, Message, Timestamp, \
                          SignatureVersion and Signature. If the subscription delivers raw messages, switch that off: \
                          raw messages are not signed.";
            Rejection::new(RejectionCode::MalformedBody, detail)
        })
    }

    /// Whether it asks for a confirmation: that somebody subscribes, or has ended a subscription.
    pub(super) fn asks_for_confirmation(&self) -> bool {
        matches!(self.kind.as_str(), "SubscriptionConfirmation" | "UnsubscribeConfirmation")
    }

    /// What is signed: chosen parts in the order of their names, each on two lines. What is not there is left out.
    pub(super) fn signed_text(&self) -> Result<String, Rejection> {
        let confirms = self.asks_for_confirmation();
        if !confirms && self.kind != "Notification" {
            let detail = "The message's Type is none that SNS signs: Notification, SubscriptionConfirmation or \
                          UnsubscribeConfirmation.";
            return Err(Rejection::new(RejectionCode::MalformedBody, detail));
        }
        let only_there = |there: bool, part: &Option<String>| part.clone().filter(|_| there);
        let parts = [
            ("Message", Some(self.message.clone())),
            ("MessageId", Some(self.message_id.clone())),
            ("Subject", only_there(!confirms, &self.subject)),
            ("SubscribeURL", only_there(confirms, &self.subscribe_url)),
            ("Timestamp", Some(self.timestamp.clone())),
            ("Token", only_there(confirms, &self.token)),
            ("TopicArn", Some(self.topic_arn.clone())),
            ("Type", Some(self.kind.clone())),
        ];
        Ok(parts
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}\n{}\n", value.as_deref()?)))
            .collect())
    }
}

/// Whether SNS is at this host, in some region.
pub(super) fn is_sns(host: &str) -> bool {
    let region = host.strip_prefix("sns.").and_then(|rest| {
        rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn"))
    });
    region.is_some_and(|region| {
        region.len() >= 3 && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}
