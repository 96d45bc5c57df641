//! Reading in a process of its own: the last line of defence against a file on which a reader aborts,
//! hangs, or asks for more memory than there is. What goes wrong there is an error of that file; the
//! batch goes on.
//!
//! The parent starts its own executable with the word [`COMMAND`], says on the standard input how many
//! bytes the file has, hands them over, and takes the grids, or the error, from the standard output as
//! JSON. It keeps the standard input open until then: where that closes the parent is gone, and the child
//! ends too, whatever it is busy with. That holds on every system; on Unix the child's memory and its
//! seconds of computing are bounded by the system besides.

mod wire;

use std::io::{Read as _, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use self::wire::Answer;
use super::bounds;
use super::error::ReadError;
use super::format::{self, Format};
use super::grid::Workbook;
use super::guard::guarded;
use crate::place::in_words;

/// The hidden subcommand under which the program serves as a reader.
pub(crate) const COMMAND: &str = "__read";

/// The exit code of a reader that was asked for nonsense.
const MISUSED: u8 = 3;
/// The exit code of a reader whose parent is gone.
const ORPHANED: u8 = 4;

/// Serves as a reader: takes the bytes of one file from the standard input and answers on the standard
/// output. `args` are the words after [`COMMAND`]: the format's code. Gives the exit code.
pub(crate) fn serve(args: &[String]) -> u8 {
    limit_resources();
    let Some(format) = args.first().and_then(|code| Format::of_code(code)) else {
        return MISUSED;
    };
    let Some(bytes) = received() else {
        return MISUSED;
    };
    let (ended, end) = mpsc::channel();
    let watch = ended.clone();
    thread::spawn(move || watch_parent(&watch));
    let reader = thread::Builder::new().stack_size(bounds::STACK);
    let started = reader.spawn(move || {
        // Nobody listens only where the parent is gone.
        let _ = ended.send(answer(format, &bytes));
    });
    if started.is_err() {
        return MISUSED;
    }
    end.recv().unwrap_or(MISUSED)
}

/// The bytes of the file, after eight bytes that say how many they are.
fn received() -> Option<Vec<u8>> {
    let mut input = std::io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length).ok()?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    let limit = length.min(bounds::FILE);
    input.take(limit).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}

/// Waits until the standard input closes.
fn watch_parent(ended: &Sender<u8>) {
    let mut input = std::io::stdin().lock();
    // Nothing more is ever sent.
    let _ = std::io::copy(&mut input, &mut std::io::sink());
    let _ = ended.send(ORPHANED);
}

/// Reads the file and writes the answer; gives the exit code.
fn answer(format: Format, bytes: &[u8]) -> u8 {
    let answer = Answer::from(guarded(|| format::read(format, bytes)));
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let written = serde_json::to_writer(&mut output, &answer).is_ok();
    if written && output.flush().is_ok() {
        0
    } else {
        MISUSED
    }
}

#[cfg(unix)]
fn limit_resources() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [
        (Resource::As, bounds::MEMORY),
        (Resource::Cpu, bounds::SECONDS),
        (Resource::Core, 0),
    ] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // Where the system refuses, the other bounds still hold.
        let _ = setrlimit(resource, limit);
    }
}

#[cfg(not(unix))]
const fn limit_resources() {}

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
        let sent = scope.spawn(move || {
            let length = bytes.len() as u64;
            // A child that dies early closes the pipe; its exit tells what happened.
            let _ = input.write_all(&length.to_le_bytes());
            let _ = input.write_all(bytes);
            input
        });
        let answer = scope.spawn(move || received_answer(output));
        let status = wait(&mut child)?;
        drop(sent.join());
        match answer.join() {
            Ok(Some(answer)) if status.success() => answer.into(),
            _ => Err(how_it_ended(status)),
        }
    })
}

fn received_answer(output: ChildStdout) -> Option<Answer> {
    serde_json::from_reader(std::io::BufReader::new(output)).ok()
}

fn start(format: Format) -> Result<Child, ReadError> {
    let program = std::env::current_exe().map_err(|error| not_started(&in_words(&error)))?;
    Command::new(program)
        .args([COMMAND, format.code()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| not_started(&in_words(&error)))
}

fn not_started(what: &str) -> ReadError {
    ReadError::ReaderBroke(format!("读取进程没有启动（{what}）"))
}

/// Waits for the child, as long as the bounds say; then ends it.
fn wait(child: &mut Child) -> Result<ExitStatus, ReadError> {
    let patience = Duration::from_secs(bounds::PATIENCE);
    let started = Instant::now();
    let mut pause = Duration::from_micros(500);
    let failure = loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if started.elapsed() < patience => thread::sleep(pause),
            Ok(None) => break ReadError::TimedOut(bounds::PATIENCE),
            Err(error) => break not_started(&in_words(&error)),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    // Its pipes close with it, which lets the threads at their other ends finish.
    let _ = child.kill();
    let _ = child.wait();
    Err(failure)
}

/// Why a child gave no answer.
fn how_it_ended(status: ExitStatus) -> ReadError {
    match status.code() {
        Some(code) => ReadError::ReaderBroke(format!("读取进程异常结束，代码 {code}")),
        None if ran_out_of_time(status) => ReadError::TimedOut(bounds::SECONDS),
        None => {
            let megabytes = bounds::MEMORY >> 20;
            ReadError::ReaderBroke(format!(
                "读取进程异常中止，可能是文件要求的内存超过 {megabytes} MB"
            ))
        }
    }
}

#[cfg(unix)]
fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    // At the limit itself the system kills, as the child cannot be asked to end a moment earlier.
    let signals = [
        rustix::process::Signal::XCPU.as_raw(),
        rustix::process::Signal::KILL.as_raw(),
    ];
    status
        .signal()
        .is_some_and(|signal| signals.contains(&signal))
}

#[cfg(not(unix))]
const fn ran_out_of_time(_: ExitStatus) -> bool {
    false
}
