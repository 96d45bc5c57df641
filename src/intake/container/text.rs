//! Bytes → text, whatever the encoding.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text of bytes in UTF-8, UTF-16 or GB18030, told by the byte order mark or else by which
/// encoding the bytes fit. Also says which it was.
pub(crate) fn decode(bytes: &[u8]) -> (String, &'static Encoding) {
    let encoding = encoding_of(bytes);
    let (text, _, _) = encoding.decode(bytes);
    (text.into_owned(), encoding)
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // Only the last sign is incomplete: the bytes are the beginning of a longer text.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => GB18030,
    }
}

/// UTF-16 without a mark: half of the bytes of ASCII signs are zero, always the same half, and the text
/// that comes out has no control signs.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    let zeros = |odd: usize| {
        let half = head.iter().skip(odd).step_by(2);
        half.filter(|byte| **byte == 0).count()
    };
    let many = head.len() / 20;
    let encoding = match (zeros(0) > many, zeros(1) > many) {
        (false, true) => UTF_16LE,
        (true, false) => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode(head).0;
    let is_text = |sign: char| !sign.is_control() || matches!(sign, '\t' | '\n' | '\r');
    text.chars().all(is_text).then_some(encoding)
}

/// The text of an XML document: by its byte order mark, or else by the encoding its declaration names.
pub(crate) fn decode_xml(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_none() && utf_16_without_mark(bytes).is_none() {
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or(bytes));
        if let Some(encoding) = declared_encoding(&head) {
            return encoding.decode(bytes).0.into_owned();
        }
    }
    decode(bytes).0
}

/// Whether an XML document that begins with these bytes is in UTF-8.
pub(crate) fn is_utf_8_xml(head: &[u8]) -> bool {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding == UTF_8;
    }
    utf_16_without_mark(head).is_none()
        && declared_encoding(&String::from_utf8_lossy(head))
            .is_none_or(|encoding| encoding == UTF_8)
}

/// The text of a web page: by its byte order mark, or else by the character set it names, unless the
/// bytes do not fit it, as where a system writes GBK and says UTF-8.
pub(crate) fn decode_html(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_none() {
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096)).unwrap_or(bytes));
        if let Some(encoding) = charset(&head.to_ascii_lowercase()) {
            let (text, _, misfits) = encoding.decode(bytes);
            if !misfits {
                return text.into_owned();
            }
        }
    }
    decode(bytes).0
}

/// The first `charset=…` of a page's head.
fn charset(head: &str) -> Option<&'static Encoding> {
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let label = rest.get(..end.unwrap_or(rest.len()))?;
    // Pages say gb2312 and mean its supersets.
    match Encoding::for_label(label.as_bytes())? {
        encoding if encoding == encoding_rs::GBK => Some(GB18030),
        encoding => Some(encoding),
    }
}

/// The encoding in `<?xml … encoding="…"?>`.
fn declared_encoding(head: &str) -> Option<&'static Encoding> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = declaration.split("?>").next()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next()?;
    let label = quoted.get(1..)?.split(quote).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_a_chinese_system_writes_is_told() {
        let text = "项目,得分\n培训费,6";
        let gbk = GB18030.encode(text).0.into_owned();
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark = [b"\xff\xfe".as_slice(), &utf_16].concat();
        let utf_8 = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), gbk, utf_16, with_mark, utf_8] {
            assert_eq!(decode(&bytes).0, text);
        }
    }

    #[test]
    fn an_xml_declaration_names_the_encoding() {
        let text = "<?xml version='1.0' encoding='GBK'?><a>得分</a>";
        let bytes = GB18030.encode(text).0;
        assert_eq!(decode_xml(&bytes), text);
    }
}
