//! Which files of an organization are still needed here.

use std::collections::HashSet;

use blobs::{ContentHash, Files};
use db::{Db, Tx};
use kernel::{Result, Scope, TenantId};

/// Of these files those that a picture needs, as it arrived or in one of its sizes, or that an import came from.
pub async fn needed_files(tx: &mut Tx, hashes: &[ContentHash]) -> Result<HashSet<ContentHash>> {
    let sql = concat!(
        "SELECT file_hash FROM product_image_files WHERE tenant_id = $1 AND file_hash IN (",
        db::ids!(),
        ") UNION SELECT file_hash FROM product_imports WHERE tenant_id = $1 AND file_hash IN (",
        db::ids!(),
        ")"
    );
    let mut needed = HashSet::new();
    for hashes in hashes.chunks(db::IDS) {
        let query = (0..db::IDS).fold(tx.query(sql), |query, place| query.bind(hashes.get(place).copied()));
        let rows: Vec<(ContentHash,)> = query.fetch_all().await?;
        needed.extend(rows.into_iter().map(|(hash,)| hash));
    }
    Ok(needed)
}

/// Deletes those of these files that nothing needs any more, without waiting for the night: of a picture that somebody
/// took away nothing stays. After the transaction, because a file is rather kept too long than gone too early.
pub(crate) async fn sweep(db: &Db, files: &Files, tenant: TenantId, hashes: Vec<ContentHash>) -> Result<()> {
    let scope = Scope::system(tenant, "catalog.files");
    let needed = db.read(&scope, async |tx| needed_files(tx, &hashes).await).await?;
    for hash in hashes.iter().filter(|hash| !needed.contains(hash)) {
        files.blobs().delete(tenant, hash).await?;
    }
    Ok(())
}
