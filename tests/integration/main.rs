//! One binary for all integration tests; its modules are named after what they hold the program to.

mod golden;
mod grid_file;
