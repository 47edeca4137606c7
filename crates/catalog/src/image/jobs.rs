//! Making a picture ready to be shown.

use std::num::NonZero;
use std::sync::LazyLock;

use ::jobs::{Failure, Job, JobCtx, Queue};
use blobs::{Blobs, Files};
use bytes::Bytes;
use kernel::{Error, ErrorKind, Json, Result, TenantId};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{ImageId, ImageState, Rendition, run, sizes, store};
use crate::files::sweep;

/// Half of the processors at most make sizes, so that a thousand pictures at once leave room for whoever wants an answer.
static WORKBENCHES: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    Semaphore::new((processors / 2).max(1))
});

/// Makes the sizes of a picture that arrived.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PrepareImage {
    pub(crate) image: ImageId,
}

impl Job for PrepareImage {
    const NAME: &'static str = "catalog.prepare_image";
    const QUEUE: Queue = Queue::Default;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let files = ctx.state::<Files>()?;
        let found = ctx.read(async |tx| store::find(tx, self.image).await).await?;
        // Deleted meanwhile, or done already.
        let Some(image) = found.filter(|image| image.state == ImageState::Pending) else { return Ok(()) };
        let Some(arrived) = image.file_hash else { return Ok(()) };
        let content = files.blobs().get(ctx.tenant(), &arrived).await?;
        let place = WORKBENCHES.acquire().await.map_err(Error::internal)?;
        let made = run(move || sizes::make(&content)).await;
        drop(place);
        let made = match made {
            Ok(made) => made,
            Err(error) if error.kind() == ErrorKind::Invalid => {
                ctx.write(async |tx| store::fail(tx, self.image, error.detail().to_owned()).await).await?;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let whole = put(files.blobs(), ctx.tenant(), made.0).await?;
        let mut renditions = Vec::with_capacity(made.1.len());
        for size in made.1 {
            renditions.push(put(files.blobs(), ctx.tenant(), size).await?);
        }
        let kept = ctx
            .write(async |tx| store::finish(tx, self.image, arrived, &whole, Json(renditions.clone())).await)
            .await?;
        // The file as it arrived says where it was taken. When nobody wants the picture any more, nothing of it stays.
        let mut left = vec![arrived];
        if !kept {
            left.push(whole.hash);
            left.extend(renditions.iter().map(|size| size.hash));
        }
        sweep(ctx.db(), files, ctx.tenant(), left).await?;
        Ok(())
    }
}

async fn put(blobs: &Blobs, tenant: TenantId, made: sizes::Made) -> Result<Rendition> {
    let (width_px, height_px) = (made.width_px, made.height_px);
    let blob = blobs.put(tenant, Bytes::from(made.content)).await?;
    Ok(Rendition { width_px, height_px, media_type: blob.media_type, hash: blob.hash })
}
