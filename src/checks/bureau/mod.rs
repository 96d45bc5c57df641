//! 设置: the bureau's own settings and waivers, checked like everything else.

pub(super) mod w01_unused_waiver;
pub(super) mod w02_unused_correspondence;
