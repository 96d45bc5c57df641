//! The single stages, for what stands outside the program and looks at them one by one: integration tests
//! and benchmarks. All else of the crate is its own, so that the compiler finds what nobody uses.

/// From files to grids.
pub mod intake {
    pub use crate::intake::grid::{Area, Cell, CellRef, Grid, Workbook};
    pub use crate::intake::{FoundFile, ReadOptions, discover, read, read_bytes};
}

/// From grids to self-evaluations.
pub mod form {
    pub use crate::form::model::{FormKind, FundRole, SelfEvaluation};
    pub use crate::form::teaching::Teaching;
    pub use crate::form::teaching::suggest::{Suggestion, suggestions};
    pub use crate::form::{Recognition, recognise};
}

/// From self-evaluations to submissions.
pub mod submission {
    pub use crate::submission::roster::{Roster, read as read_roster};
    pub use crate::submission::{Standing, Submission, SubmitOptions, difference, submit};
}

/// From submissions to scores.
pub mod scoring {
    pub use crate::policy::Policy;
    pub use crate::scoring::profile::DEFAULT;
    pub use crate::scoring::{Profile, score};
}

/// From a folder to findings, all stages up to there at once.
pub mod assess {
    pub use crate::assess::{Settings, assess};
    pub use crate::policy::CheckSettings;
    pub use crate::survey::{Survey, Watch, survey};
}

/// What a bureau sets for itself.
pub mod config {
    pub use crate::config::load;
}

/// A self-evaluation as data.
pub mod report {
    pub use crate::report::extract::form_json;
}
