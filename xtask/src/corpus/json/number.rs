//! Whether two numbers are the same, whatever their spelling.

/// Whether two JSON numbers are equal: `1` and `1.0`, `100` and `1e2`.
///
/// Whole numbers are compared to the last digit. Others may also be two spellings of the same `f64`, because that is
/// what a reader of JSON makes of them.
pub fn same_number(left: &str, right: &str) -> bool {
    let (Some(one), Some(other)) = (Decimal::of(left), Decimal::of(right)) else { return left == right };
    if one == other {
        return true;
    }
    let is_fraction = one.exponent < 0 || other.exponent < 0;
    is_fraction
        && left.parse::<f64>().is_ok_and(|left| right.parse::<f64>().is_ok_and(|right| left.total_cmp(&right).is_eq()))
}

/// A number as a whole number without zeros at either end, times a power of ten.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let shortened = digits.trim_end_matches('0');
        if shortened.is_empty() {
            return Some(Self { is_negative: false, digits: String::new(), exponent: 0 });
        }
        let moved = i64::try_from(digits.len() - shortened.len()).ok()? - i64::try_from(fraction.len()).ok()?;
        let exponent = power.parse::<i64>().ok()?.checked_add(moved)?;
        Some(Self { is_negative, digits: shortened.to_owned(), exponent })
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::json::same_number;

    #[test]
    fn numbers_are_compared_by_value() {
        for (left, right) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("-0", "0"),
            ("0.10", "1E-1"),
            ("0.1", "0.1000000000000000055"),
            ("123456789012345678901234567890", "123456789012345678901234567890.0"),
        ] {
            assert!(same_number(left, right), "{left} {right}");
        }
        for (left, right) in
            [("1", "2"), ("1", "-1"), ("9007199254740993", "9007199254740992"), ("0.1", "0.2"), ("1e400", "1e401")]
        {
            assert!(!same_number(left, right), "{left} {right}");
        }
    }
}
