//! What the TOML parser complains of, in the words of those who write profiles and settings.

/// The complaint in Chinese, with what to do; `line` is the text of the line that it is about.
pub(crate) fn in_chinese(complaint: &str, line: &str) -> String {
    const CHINESE_SIGNS: [char; 8] = ['“', '”', '，', '：', '＝', '。', '［', '］'];
    let outside_quotes: String = line.split('"').step_by(2).collect();
    let code = outside_quotes.split('#').next().unwrap_or_default();
    let key = code.split('=').next().unwrap_or_default().trim();
    if let Some(sign) = code.chars().find(|c| CHINESE_SIGNS.contains(c)) {
        return format!("用了中文标点（{sign}），请改成英文标点");
    }
    if matches!(code.split_once('='), Some((_, value)) if value.trim().is_empty())
        && !line.contains('"')
    {
        return format!("“{key}”的等号后面没有写值");
    }
    let says = |words: &[&str]| words.iter().any(|word| complaint.contains(word));
    if says(&["duplicate key"]) {
        return format!("“{key}”前面已经写过，同一个键、同一个小节只能写一次");
    }
    if says(&["must be quoted"]) {
        return "文字要写在英文双引号里；比例直接写小数（0.6）或写 \"60%\"".to_owned();
    }
    if says(&["unclosed table"]) {
        return "小节名少了右方括号，应写作 [名称]".to_owned();
    }
    if says(&["unquoted key", "invalid key"]) {
        return "键名、小节名只用英文字母、数字、- 和 _；含别的字的要加英文双引号".to_owned();
    }
    if says(&["expected newline"]) {
        return "这一行多出了内容：一行只写一项，小数点用“.”".to_owned();
    }
    if says(&[
        "unclosed",
        "unterminated",
        "expected `\"`",
        "missing closing",
    ]) {
        return "引号或括号没有成对".to_owned();
    }
    if says(&[
        "missing value",
        "expected value",
        "string values",
        "invalid",
    ]) {
        return format!("“{key}”等号后面的写法不对，或者没有写值");
    }
    format!("这一行写法不对（程序返回：{complaint}）")
}
