//! A new migration file must be noticed: the macro that embeds the folder only knows the files it has seen.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
