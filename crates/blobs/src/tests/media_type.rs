use crate::{ContentHash, MediaType, response_headers};

fn sniff(head: &[u8]) -> String {
    MediaType::sniff(head).as_str().to_owned()
}

#[test]
fn types_are_read_from_the_bytes() {
    assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png");
    assert_eq!(sniff(b"\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg");
    assert_eq!(sniff(b"GIF89a\x01\0\x01\0"), "image/gif");
    assert_eq!(sniff(b"%PDF-1.7\n"), "application/pdf");
    assert_eq!(sniff(b"PK\x03\x04\x14\0\0\0"), "application/zip");
    assert_eq!(sniff("sku,qty\nA-1,3\nÄ-2,4\n".as_bytes()), "text/plain");
    assert_eq!(sniff(b""), "text/plain");
    assert_eq!(sniff(b"\0\x01\x02\xfe"), "application/octet-stream");
    // A character of two bytes that the head cuts in two is still text.
    let cut = [vec![b'a'; (8 << 10) - 1], "ä".as_bytes().to_vec()].concat();
    assert_eq!(sniff(&cut), "text/plain");
}

#[test]
fn markup_is_found_however_it_hides() {
    let utf16: Vec<u8> = std::iter::once(0xfeff_u16)
        .chain("<svg onload=alert(1)>".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for svg in [
        b"<svg xmlns=\"http://www.w3.org/2000/svg\">".as_slice(),
        b"<?xml version=\"1.0\"?><!-- hi -->\n<SVG/>",
        b"\xef\xbb\xbf   <svg>",
        &utf16,
    ] {
        assert_eq!(sniff(svg), "image/svg+xml");
    }
    for html in [
        b"<!DOCTYPE html><p>".as_slice(),
        b"\n\n<HTML>",
        b"GIF89a=1;/* <script>alert(1)</script>",
        b"hello <script>alert(1)</script>",
    ] {
        assert_eq!(sniff(html), "text/html");
    }
    assert_eq!(sniff(b"<?xml version=\"1.0\"?><feed/>"), "text/xml");
}

#[test]
fn only_what_runs_no_script_is_shown() {
    for (head, shown) in [
        (b"\x89PNG\r\n\x1a\n".as_slice(), true),
        (b"%PDF-1.7\n", true),
        (b"plain", true),
        (b"<svg>", false),
        (b"<html>", false),
        (b"<?xml?>", false),
        (b"\0\x01", false),
        (b"PK\x03\x04\x14\0\0\0", false),
    ] {
        assert_eq!(MediaType::sniff(head).is_shown_inline(), shown, "{head:?}");
    }
}

#[test]
fn files_are_served_so_that_they_cannot_act() {
    let hash = ContentHash::of(b"");
    let headers = |head: &[u8], name: Option<&str>| {
        let headers = response_headers(&MediaType::sniff(head), name, &hash);
        headers.into_iter().collect::<std::collections::HashMap<_, _>>()
    };
    let svg = headers(b"<svg>", Some("logo.svg"));
    assert_eq!(svg["content-disposition"], "attachment; filename=\"logo.svg\"");
    assert_eq!(svg["x-content-type-options"], "nosniff");
    assert!(svg["content-security-policy"].contains("sandbox"));
    assert_eq!(headers(b"a", None)["content-disposition"], format!("inline; filename=\"{hash}\""));
    let odd = headers(b"a", Some("../Preisl\u{e4}ste \"neu\"\r\nX: y.txt"));
    assert_eq!(
        odd["content-disposition"],
        "inline; filename=\"..Preisl_ste _neu_X: y.txt\"; \
         filename*=UTF-8''..Preisl%C3%A4ste%20%22neu%22X%3A%20y.txt"
    );
}
