//! Watches the built console, so that a release build embeds the present one, and says when there is none.

use std::path::Path;

fn main() {
    let built = Path::new("../../console/dist");
    println!("cargo:rerun-if-changed=../../console/dist");
    if !built.join("index.html").exists() {
        println!(
            "cargo:warning=console/dist is not built: /app/ will say how. Run `npm ci && npm run build` in console/."
        );
    }
}
