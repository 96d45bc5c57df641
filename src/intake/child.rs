//! Reading in a process of its own: the last line of defence against a file on which a reader aborts,
//! hangs, or asks for more memory than there is. What goes wrong there is an error of that file; the
//! batch goes on.
//!
//! The parent starts its own executable with the word [`COMMAND`], hands the file's bytes over by the
//! standard input, and takes the grids, or the error, from the standard output as JSON.

mod wire;

use std::io::{Read as _, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use self::wire::Answer;
use super::container::MAX_FILE;
use super::error::ReadError;
use super::format::{self, Format};
use super::grid::Workbook;
use super::guard::guarded;

/// The hidden subcommand under which the program serves as a reader.
pub(crate) const COMMAND: &str = "__read";

/// How long a file may take.
const TIME: Duration = Duration::from_secs(10);
/// How much memory a reader may take, where the system can be told.
#[cfg(unix)]
const MEMORY: u64 = 640 << 20;

/// Serves as a reader: takes the bytes of one file from the standard input and answers on the standard
/// output. `args` are the words after [`COMMAND`]: the format's code. Gives the exit code.
pub(crate) fn serve(args: &[String]) -> u8 {
    limit_memory();
    let Some(format) = args.first().and_then(|code| Format::of_code(code)) else {
        return 3;
    };
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    if input.take(MAX_FILE).read_to_end(&mut bytes).is_err() {
        return 3;
    }
    let answer = Answer::from(guarded(|| format::read(format, &bytes)));
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let written = serde_json::to_writer(&mut output, &answer).is_ok();
    if written && output.flush().is_ok() {
        0
    } else {
        3
    }
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit {
        current: Some(MEMORY),
        maximum: Some(MEMORY),
    };
    // Where the system refuses, the other bounds still hold.
    let _ = setrlimit(Resource::As, limit);
}

#[cfg(not(unix))]
const fn limit_memory() {}

/// Reads bytes of a known format in a child process.
///
/// # Errors
/// What the reader found wrong with the file; [`ReadError::TimedOut`] when it took too long;
/// [`ReadError::ReaderBroke`] when the child died without an answer.
pub(super) fn read(format: Format, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut child = start(format)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(not_started("没有管道"));
    };
    thread::scope(|scope| {
        // A child that dies early closes the pipe; its exit tells what happened.
        scope.spawn(move || {
            let _ = input.write_all(bytes);
        });
        let answer = scope
            .spawn(move || serde_json::from_reader::<_, Answer>(std::io::BufReader::new(output)));
        let status = wait(&mut child)?;
        match answer.join() {
            Ok(Ok(answer)) if status.success() => answer.into(),
            _ => Err(ReadError::ReaderBroke(how_it_ended(status))),
        }
    })
}

fn start(format: Format) -> Result<Child, ReadError> {
    let program = std::env::current_exe().map_err(|error| not_started(&error.to_string()))?;
    Command::new(program)
        .args([COMMAND, format.code()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| not_started(&error.to_string()))
}

fn not_started(what: &str) -> ReadError {
    ReadError::ReaderBroke(format!("读取进程没有启动（{what}）"))
}

/// Waits for the child, at most [`TIME`]; then ends it.
fn wait(child: &mut Child) -> Result<ExitStatus, ReadError> {
    let started = Instant::now();
    let mut pause = Duration::from_micros(500);
    let failure = loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if started.elapsed() < TIME => thread::sleep(pause),
            Ok(None) => break ReadError::TimedOut(TIME.as_secs()),
            Err(error) => break not_started(&error.to_string()),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    // Its pipes close with it, which lets the threads at their other ends finish.
    let _ = child.kill();
    let _ = child.wait();
    Err(failure)
}

fn how_it_ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("读取进程异常结束，代码 {code}"),
        None => "读取进程异常中止，可能是文件要求的内存过多".to_owned(),
    }
}
