//! What files are made of: zip packages, Office packages, OLE containers, XML, and text in its encodings.

pub(crate) mod locked;
pub(crate) mod members;
pub(crate) mod ole;
pub(crate) mod opc;
pub(crate) mod package;
pub(crate) mod text;
pub(crate) mod xml;
