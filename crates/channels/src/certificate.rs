//! Certificates: whose they are, when they are valid, and whether they lead to an authority.

use std::time::Duration;

use kernel::Timestamp;
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_cert::Certificate as Parsed;
use x509_cert::der::{Decode, Encode};

use crate::pem;
use crate::public_key::{PublicKey, unusable};
use crate::rejection::{Rejection, RejectionCode};

/// A certificate.
#[derive(Debug, Clone)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    /// The common name of its subject.
    pub(crate) common_name: Option<String>,
    /// From when it is valid.
    not_before: Timestamp,
    /// Until when it is valid.
    not_after: Timestamp,
    /// The key that it vouches for.
    pub(crate) key: PublicKey,
}

impl Certificate {
    /// From DER.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, Rejection> {
        let damaged = |_| unusable("is in a certificate that cannot be read");
        let parsed = Parsed::from_der(der).map_err(damaged)?;
        let content = parsed.tbs_certificate();
        let key = content.subject_public_key_info().to_der().map_err(damaged)?;
        let name = content.subject().common_name().ok().flatten();
        let validity = content.validity();
        Ok(Self {
            der: der.to_vec(),
            common_name: name.map(|name| name.value().into_owned()),
            not_before: Timestamp::UNIX_EPOCH.plus(validity.not_before.to_unix_duration()),
            not_after: Timestamp::UNIX_EPOCH.plus(validity.not_after.to_unix_duration()),
            key: PublicKey::from_spki(&key)?,
        })
    }

    /// The certificates of a PEM text, the sender's own first.
    pub(crate) fn chain_from_pem(text: &[u8]) -> Result<Vec<Self>, Rejection> {
        let blocks = pem::blocks(text);
        let chain: Vec<_> = blocks
            .iter()
            .filter(|block| block.label == "CERTIFICATE")
            .map(|block| Self::from_der(&block.der))
            .collect::<Result<_, _>>()?;
        if chain.is_empty() {
            return Err(unusable("is missing: there is no PEM block -----BEGIN CERTIFICATE-----"));
        }
        Ok(chain)
    }

    /// The first certificate of a PEM text.
    pub(crate) fn from_pem(text: &[u8]) -> Result<Self, Rejection> {
        Self::chain_from_pem(text)?.into_iter().next().ok_or_else(|| unusable("is missing"))
    }

    /// Refuses a certificate that is not valid at this time.
    pub(crate) fn check_time(&self, at: Timestamp) -> Result<(), Rejection> {
        if at > self.not_after {
            let detail = format!(
                "The certificate was valid until {}, and the delivery came at {at}. An old delivery is judged at the \
                 time at which it came.",
                self.not_after
            );
            return Err(Rejection::new(RejectionCode::CertificateExpired, detail));
        }
        if at < self.not_before {
            let detail = format!(
                "The certificate is valid from {} on, and the delivery came at {at}: one of the clocks is wrong, or it \
                 is another certificate.",
                self.not_before
            );
            return Err(Rejection::new(RejectionCode::CertificateNotYetValid, detail));
        }
        Ok(())
    }

    /// Refuses a certificate that does not lead to one of the roots (DER; DigiCert's when there are none) at this time,
    /// with others of its chain between them.
    pub(crate) fn check_chain(
        &self,
        between: &[Self],
        roots: Option<&[Vec<u8>]>,
        at: Timestamp,
    ) -> Result<(), Rejection> {
        let own = CertificateDer::from(self.der.as_slice());
        let end = EndEntityCert::try_from(&own).map_err(|cause| not_trusted(&cause))?;
        let between: Vec<_> = between.iter().map(|one| CertificateDer::from(one.der.as_slice())).collect();
        let given: Vec<_> =
            roots.unwrap_or_default().iter().map(|root| CertificateDer::from(root.as_slice())).collect();
        let anchors: Vec<TrustAnchor<'_>> = match roots {
            Some(_) => given
                .iter()
                .map(anchor_from_trusted_cert)
                .collect::<Result<_, _>>()
                .map_err(|cause| not_trusted(&cause))?,
            None => digicert(),
        };
        let time = UnixTime::since_unix_epoch(Duration::from_millis(at.as_millis()));
        end.verify_for_usage(
            ALL_VERIFICATION_ALGS,
            &anchors,
            &between,
            time,
            KeyUsage::server_auth(),
            None,
            None,
        )
        .map(|_| ())
        .map_err(|cause| not_trusted(&cause))
    }
}

/// The roots of DigiCert, which PayPal's certificates come from.
fn digicert() -> Vec<TrustAnchor<'static>> {
    const NAME: &[u8] = b"DigiCert";
    let is_theirs =
        |anchor: &&TrustAnchor<'static>| anchor.subject.as_ref().windows(NAME.len()).any(|part| part == NAME);
    webpki_roots::TLS_SERVER_ROOTS.iter().filter(is_theirs).cloned().collect()
}

fn not_trusted(cause: &webpki::Error) -> Rejection {
    let detail = format!(
        "The certificate does not lead to an authority that the platform uses ({cause}). Do not believe the delivery; if \
         the platform has changed its authority, a newer version of Tradepost knows it."
    );
    Rejection::new(RejectionCode::CertificateNotTrusted, detail)
}

#[cfg(test)]
mod tests {
    use super::digicert;

    #[test]
    fn the_authority_of_paypal_is_among_the_roots() {
        let roots = digicert();
        assert!(roots.len() >= 3 && roots.len() < webpki_roots::TLS_SERVER_ROOTS.len());
        let name: &[u8] = b"DigiCert Global Root G2";
        assert!(roots.iter().any(|root| root.subject.as_ref().windows(name.len()).any(|part| part == name)));
    }
}
