//! Reading pictures that strangers send.

use std::io::Cursor;

use blobs::MediaType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use kernel::{Error, Result};

/// Fifty million: what the best cameras make.
const PIXELS_MAX: u64 = 50_000_000;
const SIDE_MAX: u32 = 20_000;
/// What decoding may take.
const MEMORY_MAX: u64 = 400 << 20;

/// The picture, turned the right way up. Only JPEG, PNG, WebP and GIF, of which the first frame counts.
pub(super) fn decode(content: &[u8]) -> Result<DynamicImage> {
    let sniffed = MediaType::sniff(content);
    if !matches!(sniffed.as_str(), "image/jpeg" | "image/png" | "image/webp" | "image/gif") {
        let message = format!(
            "This is no picture that shops can show ({}). Send a JPEG, PNG, WebP or GIF.",
            sniffed.as_str()
        );
        return Err(Error::invalid("file", "not_an_image", message));
    }
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format().map_err(Error::internal)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
    let (width, height) = decoder.dimensions();
    // The header says how large it is; nothing is unpacked before that is known to be bearable.
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(too_large());
    }
    let orientation = decoder.orientation().map_err(|error| broken(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn broken(error: &image::ImageError) -> Error {
    if matches!(error, image::ImageError::Limits(_)) {
        return too_large();
    }
    let message = "The picture is damaged or incomplete. Open and save it in another program, and send that.";
    Error::invalid("file", "image_damaged", message)
}

fn too_large() -> Error {
    let message =
        format!("The picture has more than {} million pixels. Make it smaller.", PIXELS_MAX / 1_000_000);
    Error::invalid("file", "image_too_large", message)
}
