//! This program in the place of rustc: it starts rustc, and writes down what one crate took.
//!
//! Cargo runs `RUSTC_WRAPPER rustc ARGUMENTS`. The wrapper has one child, so what the system says of its children is
//! what rustc and the processes that it started itself took.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// The variable that names the crate to measure; where it is set, this program stands in for rustc.
pub const CRATE_VARIABLE: &str = "XTASK_CORPUS_CRATE";

/// The variable that names the file to write the measurement to.
pub const FILE_VARIABLE: &str = "XTASK_CORPUS_MEASUREMENT";

/// What compiling a crate took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurement {
    /// How long rustc ran.
    pub seconds: f64,
    /// The most memory that it held at once, in MiB; `None` where the system does not say.
    pub memory: Option<u64>,
    /// How long it kept processors busy, in seconds: what else the machine does changes little of it.
    pub processor: Option<f64>,
}

impl Measurement {
    /// Reads what the wrapper wrote.
    pub fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut words = text.split_whitespace();
        let seconds = words.next()?.parse().ok()?;
        let memory = words.next().and_then(|word| word.parse().ok());
        Some(Self { seconds, memory, processor: words.next().and_then(|word| word.parse().ok()) })
    }
}

/// Runs rustc where Cargo started this program to do so, and gives what the process has to end with.
pub fn stand_in_for_rustc() -> Option<ExitCode> {
    let measured = env::var_os(CRATE_VARIABLE)?;
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let start = Instant::now();
    let status = match Command::new(&rustc).args(&arguments).status() {
        Ok(status) => status,
        Err(reason) => {
            eprintln!("error: cannot run {}: {reason}", rustc.display());
            return Some(ExitCode::FAILURE);
        }
    };
    if is_crate(&arguments, &measured)
        && let Some(path) = env::var_os(FILE_VARIABLE)
    {
        let usage = usage().map(|(memory, processor)| format!("{memory} {processor:.3}")).unwrap_or_default();
        // What is not written is not measured, which is no reason for the build to fail.
        let _ = fs::write(path, format!("{:.3} {usage}\n", start.elapsed().as_secs_f64()));
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn is_crate(arguments: &[OsString], name: &OsStr) -> bool {
    arguments.windows(2).any(|pair| pair[0] == "--crate-name" && pair[1] == name)
}

/// The peak memory of the processes that this one has started, in MiB, and how long they kept processors busy.
#[cfg(unix)]
fn usage() -> Option<(u64, f64)> {
    use std::time::Duration;

    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let most = u64::try_from(usage.max_rss()).ok()?;
    // Apple's systems count bytes, the others kibibytes.
    let memory = if cfg!(target_vendor = "apple") { most >> 20 } else { most >> 10 };
    let duration = |time: TimeVal| {
        let seconds = Duration::from_secs(u64::try_from(time.tv_sec()).ok()?);
        Some(seconds + Duration::from_micros(u64::try_from(time.tv_usec()).ok()?))
    };
    let busy = duration(usage.user_time())? + duration(usage.system_time())?;
    Some((memory, busy.as_secs_f64()))
}

#[cfg(not(unix))]
fn usage() -> Option<(u64, f64)> {
    None
}
