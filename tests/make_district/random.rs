//! A small generator of numbers (SplitMix64): the same district for the same seed, on every machine.

/// A stream of numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The stream of a seed and of one thing in it, so that the first units of a large district are
    /// those of a small one.
    pub(crate) fn of(seed: u64, thing: u64) -> Self {
        let mut start = Self(seed ^ thing.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        start.next();
        start
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = most.abs_diff(least).saturating_add(1);
        least.saturating_add_unsigned(self.next() % width)
    }

    /// Whether something happens that happens in so many cases of a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of them. Never called on none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let last = i64::try_from(from.len()).unwrap_or(1) - 1;
        &from[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// All of them in some order.
    pub(crate) fn shuffled<T>(&mut self, mut these: Vec<T>) -> Vec<T> {
        for last in (1..these.len()).rev() {
            let other = self.between(0, i64::try_from(last).unwrap_or(0));
            these.swap(last, usize::try_from(other).unwrap_or(0));
        }
        these
    }
}
