//! Making a picture anew in the sizes that a shop needs. Nothing of the old file but the pixels gets into the new ones.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, Rgb, RgbImage};
use kernel::{Error, Result};

use super::decode;

/// The widths that shops ask for, and the longest side of the picture itself.
const WIDTHS: [u32; 3] = [320, 800, 1_600];
const LONGEST: u32 = 4_096;
const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 84;

/// A file that was made.
pub(super) struct Made {
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    pub(super) content: Vec<u8>,
}

/// The whole picture, and its sizes from small to large, each as WebP and as JPEG. A size is never larger than the picture.
pub(super) fn make(content: &[u8]) -> Result<(Made, Vec<Made>)> {
    let picture = decode::decode(content)?;
    let picture = if picture.width().max(picture.height()) > LONGEST {
        picture.resize(LONGEST, LONGEST, FilterType::CatmullRom)
    } else {
        picture
    };
    let mut sizes = Vec::new();
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < picture.width()).collect();
    if picture.width() <= WIDTHS.into_iter().max().unwrap_or(LONGEST) {
        widths.push(picture.width());
    }
    for width in widths {
        let scaled = if width == picture.width() {
            picture.clone()
        } else {
            // Halved roughly first, so that the fine filter has less to look at.
            let rough = picture.width().min(width * 2);
            let smaller =
                if rough < picture.width() { picture.thumbnail(rough, u32::MAX) } else { picture.clone() };
            smaller.resize(width, u32::MAX, FilterType::Lanczos3)
        };
        sizes.push(webp(&scaled)?);
        sizes.push(jpeg(&scaled)?);
    }
    Ok((webp(&picture)?, sizes))
}

fn made(picture: &DynamicImage, content: Vec<u8>) -> Made {
    Made { width_px: picture.width(), height_px: picture.height(), content }
}

fn webp(picture: &DynamicImage) -> Result<Made> {
    let (width, height) = (picture.width(), picture.height());
    let failed = |error| Error::internal(format!("WebP: {error:?}"));
    let content = if picture.color().has_alpha() {
        let pixels = picture.to_rgba8();
        webp::Encoder::from_rgba(&pixels, width, height).encode_simple(false, WEBP_QUALITY).map_err(failed)?
    } else {
        let pixels = picture.to_rgb8();
        webp::Encoder::from_rgb(&pixels, width, height).encode_simple(false, WEBP_QUALITY).map_err(failed)?
    };
    Ok(made(picture, content.to_vec()))
}

/// JPEG has no transparency: what shines through is white, as the paper of a catalogue.
fn jpeg(picture: &DynamicImage) -> Result<Made> {
    let pixels = if picture.color().has_alpha() { on_white(picture) } else { picture.to_rgb8() };
    let mut content = Vec::new();
    JpegEncoder::new_with_quality(&mut content, JPEG_QUALITY)
        .encode_image(&pixels)
        .map_err(Error::internal)?;
    Ok(made(picture, content))
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let pixels = picture.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let over = |value: u8| {
            let mixed = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}
