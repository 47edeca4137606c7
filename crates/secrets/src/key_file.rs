//! The file that holds the ring: one key per line, the newest last.
//!
//! It appears whole or not at all, so of many processes that start at once exactly one makes it, and the others read
//! what that one wrote.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use kernel::{Env, Error, Result};
use tempfile::{Builder, NamedTempFile};
use zeroize::Zeroizing;

use crate::key::Key;

const HEADER: &str = "# Tradepost's keys, newest last. Without them no stored credential can be read:\n\
                      # keep a copy apart from the database and its backups.\n";
const MAX_LEN: u64 = 64 << 10;

/// The keys of the file, which is made with a new key when there is none.
pub(crate) fn read_or_create(path: &Path, env: &Env) -> Result<Vec<Key>> {
    match read(path) {
        Err(error) if error.code() == MISSING => {
            let draft = write_draft(path, &[Key::generate(env)])?;
            match draft.persist_noclobber(path) {
                Ok(_) => sync_folder(path)?,
                Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {}
                Err(refused) => return Err(cannot(path, "be made", refused.error)),
            }
            read(path)
        }
        outcome => outcome,
    }
}

/// Adds a new key, which becomes the active one. Processes that do so at the same time wait for each other.
pub(crate) fn add_key(path: &Path, env: &Env) -> Result<Vec<Key>> {
    let lock_path = path.with_added_extension("lock");
    let lock = File::create(&lock_path).map_err(|cause| cannot(&lock_path, "be made", cause))?;
    lock.lock().map_err(|cause| cannot(&lock_path, "be locked", cause))?;
    let mut keys = read_or_create(path, env)?;
    keys.push(Key::generate(env));
    let draft = write_draft(path, &keys)?;
    draft.persist(path).map_err(|refused| cannot(path, "be replaced", refused.error))?;
    sync_folder(path)?;
    Ok(keys)
}

const MISSING: &str = "key_file_missing";

/// The keys of the file. A file that others may read is refused: its keys may be known to them.
pub(crate) fn read(path: &Path) -> Result<Vec<Key>> {
    let file = File::open(path).map_err(|cause| {
        if cause.kind() == ErrorKind::NotFound {
            return Error::unavailable(MISSING, format!("The key file {} is missing.", path.display()));
        }
        cannot(path, "be read", cause)
    })?;
    refuse_if_open_to_others(path, &file)?;
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_LEN).read_to_string(&mut text).map_err(|cause| cannot(path, "be read", cause))?;
    parse(&text).map_err(|error| {
        let message = format!("The key file {} is damaged. {}", path.display(), error.detail());
        Error::invalid("secrets.key_file", "invalid", message)
    })
}

/// Keys from text: one per line or separated by commas, the newest last; lines with `#` are remarks.
pub(crate) fn parse(text: &str) -> Result<Vec<Key>> {
    let keys: Vec<Key> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(str::parse)
        .collect::<Result<_>>()?;
    if keys.is_empty() {
        return Err(Error::invalid("secrets.key", "required", "There is no key in it."));
    }
    Ok(keys)
}

/// A file beside the place, mode 0600 from its first moment, flushed to the disk.
fn write_draft(path: &Path, keys: &[Key]) -> Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(|cause| cannot(folder, "be made", cause))?;
    let mut text = Zeroizing::new(String::with_capacity(HEADER.len() + keys.len() * 80));
    text.push_str(HEADER);
    for key in keys {
        text.push_str(&key.text());
        text.push('\n');
    }
    let written = || -> std::io::Result<NamedTempFile> {
        let mut draft = Builder::new().prefix(".secrets-key-").tempfile_in(folder)?;
        draft.write_all(text.as_bytes())?;
        draft.as_file().sync_all()?;
        Ok(draft)
    };
    written().map_err(|cause| cannot(path, "be written", cause))
}

/// Makes the file's name durable: a key that a power cut takes away takes every credential with it.
fn sync_folder(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| cannot(folder, "be synchronized", cause))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn refuse_if_open_to_others(path: &Path, file: &File) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|cause| cannot(path, "be read", cause))?.permissions().mode() & 0o777;
    let open_to_others = mode & 0o077;
    if open_to_others == 0 {
        return Ok(());
    }
    let path = path.display();
    let message = format!(
        "Other users of this machine may read the key file {path} (mode {mode:o}). Run “chmod 600 {path}”, and \
         “tradepost secrets rotate” if somebody may have read it."
    );
    Err(Error::invalid("secrets.key_file", "too_open", message))
}

#[cfg(not(unix))]
fn refuse_if_open_to_others(_: &Path, _: &File) -> Result<()> {
    Ok(())
}

fn cannot(path: &Path, what: &str, cause: std::io::Error) -> Error {
    let message = format!("The key file {} cannot {what}: {cause}.", path.display());
    Error::invalid("secrets.key_file", "inaccessible", message).with_source(cause)
}
