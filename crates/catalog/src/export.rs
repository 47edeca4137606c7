//! Products as a file: Tradepost's own columns as CSV or XLSX, which the import reads back as they are.
//!
//! Products are read a few hundred at a time while the file is sent, so that a catalogue of any size fits through little
//! memory.

pub(crate) mod api;
mod columns;
mod facts;
mod rows;
mod store;
mod writer;
