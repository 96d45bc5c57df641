//! The section of what the outputs mark.

use rust_decimal::Decimal;

use super::super::rules::Marks;
use crate::settings_text::Reader;

pub(super) fn read_marks(reader: Reader<'_>) -> Option<Marks> {
    let execution_low = reader.needed("execution_low", Reader::share);
    let execution_short = reader.needed("execution_short", Reader::share);
    if let (Some(low), Some(short)) = (execution_low, execution_short)
        && low > short
    {
        reader.fault(
            "execution_low",
            format!("不能高于 execution_short 的 {short}，现为 {low}"),
        );
    }
    let over_from = reader.needed("over_from", Reader::rate);
    if let Some(from) = over_from
        && from < Decimal::ONE
    {
        reader.fault(
            "over_from",
            format!("超额的界限不能低于 1（100%），现为 {from}"),
        );
    }
    let completion_bounds = reader.needed("completion_bounds", Reader::rising_rates);
    let near_tie = reader.needed("near_tie", Reader::positive);
    let change_points = reader.needed("change_points", Reader::positive);
    let change_rate = reader.needed("change_rate", Reader::rate);
    reader.finish();
    Some(Marks {
        execution_low: execution_low?,
        execution_short: execution_short?,
        over_from: over_from?,
        completion_bounds: completion_bounds?,
        near_tie: near_tie?,
        change_points: change_points?,
        change_rate: change_rate?,
    })
}
