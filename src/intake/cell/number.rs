//! A cell's binary number as the decimal a person typed.

use rust_decimal::Decimal;

/// The most significant digits a spreadsheet keeps.
const DIGITS: usize = 15;

/// The decimal of a stored number: rounded to 15 significant digits, as Excel shows it, so that the
/// noise of binary sums (0.30000000000000004) is gone and every typed number comes back exactly.
///
/// `None` for what no decimal holds: infinities, not-a-number, magnitudes above about 7.9 × 10²⁸, and what is
/// nothing to the 28th decimal place and yet not zero. Digits beyond that place are dropped.
#[must_use]
pub(crate) fn decimal_of(stored: f64) -> Option<Decimal> {
    if !stored.is_finite() {
        return None;
    }
    from_scientific(&format!("{stored:.*e}", DIGITS - 1))
}

/// The decimal of a number written as text in a file (`-12.50`, `1.2E-3`), rounded to 15 significant
/// digits where it has more, as a spreadsheet does on opening it.
#[must_use]
pub(crate) fn decimal_of_text(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text
        .split(['e', 'E'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .skip_while(|digit| *digit == '0')
        .count();
    if digits > DIGITS || text.contains(['e', 'E']) {
        return decimal_of(text.parse().ok()?);
    }
    text.parse::<Decimal>()
        .ok()
        .map(|number| number.normalize())
}

/// `d.ddde±x` as a decimal without trailing zeros.
fn from_scientific(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let negative = mantissa.starts_with('-');
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some(Decimal::ZERO);
    }
    let whole: i128 = digits.parse().ok()?;
    let places = i32::try_from(digits.len()).ok()? - 1 - exponent;
    let number = match u32::try_from(places) {
        Ok(places) if places <= Decimal::MAX_SCALE => {
            Decimal::try_from_i128_with_scale(whole, places).ok()?
        }
        Ok(places) => {
            let kept = whole
                / 10_i128
                    .checked_pow(places - Decimal::MAX_SCALE)
                    .unwrap_or(i128::MAX);
            (kept != 0).then_some(())?;
            Decimal::try_from_i128_with_scale(kept, Decimal::MAX_SCALE).ok()?
        }
        Err(_) => {
            let zeros = 10_i128.checked_pow(places.unsigned_abs())?;
            Decimal::try_from_i128_with_scale(whole.checked_mul(zeros)?, 0).ok()?
        }
    };
    Some(if negative { -number } else { number }.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stored: f64) -> String {
        decimal_of(stored).map_or_else(|| "none".to_owned(), |number| number.to_string())
    }

    #[test]
    fn typed_numbers_come_back_and_binary_noise_goes() {
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(4388.99), "4388.99");
        assert_eq!(shown(-18558.34), "-18558.34");
        assert_eq!(shown(949.53 + 3439.45), "4388.98");
        assert_eq!(shown(0.0), "0");
        assert_eq!(shown(-0.0), "0");
        assert_eq!(shown(1e15), "1000000000000000");
        assert_eq!(shown(123_456_789_012_345_678.0), "123456789012346000");
        assert_eq!(shown(5e-5), "0.00005");
    }

    #[test]
    fn what_no_decimal_holds_is_none() {
        assert_eq!(shown(f64::NAN), "none");
        assert_eq!(shown(f64::INFINITY), "none");
        assert_eq!(shown(1e300), "none");
        // No zero: nobody wrote one.
        assert_eq!(shown(1e-300), "none");
        assert_eq!(shown(4.44e-16), "0.000000000000000444");
    }

    #[test]
    fn numbers_written_as_text_keep_their_digits() {
        let number = |text| decimal_of_text(text).map(|number: Decimal| number.to_string());
        assert_eq!(number("23.650"), Some("23.65".to_owned()));
        assert_eq!(number(" -1 "), Some("-1".to_owned()));
        assert_eq!(number("1.5E-3"), Some("0.0015".to_owned()));
        assert_eq!(number("0.30000000000000004"), Some("0.3".to_owned()));
        assert_eq!(number("abc"), None);
        assert_eq!(number("inf"), None);
    }
}
