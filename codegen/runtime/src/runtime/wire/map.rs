//! Reading maps.

use std::fmt;

use serde::de::{MapAccess, Visitor};

use crate::runtime::wire::Map;
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::entries::{Entries, Stream};
use crate::runtime::wire::leaf::KeyVisitor;
use crate::runtime::wire::place::Step;

/// Reads a map from the format.
pub(crate) struct MapVisitor<'a> {
    pub(crate) target: &'a mut dyn Map,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        read_map(self.target, Stream::new(entries), self.within)
    }
}

/// Reads the entries of a map. The place is that of the map, already counted.
pub(crate) fn read_map<E: Entries>(target: &mut dyn Map, mut entries: E, within: Within<'_>) -> Result<(), E::Error> {
    let place = &within.state.place;
    let mut key = String::new();
    while entries.next_key(KeyVisitor { target: &mut key, place })?.is_some() {
        read_entry(target, &mut entries, &key, within)?;
    }
    Ok(())
}

/// Reads the value of an entry, whose key was just read.
pub(crate) fn read_entry<E: Entries>(
    target: &mut dyn Map,
    entries: &mut E,
    key: &str,
    within: Within<'_>,
) -> Result<(), E::Error> {
    let place = &within.state.place;
    let Some(slot) = target.insert(key) else {
        return Err(place.error(format_args!("duplicate key {key:?}")));
    };
    entries.next_value(slot, within).inspect_err(|_| place.came_through(Step::Key(key.to_owned())))
}
