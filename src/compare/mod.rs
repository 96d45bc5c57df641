//! Many forms → polars frames: totals, ranks, peers, years.
