//! The types of the standard library and of `serde_json` as values of fields.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use crate::runtime::wire::{Content, List, Map, Optional, Slot, Tuple, View, Wire};

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
            #[inline]
            fn empty() -> Self {
                Self::default()
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::of(Content::$variant(*self))
            }

            $(list! { $list })?
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
    #[inline]
    fn empty() -> Self {}

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Null
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::of(Content::Null)
    }
}

impl Wire for String {
    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::String(self)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::of(Content::String(self))
    }

    list! { StringList }
}

impl Wire for Value {
    #[inline]
    fn empty() -> Self {
        Self::Null
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Any(self)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::of(Content::Any(self))
    }
}

impl<T: Wire> Wire for Box<T> {
    #[inline]
    fn empty() -> Self {
        Self::new(T::empty())
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Wire> Wire for Option<T> {
    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::of(Content::Absent), |value| value.view().present())
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
    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        T::list_slot(self)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        T::list_view(self)
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
    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::of(Content::Map(self))
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
            #[inline]
            fn empty() -> Self {
                ($($type::empty(),)*)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::Tuple(self)
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::of(Content::Tuple(self))
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
