//! TLS for everything that connects outwards: rustls with ring, trusting Mozilla's root certificates.

use std::sync::Arc;

use kernel::{Error, Result};
use rustls::{ClientConfig, RootCertStore};

/// The TLS settings of outgoing connections. The roots are compiled in, so a container without certificates works too.
pub fn tls_config() -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
