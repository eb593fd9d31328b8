//! What `Debug` shows of a type: its value as it stands on the wire, each object under the name of its type.
//!
//! The derive writes a function with a row for each field, which the compiler checks with the crate whether or not a
//! program ever shows such a value. What a type says to be written is enough to show it as well.

use std::fmt::{self, Debug};
use std::slice;

use serde_json::Value;

use crate::runtime::wire::slot::Written;
use crate::runtime::wire::{Field, Fields, List, Map, Presence, Shape, Sink, Tuple, Wire, WriteEntries};

/// The body of `Debug::fmt` of each type.
///
/// A key that is absent and a constant are not shown, for there is nothing of them in the value.
///
/// # Errors
///
/// Those of the formatter.
#[inline]
pub fn debug<T: Wire>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    show(value, formatter)
}

fn show(value: &dyn Written, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut whole = Shown(Whole { formatter, result: Ok(()) });
    value.write(&mut whole);
    whole.0.result
}

/// What shows one value after the other.
trait Show {
    fn show(&mut self, value: &dyn Debug);

    /// Shows that there is no value.
    fn show_absent(&mut self) {
        self.show(&Null);
    }

    fn show_map(&mut self, map: &dyn Map) {
        self.show(&OfMap(map));
    }
}

/// The kinds of values, each as what it is shown by.
struct Shown<S>(S);

impl<'v, S: Show> Sink<'v> for Shown<S> {
    fn absent(&mut self, _: u8) {
        self.0.show_absent();
    }

    fn null(&mut self, _: u8) {
        self.0.show(&Null);
    }

    fn bool(&mut self, value: bool, _: u8) {
        self.0.show(&value);
    }

    fn i8(&mut self, value: i8, _: u8) {
        self.0.show(&value);
    }

    fn i16(&mut self, value: i16, _: u8) {
        self.0.show(&value);
    }

    fn i32(&mut self, value: i32, _: u8) {
        self.0.show(&value);
    }

    fn i64(&mut self, value: i64, _: u8) {
        self.0.show(&value);
    }

    fn u8(&mut self, value: u8, _: u8) {
        self.0.show(&value);
    }

    fn u16(&mut self, value: u16, _: u8) {
        self.0.show(&value);
    }

    fn u32(&mut self, value: u32, _: u8) {
        self.0.show(&value);
    }

    fn u64(&mut self, value: u64, _: u8) {
        self.0.show(&value);
    }

    fn f32(&mut self, value: f32, _: u8) {
        self.0.show(&value);
    }

    fn f64(&mut self, value: f64, _: u8) {
        self.0.show(&value);
    }

    fn string(&mut self, value: &'v str, _: u8) {
        self.0.show(&value);
    }

    fn any(&mut self, value: &'v Value, _: u8) {
        self.0.show(&Json(value));
    }

    fn list(&mut self, list: &'v dyn List, _: u8) {
        self.0.show(&OfItems(&|items| list.write_items(items)));
    }

    fn tuple(&mut self, tuple: &'v dyn Tuple, _: u8) {
        self.0.show(&OfItems(&|items| tuple.write_items(items)));
    }

    fn map(&mut self, map: &'v dyn Map, _: u8) {
        self.0.show_map(map);
    }

    fn record(&mut self, shape: &'static Shape, record: &'v dyn Fields, _: u8) {
        self.0.show(&OfRecord(shape, record));
    }
}

/// The one value that is the whole.
struct Whole<'a, 'f> {
    formatter: &'a mut fmt::Formatter<'f>,
    result: fmt::Result,
}

impl Show for Whole<'_, '_> {
    fn show(&mut self, value: &dyn Debug) {
        self.result = value.fmt(self.formatter);
    }
}

/// The items of a list or of a tuple.
struct Items<'a, 'f>(fmt::DebugList<'a, 'f>);

impl Show for Items<'_, '_> {
    fn show(&mut self, value: &dyn Debug) {
        self.0.entry(value);
    }
}

/// The values of a map, each after its key.
struct Entries<'a, 'f>(fmt::DebugMap<'a, 'f>);

impl Show for Entries<'_, '_> {
    fn show(&mut self, value: &dyn Debug) {
        self.0.value(value);
    }
}

impl<'v> WriteEntries<'v> for Shown<Entries<'_, '_>> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        self.0.0.key(&key);
        self
    }
}

/// The fields of a record, and after them its further keys.
struct Parts<'a, 'f> {
    shape: &'static Shape,
    shown: fmt::DebugStruct<'a, 'f>,
    /// Those that are still to be shown.
    fields: slice::Iter<'static, Field>,
    /// The further key whose value comes next.
    further: String,
}

impl Show for Parts<'_, '_> {
    fn show(&mut self, value: &dyn Debug) {
        match self.fields.next() {
            Some(Field { presence: Presence::Constant(_), .. }) => {}
            field => drop(self.shown.field(field.map_or(&self.further, |field| field.key), value)),
        }
    }

    fn show_absent(&mut self) {
        match self.fields.as_slice() {
            [Field { presence: Presence::Optional, .. }, ..] => drop(self.fields.next()),
            _ => self.show(&Null),
        }
    }

    fn show_map(&mut self, map: &dyn Map) {
        if self.shape.additional && self.fields.as_slice().is_empty() {
            map.write_entries(&mut Shown(self));
        } else {
            self.show(&OfMap(map));
        }
    }
}

/// A map under a further key is a value as any other.
impl Show for &mut Parts<'_, '_> {
    fn show(&mut self, value: &dyn Debug) {
        Parts::show(self, value);
    }

    fn show_absent(&mut self) {
        Parts::show_absent(self);
    }
}

impl<'v> WriteEntries<'v> for Shown<&mut Parts<'_, '_>> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        // The key is the server's, and could look like other fields.
        self.0.further = format!("{key:?}");
        self
    }
}

/// `null`, and an item that is absent.
struct Null;

impl Debug for Null {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("null")
    }
}

/// Untyped JSON, as a text of JSON.
struct Json<'a>(&'a Value);

impl Debug for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, formatter)
    }
}

/// The values of a list or of a tuple, in brackets as on the wire.
struct OfItems<'a>(&'a dyn Fn(&mut dyn Sink<'a>));

impl Debug for OfItems<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut items = Shown(Items(formatter.debug_list()));
        (self.0)(&mut items);
        items.0.0.finish()
    }
}

/// A map in braces.
struct OfMap<'a>(&'a dyn Map);

impl Debug for OfMap<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entries = Shown(Entries(formatter.debug_map()));
        self.0.write_entries(&mut entries);
        entries.0.0.finish()
    }
}

/// A record under its name.
struct OfRecord<'a>(&'static Shape, &'a dyn Fields);

impl Debug for OfRecord<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(shape, record) = *self;
        let shown = formatter.debug_struct(shape.name);
        let mut parts = Shown(Parts { shape, shown, fields: shape.fields.iter(), further: String::new() });
        record.write_fields(&mut parts);
        parts.0.shown.finish()
    }
}
