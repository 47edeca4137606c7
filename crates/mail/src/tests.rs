mod address;
mod api;
mod forgetting;
mod house;
mod sending;
mod smtp_server;
mod templates;
