//! How much there is of each variant, where, and why.
