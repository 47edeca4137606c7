//! The program as it is shipped, while what it stands on fails. What was acknowledged is there once, what was refused
//! is not there at all, and nobody is told more than that it did not work.

mod cluster;
mod disk_full;
mod http;
mod killed;
mod load;
mod program;
mod restarted;
mod webhooks;
