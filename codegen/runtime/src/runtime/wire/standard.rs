//! The types of the standard library and of `serde_json` as values of fields.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use crate::runtime::wire::{Access, List, Map, Optional, Sink, Slot, Tuple, Wire, WriteEntries};

/// The place of a list, for values whose lists have a slot of their own.
macro_rules! list {
    ($list:ident) => {
        #[inline]
        fn list_slot(list: &mut Vec<Self>) -> Slot<'_> {
            Slot::$list(list)
        }
    };
}

/// Values that are copied to be written.
macro_rules! scalar {
    ($($type:ident $variant:ident $($list:ident)?,)*) => {$(
        impl Wire for $type {
            type Access = Self;

            #[inline]
            fn empty() -> Self {
                Self::default()
            }

            $(list! { $list })?
        }

        impl Access<Self> for $type {
            #[inline]
            fn slot(value: &mut Self) -> Slot<'_> {
                Slot::$variant(value)
            }

            #[inline]
            fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
                sink.$type(*value, present);
            }
        }
    )*};
}

scalar! {
    bool Bool,
    i8 I8,
    i16 I16,
    i32 I32,
    i64 I64 I64List,
    u8 U8,
    u16 U16,
    u32 U32,
    u64 U64,
    f32 F32 F32List,
    f64 F64 F64List,
}

/// Only `null`.
impl Wire for () {
    type Access = Self;

    const TAKES_NULL: bool = true;

    #[inline]
    fn empty() -> Self {}
}

impl Access<Self> for () {
    #[inline]
    fn slot((): &mut Self) -> Slot<'_> {
        Slot::Null
    }

    #[inline]
    fn write<'v>((): &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.null(present);
    }
}

impl Wire for String {
    type Access = Self;

    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    list! { StringList }
}

impl Access<Self> for String {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        Slot::String(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.string(value, present);
    }
}

impl Wire for Value {
    type Access = Self;

    const TAKES_NULL: bool = true;

    #[inline]
    fn empty() -> Self {
        Self::Null
    }
}

impl Access<Self> for Value {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        Slot::Any(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.any(value, present);
    }
}

impl<T: Wire> Wire for Box<T> {
    type Access = Self;

    const TAKES_NULL: bool = T::TAKES_NULL;

    #[inline]
    fn empty() -> Self {
        Self::new(T::empty())
    }
}

impl<T: Wire> Access<Self> for Box<T> {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        (**value).slot()
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        (**value).write(sink, present);
    }
}

impl<T: Wire> Wire for Option<T> {
    type Access = Self;

    #[inline]
    fn empty() -> Self {
        None
    }
}

impl<T: Wire> Access<Self> for Option<T> {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        Slot::Optional(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        match value {
            None => sink.absent(present),
            Some(value) => value.write(sink, present + 1),
        }
    }
}

impl<T: Wire> Optional for Option<T> {
    fn clear(&mut self) {
        // The empty value of a type of which `null` is one is that `null`. Otherwise `None` is there already, and to
        // put it there again would be compiled for each type, with all that drops a value.
        if T::TAKES_NULL {
            *self = Some(T::empty());
        }
    }

    fn fill(&mut self) -> Slot<'_> {
        self.insert(T::empty()).slot()
    }
}

impl<T: Wire> Wire for Vec<T> {
    type Access = Self;

    #[inline]
    fn empty() -> Self {
        Self::new()
    }
}

impl<T: Wire> Access<Self> for Vec<T> {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        T::list_slot(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.list(value, present);
    }
}

impl<T: Wire> List for Vec<T> {
    fn push(&mut self) -> Slot<'_> {
        self.push(T::empty());
        self.last_mut().map_or(Slot::Ignored, Wire::slot)
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn write_items<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        for item in self {
            item.write(sink, 0);
        }
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    type Access = Self;

    #[inline]
    fn empty() -> Self {
        Self::new()
    }
}

impl<T: Wire> Access<Self> for BTreeMap<String, T> {
    #[inline]
    fn slot(value: &mut Self) -> Slot<'_> {
        Slot::Map(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.map(value, present);
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn insert(&mut self, key: &str) -> Option<Slot<'_>> {
        match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => Some(entry.insert(T::empty()).slot()),
            Entry::Occupied(_) => None,
        }
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn write_entries<'v>(&'v self, entries: &mut dyn WriteEntries<'v>) {
        for (key, value) in self {
            value.write(entries.entry(key), 0);
        }
    }
}

/// Lists of values that have a type each.
macro_rules! tuple {
    ($count:literal: $($type:ident $index:tt)*) => {
        impl<$($type: Wire),*> Wire for ($($type,)*) {
            type Access = Self;

            #[inline]
            fn empty() -> Self {
                ($($type::empty(),)*)
            }
        }

        impl<$($type: Wire),*> Access<Self> for ($($type,)*) {
            #[inline]
            fn slot(value: &mut Self) -> Slot<'_> {
                Slot::Tuple(value)
            }

            #[inline]
            fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
                sink.tuple(value, present);
            }
        }

        impl<$($type: Wire),*> Tuple for ($($type,)*) {
            fn count(&self) -> usize {
                $count
            }

            #[inline]
            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$index.slot(),)*
                    _ => Slot::Ignored,
                }
            }

            fn write_items<'v>(&'v self, sink: &mut dyn Sink<'v>) {
                $(self.$index.write(sink, 0);)*
            }
        }
    };
}

tuple! { 1: A 0 }
tuple! { 2: A 0 B 1 }
tuple! { 3: A 0 B 1 C 2 }
tuple! { 4: A 0 B 1 C 2 D 3 }
tuple! { 5: A 0 B 1 C 2 D 3 E 4 }
tuple! { 6: A 0 B 1 C 2 D 3 E 4 F 5 }
tuple! { 7: A 0 B 1 C 2 D 3 E 4 F 5 G 6 }
tuple! { 8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 }
