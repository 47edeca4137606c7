//! Pictures: what is taken, what is made of it, what is refused.

use std::io::Cursor;

use axum::http::Method;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use testkit::{App, Client};

use crate::support::on_both;

const PRODUCTS: &str = "/api/v1/products";

/// A picture that is red on the left and blue on the right.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |x| if x < width / 2 { Rgb([200, 20, 20]) } else { Rgb([20, 20, 200]) };
    let picture = RgbImage::from_fn(width, height, |x, _| colour(x));
    let mut content = Cursor::new(Vec::new());
    picture.write_to(&mut content, format).unwrap();
    content.into_inner()
}

/// The JPEG with EXIF: to be turned by a quarter to the right, taken with a camera called SecretCam.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x0f\0\x02\0\0\0\x0a\0\0\0\x26");
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\0\0\0\0SecretCam\0");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &segment, &jpeg[2..]].concat()
}

async fn product(client: &Client) -> String {
    let made = client.post(PRODUCTS, json!({"title": "Jacket"})).await.expect(201);
    format!("{PRODUCTS}/{}", made["id"].as_str().unwrap())
}

async fn images(app: &App, client: &Client, product: &str) -> Vec<Value> {
    app.run_jobs().await;
    client.get(product).await.expect(200)["images"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_turned_cleaned_and_made_in_sizes() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let product = product(&ana).await;
        let photo = with_exif(&picture(1_000, 500, ImageFormat::Jpeg));
        let added = ana.upload(Method::POST, &format!("{product}/images"), photo.clone()).await.expect(201);
        assert_eq!((&added["state"], &added["sizes"]), (&json!("pending"), &json!([])));
        let images = images(&app, &ana, &product).await;
        assert_eq!(images[0]["state"], "ready");
        let sizes = images[0]["sizes"].as_array().unwrap();
        let size = |size: &Value| {
            (
                size["width_px"].as_u64().unwrap(),
                size["height_px"].as_u64().unwrap(),
                size["media_type"].clone(),
            )
        };
        let expected: Vec<_> = [(320, 640), (500, 1_000)]
            .into_iter()
            .flat_map(|(w, h)| [(w, h, json!("image/webp")), (w, h, json!("image/jpeg"))])
            .collect();
        assert_eq!(sizes.iter().map(size).collect::<Vec<_>>(), expected, "the short side is the width now");
        for size in sizes {
            let file = app.anon().get(size["url"].as_str().unwrap()).await;
            assert_eq!(file.header("content-type"), size["media_type"].as_str());
            let found = |needle: &[u8]| file.bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found(b"SecretCam") && !found(b"Exif"), "nothing of the camera");
            let decoded = image::load_from_memory(&file.bytes).unwrap().to_rgb8();
            let (top, bottom) = (decoded.get_pixel(10, 10).0, decoded.get_pixel(10, decoded.height() - 10).0);
            assert!(
                top[0] > 150 && bottom[2] > 150,
                "left is up after a turn to the right: {top:?} {bottom:?}"
            );
        }
        let arrived = blobs::ContentHash::of(&photo);
        let tenant = sizes[0]["url"].as_str().unwrap().split('/').nth(2).unwrap().parse().unwrap();
        assert!(
            !app.files().blobs().exists(tenant, &arrived).await.unwrap(),
            "the file as it arrived is gone"
        );
        let line = ana.get(PRODUCTS).await.expect(200)["data"][0]["image_url"].clone();
        assert_eq!(app.anon().get(line.as_str().unwrap()).await.header("content-type"), Some("image/webp"));
        let url = sizes[0]["url"].as_str().unwrap().to_owned();
        ana.delete(&format!("/api/v1/images/{}", added["id"].as_str().unwrap())).await.expect(204);
        assert_eq!(app.anon().get(&url).await.status.as_u16(), 404, "its files go with it");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_or_too_large_to_unpack_is_refused() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let product = product(&ana).await;
        let path = format!("{product}/images");
        let mut png = picture(4, 4, ImageFormat::Png);
        // A header that promises 60 000 × 60 000 pixels in a file of some bytes.
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let checksum = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        let half = picture(400, 400, ImageFormat::Jpeg);
        for (code, content) in [
            ("not_an_image", b"hello".to_vec()),
            ("not_an_image", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec()),
            ("not_an_image", b"PK\x03\x04 a zip".to_vec()),
            ("image_too_large", png),
            ("image_damaged", half[..300].to_vec()),
        ] {
            let answer = ana.upload(Method::POST, &path, content.clone()).await;
            assert_eq!(answer.expect(422)["fields"][0]["code"], code);
            let tenant = tenant(&ana).await;
            assert!(!app.files().blobs().exists(tenant, &blobs::ContentHash::of(&content)).await.unwrap());
        }
        assert_eq!(ana.upload(Method::POST, &path, Vec::new()).await.invalid_field(), "file");
        assert!(images(&app, &ana, &product).await.is_empty());
        let missing = format!("{PRODUCTS}/prod_01h455vb4pex5vsknk084sn02q/images");
        ana.upload(Method::POST, &missing, picture(4, 4, ImageFormat::Png)).await.expect(404);
    })
    .await;
}

async fn tenant(client: &Client) -> kernel::TenantId {
    client.get("/api/v1/organization").await.expect(200)["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_have_an_order_and_words() {
    on_both(|app| async move {
        let (ana, _) = app.owner("Ana").await;
        let product = product(&ana).await;
        let mut ids = Vec::new();
        for (size, format) in [(8, ImageFormat::Png), (9, ImageFormat::Gif), (10, ImageFormat::WebP)] {
            let made =
                ana.upload(Method::POST, &format!("{product}/images"), picture(size, size, format)).await;
            ids.push(made.expect(201)["id"].clone());
        }
        let path = |id: &Value| format!("/api/v1/images/{}", id.as_str().unwrap());
        ana.patch(&path(&ids[2]), json!({"position": 0, "alt_text": "From behind"})).await.expect(200);
        let images = images(&app, &ana, &product).await;
        let order: Vec<_> = images.iter().map(|image| image["id"].clone()).collect();
        assert_eq!(order, [ids[2].clone(), ids[0].clone(), ids[1].clone()]);
        assert_eq!((&images[0]["alt_text"], &images[0]["state"]), (&json!("From behind"), &json!("ready")));
        let variant = ana.get(&product).await.expect(200)["variants"][0]["id"].as_str().unwrap().to_owned();
        let client = ana.clone().with_header("if-match", "\"1\"");
        let shown = json!({"image_id": ids[1]});
        client.patch(&format!("/api/v1/variants/{variant}"), shown).await.expect(200);
        ana.delete(&path(&ids[1])).await.expect(204);
        let variant = ana.get(&format!("/api/v1/variants/{variant}")).await.expect(200);
        assert_eq!(variant["image_id"], Value::Null);
    })
    .await;
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}
