//! The types of the standard library and of `serde_json` as values of fields.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use crate::runtime::wire::{List, Map, Optional, Slot, Tuple, View, Wire};

/// Values that are copied into their view.
macro_rules! scalar {
    ($($type:ident $variant:ident)*) => {$(
        impl Wire for $type {
            fn empty() -> Self {
                Self::default()
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }

            fn view(&self) -> View<'_> {
                View::$variant(*self)
            }
        }
    )*};
}

scalar! { bool Bool i8 I8 i16 I16 i32 I32 i64 I64 u8 U8 u16 U16 u32 U32 u64 U64 f32 F32 f64 F64 }

/// Only `null`.
impl Wire for () {
    fn empty() -> Self {}

    fn slot(&mut self) -> Slot<'_> {
        Slot::Null
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Wire for String {
    fn empty() -> Self {
        Self::new()
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::String(self)
    }

    fn view(&self) -> View<'_> {
        View::String(self)
    }
}

impl Wire for Value {
    fn empty() -> Self {
        Self::Null
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }

    fn view(&self) -> View<'_> {
        View::Any(self)
    }
}

impl<T: Wire> Wire for Box<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn empty() -> Self {
        None
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, |value| View::Present(value))
    }
}

impl<T: Wire> Optional for Option<T> {
    fn clear(&mut self) {
        *self = None;
    }

    fn fill(&mut self) -> Slot<'_> {
        self.insert(T::empty()).slot()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Wire> List for Vec<T> {
    fn push(&mut self) -> Slot<'_> {
        let index = self.len();
        self.push(T::empty());
        self[index].slot()
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        self[index].view()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
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

    fn entries(&self) -> Box<dyn Iterator<Item = (&str, View<'_>)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value.view())))
    }
}

/// Lists of values that have a type each.
macro_rules! tuple {
    ($count:literal: $($type:ident $index:tt)*) => {
        impl<$($type: Wire),*> Wire for ($($type,)*) {
            fn empty() -> Self {
                ($($type::empty(),)*)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::Tuple(self)
            }

            fn view(&self) -> View<'_> {
                View::Tuple(self)
            }
        }

        impl<$($type: Wire),*> Tuple for ($($type,)*) {
            fn count(&self) -> usize {
                $count
            }

            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$index.slot(),)*
                    _ => Slot::Ignored,
                }
            }

            fn view(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$index.view(),)*
                    _ => View::Absent,
                }
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
