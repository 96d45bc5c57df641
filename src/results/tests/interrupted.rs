//! A write that is interrupted: at every step, for good and in passing, and in putting it right again.

use super::super::disk::failing::after;
use super::super::session::Session;
use super::*;

/// More changes than any exchange of these sets makes.
const MANY: usize = 200;

/// A folder with the first set.
fn first() -> tempfile::TempDir {
    let folder = temporary();
    write(folder.path(), 1).unwrap();
    folder
}

/// Which of the sets stands in the folder, and nothing else.
fn whole(folder: &Path) -> usize {
    let there = files(folder);
    let run = if there == expected(1) { 1 } else { 2 };
    assert_eq!(there, expected(run), "neither set is whole");
    run
}

/// Each number of changes after which the second run is interrupted, until it is not.
fn interruptions(for_good: bool, mut look: impl FnMut(&Path, bool)) -> usize {
    for changes in 0..MANY {
        let folder = first();
        let (outcome, failed) = after(changes, for_good, || write(folder.path(), 2));
        if !failed {
            assert!(outcome.is_ok());
            assert_eq!(whole(folder.path()), 2);
            return changes;
        }
        look(folder.path(), outcome.is_ok());
    }
    panic!("an exchange without end");
}

#[test]
fn killed_at_any_step_the_next_run_finds_the_old_set_or_the_new_one_whole() {
    let mut met = [0; 3];
    let steps = interruptions(true, |folder, _| {
        // The next run comes no further than its beginning …
        let next = Session::open(folder, RUN_RECORD).unwrap();
        let recovered = next.has_recovered();
        drop(next);
        let run = whole(folder);
        met[run] += 1;
        met[0] += usize::from(recovered);
        assert!(!recovered || run == 1, "what is told to be undone is");
        // … or to its end.
        write(folder, 2).unwrap();
        assert_eq!(whole(folder), 2);
    });
    // Five new files and the account each take two changes or more, and the journal is there all the while.
    assert!(steps > 20, "{steps}");
    assert!(met[0] > 10 && met[1] > 10 && met[2] >= 1, "{met:?}");
}

#[test]
fn killed_again_while_it_is_put_right_it_still_is() {
    interruptions(true, |folder, _| {
        let copy = temporary();
        for changes in 0..MANY {
            let again = copy.path().join(changes.to_string());
            duplicate(folder, &again);
            let (next, failed) = after(changes, true, || {
                Session::open(&again, RUN_RECORD).map(drop)
            });
            if !failed {
                next.unwrap();
                break;
            }
            drop(Session::open(&again, RUN_RECORD).unwrap());
            whole(&again);
        }
    });
}

fn duplicate(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[test]
fn a_change_that_the_system_refuses_once_leaves_the_old_set_whole() {
    let mut refused = 0;
    interruptions(false, |folder, wrote| {
        if wrote {
            // Only the clearing away was refused; the next run does it.
            drop(Session::open(folder, RUN_RECORD).unwrap());
        }
        assert_eq!(whole(folder), if wrote { 2 } else { 1 });
        refused += usize::from(!wrote);
    });
    assert!(refused > 20, "{refused}");
}

#[test]
fn the_message_says_what_is_true_of_the_results_before() {
    let told = |folder: &Path| {
        let (outcome, _) = after(4, false, || write(folder, 2));
        outcome.unwrap_err().to_string()
    };
    let folder = first();
    let message = told(folder.path());
    assert!(
        message.contains("磁盘已满") && message.contains("原有结果保持原样"),
        "{message}"
    );
    let empty = temporary();
    let message = told(empty.path());
    assert!(message.contains("本次没有留下任何结果"), "{message}");
    assert_eq!(files(empty.path()), Files::new());
}

#[test]
fn what_a_person_changed_between_a_kill_and_the_next_run_is_kept() {
    let (page, slip) = ("report.html", "反馈单/甲局.html");
    let mut kept = 0;
    interruptions(true, |folder, _| {
        for path in [page, slip] {
            let copy = temporary();
            let again = copy.path().join("结果");
            duplicate(folder, &again);
            if !again.join(path).exists() {
                continue;
            }
            overwrite(&again.join(path), &marked("改过"));
            let error = write(&again, 2).unwrap_err();
            assert!(error.to_string().contains("改动过"), "{error}");
            assert_eq!(fs::read(again.join(path)).unwrap(), marked("改过"));
            kept += 1;
        }
    });
    assert!(kept > 20, "{kept}");
}
