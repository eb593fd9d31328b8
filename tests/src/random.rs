//! Random schemas: a description of each, the document that says it, and the values that it allows.
//!
//! A description holds nothing that loses a value by design, so that every instance has to come back whole from the
//! type that is made of it. What the document leaves open (which of several branches a value belongs to) is left out as
//! well.
//!
//! The tests try few of them, always the same. The environment has them try others, or more:
//!
//! ```sh
//! RANDOM_SCHEMAS_SEED=7 RANDOM_SCHEMAS_CASES=200 cargo test -p tests --test random_schemas
//! RANDOM_SCHEMAS_SEED=7 RANDOM_SCHEMAS_CASES=100000 RANDOM_SCHEMAS_COMPONENTS=200 cargo test -p wire-tests random
//! ```

mod census;
mod schemas;
mod text;
mod values;

use std::env;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use serde_json::Value;

pub use census::{CONSTRUCTS, constructs};
pub use schemas::{components, fixed};
pub use text::{document, name, yaml};
pub use values::{UNKNOWN_KEY, strange_value, value};

/// The name of the variable that sets the seed, a whole number.
pub const SEED: &str = "RANDOM_SCHEMAS_SEED";

/// The name of the variable that sets how many cases a test tries.
pub const CASES: &str = "RANDOM_SCHEMAS_CASES";

/// The name of the variable that sets how many components are built into one crate.
pub const COMPONENTS: &str = "RANDOM_SCHEMAS_COMPONENTS";

