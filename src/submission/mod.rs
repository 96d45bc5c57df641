//! Forms → submissions: whose form it is, for which year, and which version counts.

pub mod roster;

use crate::form::model::SelfEvaluation;

/// Whether a submission counts, when a department sent several for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The one that counts.
    Current,
    /// A later version replaces it.
    Superseded {
        /// Index of the submission that counts instead.
        by: usize,
        /// Why the other one is the later, in Chinese.
        because: String,
    },
    /// The same content as another submission, cell by cell.
    Copy {
        /// Index of the submission that counts instead.
        of: usize,
    },
}

/// The unit a form belongs to, after names are matched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The name used in every output: the roster's, or else the form's own.
    pub name: String,
    /// The roster's code, or the form's.
    pub code: Option<String>,
    /// 同类组: 党政机关, 事业单位, 街道乡镇 …
    pub group: Option<String>,
    /// Whether the roster lists it; `None` without a roster.
    pub on_roster: Option<bool>,
    /// How the name was matched, where it was not the roster's own: 曾用名, 简称, 代码. Chinese.
    pub matched_by: Option<String>,
}

/// One form, with the unit and the year it counts for.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The form.
    pub form: SelfEvaluation,
    /// Whose it is.
    pub unit: Unit,
    /// The year it is about; `None` where neither the form nor its path says.
    pub year: Option<i32>,
    /// Where the year came from: 表内, 文件夹名, 文件名. Chinese.
    pub year_from: String,
    /// Whether it counts.
    pub standing: Standing,
}

impl Submission {
    /// Whether this is the version that counts.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.standing == Standing::Current
    }

    /// The unit as shown in outputs: the department, or department and project.
    #[must_use]
    pub fn shown_name(&self) -> String {
        use crate::form::model::FormKind;
        match (&self.form.kind, &self.form.project.value) {
            (FormKind::Department, _) | (_, None) => self.unit.name.clone(),
            (_, Some(project)) => format!("{}·{project}", self.unit.name),
        }
    }
}
