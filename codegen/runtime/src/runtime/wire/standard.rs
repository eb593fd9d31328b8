//! The types of the standard library and of `serde_json` as values of fields.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use crate::runtime::wire::{Access, Content, List, Map, Optional, Slot, Tuple, View, Wire};

/// The methods of values whose lists have variants of their own.
macro_rules! list {
    ($list:ident) => {
        #[inline]
        fn list_slot(list: &mut Vec<Self>) -> Slot<'_> {
            Slot::$list(list)
        }

        #[inline]
        fn list_view(list: &Vec<Self>) -> View<'_> {
            View::of(Content::$list(list))
        }
    };
}

/// Values that are copied into their view.
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
            fn view(value: &Self) -> View<'_> {
                View::of(Content::$variant(*value))
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

    #[inline]
    fn empty() -> Self {}
}

impl Access<Self> for () {
    #[inline]
    fn slot((): &mut Self) -> Slot<'_> {
        Slot::Null
    }

    #[inline]
    fn view((): &Self) -> View<'_> {
        View::of(Content::Null)
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
    fn view(value: &Self) -> View<'_> {
        View::of(Content::String(value))
    }
}

impl Wire for Value {
    type Access = Self;

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
    fn view(value: &Self) -> View<'_> {
        View::of(Content::Any(value))
    }
}

impl<T: Wire> Wire for Box<T> {
    type Access = Self;

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
    fn view(value: &Self) -> View<'_> {
        (**value).view()
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
    fn view(value: &Self) -> View<'_> {
        value.as_ref().map_or(View::of(Content::Absent), |value| value.view().present())
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
    fn view(value: &Self) -> View<'_> {
        T::list_view(value)
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

    fn item(&self, index: usize) -> View<'_> {
        self[index].view()
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
    fn view(value: &Self) -> View<'_> {
        View::of(Content::Map(value))
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

    fn each(&self, show: &mut dyn FnMut(&str, &View<'_>) -> bool) {
        for (key, value) in self {
            if !show(key, &value.view()) {
                break;
            }
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
            fn view(value: &Self) -> View<'_> {
                View::of(Content::Tuple(value))
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

            #[inline]
            fn view(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$index.view(),)*
                    _ => View::of(Content::Absent),
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
