//! The program that reads payloads with the types of a generated crate, and how it is run.

mod program;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

pub use program::text as program;

use crate::corpus::json::Json;
use crate::failure::Failure;

/// How long the program may take for all payloads of a document.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// How often it is looked whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// How many times the program is started again after a payload that ended it.
const RESTARTS: usize = 20;

/// A value to be read as a type.
#[derive(Clone, Debug)]
pub struct Job {
    /// The number of the type in the program.
    pub ty: usize,
    /// The value as JSON text on one line.
    pub text: String,
}

/// What came of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It was read, and written again as this.
    Back(Json),
    /// It was not read or not written, for this reason.
    Refused(String),
}

/// Runs the program over the jobs, and gives a reply to each.
///
/// A job that ends the program is refused, and the others are run without it.
///
/// # Errors
///
/// Where a file beside the crate cannot be written, or the program cannot be started.
pub fn run(program: &Path, jobs: &[Job], files: &Files) -> Result<Vec<Reply>, Failure> {
    let mut replies: Vec<Option<Reply>> = vec![None; jobs.len()];
    let deadline = Instant::now() + TIME_LIMIT;
    let mut end = None;
    for _ in 0..=RESTARTS {
        if !replies.iter().any(Option::is_none) {
            break;
        }
        let waiting = jobs.iter().enumerate().filter(|(id, _)| replies[*id].is_none());
        let lines: Vec<String> = waiting.map(|(id, job)| format!("{id}\t{}\t{}\n", job.ty, job.text)).collect();
        fs::write(&files.jobs, lines.concat()).map_err(|reason| Failure::write(&files.jobs, reason))?;
        let ended = ended(start(program, files)?, deadline);
        take(&files.replies, &mut replies);
        let Some(lost) = replies.iter_mut().find(|reply| reply.is_none()) else { break };
        let why = match ended {
            Some(status) => format!("the program ended while it read this ({status})"),
            None => format!("not read within {} s", TIME_LIMIT.as_secs()),
        };
        *lost = Some(Reply::Refused(why.clone()));
        end = Some(why);
        if ended.is_none() {
            break;
        }
    }
    let end = end.unwrap_or_default();
    let lost = || Reply::Refused(format!("not reached: {end}"));
    Ok(replies.into_iter().map(|reply| reply.unwrap_or_else(lost)).collect())
}

/// Where the program's input and output stand.
#[derive(Clone, Debug)]
pub struct Files {
    /// The lines that it reads.
    pub jobs: PathBuf,
    /// The lines that it writes.
    pub replies: PathBuf,
}

fn start(program: &Path, files: &Files) -> Result<Child, Failure> {
    let jobs = File::open(&files.jobs).map_err(|reason| Failure::read(&files.jobs, reason))?;
    let replies = File::create(&files.replies).map_err(|reason| Failure::write(&files.replies, reason))?;
    let started = Command::new(program).stdin(jobs).stdout(replies).stderr(Stdio::null()).spawn();
    started.map_err(|reason| Failure::Path { action: "run", path: program.to_owned(), reason, help: None })
}

/// How the program ended; `None` where it had to be stopped.
fn ended(mut child: Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        if Instant::now() >= deadline {
            // One that has ended in the meantime cannot be stopped, and need not be.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(PAUSE);
    }
}

fn take(path: &Path, replies: &mut [Option<Reply>]) {
    // A program that was stopped may have left half a line, which is then no line of three parts that parse.
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    for line in text.lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(id), Some(kind), Some(text)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let (Ok(id), Some(value)) = (id.parse::<usize>(), Json::parse(text)) else { continue };
        let reply = match (kind, value) {
            ("back", value) => Reply::Back(value),
            (kind, value) => Reply::Refused(format!("{kind}: {}", value.text().unwrap_or_default())),
        };
        if let Some(place) = replies.get_mut(id) {
            *place = Some(reply);
        }
    }
}
