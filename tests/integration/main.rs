//! The one integration binary; its modules are named after what they hold against what.

#[cfg(test)]
mod samples;
