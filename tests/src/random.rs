//! Random schemas: a description of each, the document that says it, and the values that it allows.
//!
//! A description holds nothing that loses a value by design, so that every instance has to come back whole from the type
//! that is made of it. What the document leaves open (which of several branches a value belongs to) is left out as well.

mod schemas;
mod text;
mod values;

use std::env;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

pub use schemas::{components, fixed};
pub use text::{document, name, yaml};
pub use values::value;

/// The name of the variable that sets the seed, a whole number.
pub const SEED: &str = "RANDOM_SCHEMAS_SEED";

/// The name of the variable that sets how many cases a test tries.
pub const CASES: &str = "RANDOM_SCHEMAS_CASES";
/// What the value of a place may be.
#[derive(Clone, Debug)]
pub enum Description {
    /// Anything but null.
    Anything,
    /// A boolean.
    Boolean,
    /// A whole number, with this format.
    Integer(Option<&'static str>),
    /// A number with a fraction.
    Number,
    /// A text, with this format.
    Text(Option<&'static str>),
    /// One of these texts.
    Texts(Vec<&'static str>),
    /// One of these whole numbers.
    Integers(Vec<i64>),
    /// This text alone.
    Constant(&'static str),
    /// A list.
    List(Box<Place>),
    /// A list of so many values.
    Tuple(Vec<Place>),
    /// An object whose keys are not known.
    Map(Box<Place>),
    /// An object.
    Record(Record),
    /// An object that several parts describe.
    Parts(Vec<Record>),
    /// A value of one of several kinds.
    ByKind(Vec<Place>),
    /// One of several objects, which a constant tells apart.
    ByTag(Vec<Record>),
    /// One of several objects, which a required key tells apart.
    ByKey(Vec<Record>),
    /// The component at this position.
    Reference(usize),
}

/// A description, and whether null is a value too.
#[derive(Clone, Debug)]
pub struct Place {
    /// What the value may be.
    pub description: Description,
    /// Whether it may be null.
    pub is_nullable: bool,
}

/// The keys of an object.
#[derive(Clone, Debug)]
pub struct Record {
    /// Those that are named.
    pub properties: Vec<Property>,
    /// What stands under all others.
    pub additional: Option<Box<Place>>,
}

/// A key of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// The key.
    pub key: String,
    /// What stands under it.
    pub place: Place,
    /// Whether it must be there.
    pub is_required: bool,
}

/// The version of OpenAPI in whose words a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0, which knows neither a list of types nor `const`.
    V3_0,
    /// 3.1.
    V3_1,
}

/// The tags of the branches that one tells apart.
const TAGS: [&str; 3] = ["first", "second kind", "third"];

/// The required key that the branch at this position has alone.
fn marker(position: usize) -> Property {
    Property {
        key: format!("marker {position}"),
        place: Place { description: Description::Boolean, is_nullable: false },
        is_required: true,
    }
}

/// The seed that the environment sets, or the one that never changes.
///
/// # Panics
///
/// Where the variable holds something else than a whole number.
pub fn seed() -> u64 {
    number_from(SEED, 20)
}

/// The settings of a test of so many cases, where the environment says nothing else.
///
/// # Panics
///
/// Where a variable holds something else than a whole number.
pub fn config(cases: u32) -> ProptestConfig {
    let cases = u32::try_from(number_from(CASES, cases.into())).expect("the number of cases is a small one");
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed()),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

fn number_from(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {text:?}")),
        Err(_) => otherwise,
    }
}
