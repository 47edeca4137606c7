//! Pictures that are linked to and have to be fetched: from the shop that a file of products came from.

use ::jobs::{Failure, Job, JobCtx, NewJob, Queue};
use blobs::{Blob, Files};
use db::{Tx, bulk};
use httpclient::{Client, Request};
use kernel::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use super::{FILE_MAX, IMAGES_MAX, ImageId, PrepareImage, check_alt_text, store};
use crate::product::ProductId;

const URL_MAX: usize = 2_000;

/// A picture at an address, that was checked.
#[derive(Debug)]
pub(crate) struct Link {
    url: String,
    alt_text: String,
}

impl Link {
    /// Refuses what is no address of a picture. `index` is its place among the product's.
    pub(crate) fn new(index: usize, url: &str, alt_text: &str) -> Result<Self> {
        let is_address = url.starts_with("https://") || url.starts_with("http://");
        if !is_address || url.len() > URL_MAX || Request::get(url).is_err() {
            let message =
                "This is no address of a picture. It begins with https:// and ends with the picture.";
            return Err(Error::invalid(format!("images.{index}.url"), "invalid", message));
        }
        Ok(Self { url: url.to_owned(), alt_text: check_alt_text(alt_text)? })
    }
}

/// Gives products that have no pictures yet these, in their order. A job fetches each, and another makes its sizes.
pub(crate) async fn link(tx: &mut Tx, products: Vec<(ProductId, Vec<Link>)>) -> Result<()> {
    let since = tx.now();
    let mut linked = Vec::new();
    for (product, links) in products {
        for (position, Link { url, alt_text }) in (0..).zip(links) {
            linked.push(store::Linked { id: tx.new_id(), product, position, alt_text, url, since });
        }
    }
    let fetch: Vec<FetchImage> = linked.iter().map(|linked| FetchImage { image: linked.id }).collect();
    bulk::insert(tx, linked).await?;
    ::jobs::enqueue_many(tx, fetch).await
}

/// Gives a product its first pictures, by their addresses and what they show; answers whether it had none yet. An address
/// that is none is left out: it is no reason to refuse the product.
pub async fn link_first<'a>(
    tx: &mut Tx,
    product: ProductId,
    pictures: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<bool> {
    if !store::of_product(tx, product).await?.is_empty() {
        return Ok(false);
    }
    let links: Vec<Link> = pictures
        .enumerate()
        .filter_map(|(index, (url, alt_text))| Link::new(index, url, alt_text).ok())
        .take(IMAGES_MAX)
        .collect();
    let any = !links.is_empty();
    link(tx, vec![(product, links)]).await?;
    Ok(any)
}

/// Fetches a picture that is linked to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FetchImage {
    pub(crate) image: ImageId,
}

impl Job for FetchImage {
    const NAME: &'static str = "catalog.fetch_image";
    const QUEUE: Queue = Queue::Low;
    const ATTEMPTS: i64 = 5;

    async fn run(self, ctx: JobCtx) -> std::result::Result<(), Failure> {
        let url = ctx.read(async |tx| store::link(tx, self.image).await).await?;
        // Deleted meanwhile, or fetched already.
        let Some(url) = url else { return Ok(()) };
        let error = match fetch(&ctx, &url).await {
            Ok(blob) => {
                return Ok(ctx
                    .write(async |tx| {
                        if store::arrive(tx, self.image, &blob).await? {
                            let prepare = NewJob::of(&PrepareImage { image: self.image })?;
                            prepare.among(Self::QUEUE).enqueue(tx, ctx.tenant()).await?;
                        }
                        ctx.complete(tx).await
                    })
                    .await?);
            }
            Err(error) => error,
        };
        let may_pass =
            matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::TooMany | ErrorKind::Internal);
        if may_pass && !ctx.is_last_attempt() {
            return Err(error.into());
        }
        // A picture that cannot be had is no fault of ours: it is shown as missing, with the reason.
        ctx.write(async |tx| store::fail(tx, self.image, error.detail().to_owned()).await).await?;
        Ok(())
    }
}

async fn fetch(ctx: &JobCtx, url: &str) -> Result<Blob> {
    let max_bytes = usize::try_from(FILE_MAX).map_err(Error::internal)?;
    let request = Request::get(url)?.max_response_bytes(max_bytes);
    let response = ctx.state::<Client>()?.send(request).await?;
    if !response.status.is_success() {
        let detail = format!("The shop answered {} instead of a picture.", response.status.as_u16());
        let kind =
            if response.status.is_server_error() { ErrorKind::Unavailable } else { ErrorKind::Invalid };
        return Err(Error::new(kind, "image_not_found", detail));
    }
    let content = response.body;
    super::examine(content.clone()).await?;
    ctx.state::<Files>()?.blobs().put(ctx.tenant(), content).await
}
