mod address;
mod api;
mod house;
mod sending;
mod smtp_server;
mod templates;