/// What the value of a place may be.
#[derive(Clone, Debug)]
pub enum Description {
    /// Anything but null; as a boolean schema or as an empty one.
    Anything {
        /// Whether it is written as `true`.
        is_boolean: bool,
    },
    /// No value at all: what it stands under is never there.
    Nothing,
    /// A boolean.
    Boolean,
    /// A whole number, with this format.
    Integer(Option<&'static str>),
    /// A number with a fraction, with this format.
    Number(Option<&'static str>),
    /// A text, with this format.
    Text(Option<&'static str>),
    /// A text that holds bytes.
    Encoded,
    /// One of these texts.
    Texts(Vec<&'static str>),
    /// One of these whole numbers.
    Integers(Vec<i64>),
    /// One of these values, which are of several types.
    Values(Vec<Value>),
    /// This value alone.
    Constant(Value),
    /// A value of one of these types, of which nothing else is known.
    Types(Vec<&'static str>),
    /// A list.
    List(Box<Place>),
    /// A list of so many values, and of as many others as there may be.
    Tuple(Vec<Place>, Rest),
    /// An object whose keys are not known.
    Map {
        /// What stands under each key.
        inner: Box<Place>,
        /// Whether something is said of the keys.
        has_names: bool,
    },
    /// An object.
    Record(Record),
    /// An object that several parts describe.
    Parts(Parts),
    /// An object that has the keys of one of several sets.
    Choices {
        /// Its keys, of which none has to be there by itself.
        record: Record,
        /// The positions of the keys of each set.
        sets: Vec<Vec<usize>>,
    },
    /// An object with keys that each of several objects has as well.
    Beside(Record, Box<Self>),
    /// A value of one of several kinds.
    ByKind(Vec<Place>),
    /// A value of one of several schemas that nothing has to tell apart.
    Overlapping(Vec<Place>),
    /// One of several objects, which a constant tells apart.
    ByTag(Vec<Record>),
    /// One of several objects, which a required key tells apart.
    ByKey(Vec<Record>),
    /// One of the components with a tag in the block that begins here.
    Tagged {
        /// The position of the first component of the block.
        start: usize,
        /// How the document says which tag is whose.
        words: TagWords,
    },
    /// The component that its children are made of; the block begins here.
    Base {
        /// The position of the first component of the block.
        start: usize,
        /// The keys besides the tag.
        record: Record,
        /// Whether the values of the tag are not the names of the children.
        has_mapping: bool,
    },
    /// A child of the component that children are made of.
    Child {
        /// The position of the first component of the block.
        start: usize,
        /// Its position.
        position: usize,
        /// Its own keys.
        record: Record,
    },
    /// An object of a schema that stands under `$defs` of the component at this position.
    Defined(usize, Box<Place>),
    /// The component at this position.
    Reference(usize),
    /// The component at this position, with a description.
    Described(usize),
}

/// What a tuple has behind the places that are named.
#[derive(Clone, Debug)]
pub enum Rest {
    /// Nothing, because of a limit of its length.
    Limited,
    /// Nothing, because no value is one of `items`.
    Refused,
    /// Whatever there is, since nothing is said.
    Unsaid,
    /// Values of this schema.
    Values(Box<Place>),
}

/// The parts of an object.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The components it is made of.
    pub references: Vec<usize>,
    /// Its inline parts.
    pub inline: Vec<Record>,
    /// The keys of inline parts that the last part alone says are required.
    pub required: Vec<String>,
    /// Whether the inline parts stand beside a single `$ref`, instead of in `allOf`.
    pub is_beside_reference: bool,
}

/// How the document says which tag is whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagWords {
    /// The branches say it themselves.
    Constants,
    /// The names of the branches are the values of a property.
    Discriminator,
    /// A mapping says it.
    Mapping,
}

/// A description, and whether null is a value too.
#[derive(Clone, Debug)]
pub struct Place {
    /// What the value may be.
    pub description: Description,
    /// Whether it may be null, and in which words of OpenAPI 3.1.
    pub null: Null,
}

/// Whether a value may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// It may not.
    Never,
    /// It may, by a type or a value more where there are such, or else by a branch.
    Word,
    /// It may, by a branch after all others.
    LastBranch,
    /// It may, by a branch before all others.
    FirstBranch,
}

/// The keys of an object.
#[derive(Clone, Debug)]
pub struct Record {
    /// Those that are named.
    pub properties: Vec<Property>,
    /// What stands under those that begin with `x-`.
    pub pattern: Option<Box<Place>>,
    /// What stands under all others.
    pub additional: Additional,
}

/// What stands under the keys that are not named.
#[derive(Clone, Debug)]
pub enum Additional {
    /// Nothing is said of them.
    Unsaid,
    /// There are none.
    Refused,
    /// Anything.
    Anything,
    /// Values of this schema.
    Values(Box<Place>),
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
    /// The one way that it goes, if it does.
    pub direction: Option<Direction>,
}

/// The way that a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It comes and is not sent.
    ReadOnly,
    /// It is sent and does not come back. A value that comes never has it.
    WriteOnly,
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

/// The number of components in a block, each of which begins with some that others are made of:
///
/// | position in the block | component |
/// |---|---|
/// | 0, 1 | a record, for `allOf` |
/// | 2, 3 | a record whose tag is a constant, its own name |
/// | 4 | a record whose tag is any text |
/// | 5 | a record with a discriminator, which children are made of |
/// | 6, 7 | its children |
pub const BLOCK: usize = 20;

/// The value of a mapping for the component at this position.
fn mapped(position: usize) -> String {
    format!("mapped {position}")
}

/// A property that has to be there.
fn required(key: &str, description: Description) -> Property {
    let place = Place { description, null: Null::Never };
    Property { key: key.to_owned(), place, is_required: true, direction: None }
}

/// The required key that the branch at this position has alone.
fn marker(position: usize) -> Property {
    required(&format!("marker {position}"), Description::Boolean)
}

/// The key that tells objects apart, with its only value.
fn tag(value: &str) -> Property {
    required("kind", Description::Constant(value.into()))
}

impl Record {
    /// The record with a key more.
    fn with(&self, property: Property) -> Self {
        let mut record = self.clone();
        record.properties.push(property);
        record
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

/// How many components are built into one crate, where the environment says nothing else.
///
/// # Panics
///
/// Where the variable holds something else than a whole number.
pub fn component_count(otherwise: usize) -> usize {
    let otherwise = otherwise.try_into().expect("the number of components is a small one");
    usize::try_from(number_from(COMPONENTS, otherwise)).expect("the number of components is a small one")
}

fn number_from(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {text:?}")),
        Err(_) => otherwise,
    }
}
