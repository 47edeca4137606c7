//! Pictures of products.

use kernel::{Entity, Id};

/// A picture of a product.
#[derive(Debug, Clone)]
pub struct Image {}

impl Entity for Image {
    const PREFIX: &'static str = "img";
}

/// The id of a picture.
pub type ImageId = Id<Image>;
