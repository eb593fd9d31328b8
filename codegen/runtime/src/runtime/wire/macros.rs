//! What generated code says of a type, in a line for each field; the rest is the same for all types and stands here
//! once.
//!
//! [`Wire`] is in scope where [`record!`] is called: its methods are called as such, because each part of a path to one
//! would be looked up anew for each field.
//!
//! The functions of a type are inline for the compiler's sake: like the generic ones of a derive, each is compiled
//! where a type is read or written, and not for all types of a crate of which a program uses a few.
//!
//! [`Wire`]: crate::runtime::wire::Wire

/// The implementations of a struct: its path, and a line for each key.
///
/// ```text
/// record! { types::Model, {
///     constant "object" = String("model");
///     required "id" => id;
///     optional "created" => created;
///     nullable "parent" => parent;
/// } .. additional_properties in ["x-"] }
/// ```
#[allow(unused_macros, reason = "a document without such a type uses none")]
macro_rules! record {
    (@shape $name:expr, $fields:expr, ) => { $crate::runtime::wire::Shape::new($name, $fields) };
    (@shape $name:expr, $fields:expr, $additional:ident $($prefix:literal)*) => {
        $crate::runtime::wire::Shape::open($name, $fields, &[$($prefix),*])
    };
    (@slot_of_constant $value:expr) => { $crate::runtime::wire::Slot::Ignored };
    (
        $module:ident::$type:ident,
        { $($presence:ident $key:literal $(= $kind:ident($value:expr))? $(=> $field:ident)?;)* }
        $(.. $additional:ident $(in [$($prefix:literal),*])?)?
    ) => {
        impl $crate::runtime::wire::Wire for $module::$type {
            type Access = $crate::runtime::wire::AsRecord;

            #[inline]
            fn empty() -> Self {
                Self {
                    $($($field: $crate::runtime::wire::Wire::empty(),)?)*
                    $($additional: $crate::runtime::wire::Wire::empty(),)?
                }
            }
        }

        impl $crate::runtime::wire::Record for $module::$type {
            const SHAPE: &'static $crate::runtime::wire::Shape = &$crate::runtime::wire::record!(
                @shape stringify!($type),
                &[$($crate::runtime::wire::Field::$presence(
                    $key $(, $crate::runtime::wire::Constant::$kind($value))?
                )),*],
                $($additional $($($prefix)*)?)?
            );

            #[inline]
            fn slots(&mut self, reader: &mut dyn $crate::runtime::wire::ReadFields) {
                reader.read(&mut [
                    $(
                        $(self.$field.slot(),)?
                        $($crate::runtime::wire::record!(@slot_of_constant $value),)?
                    )*
                    $(self.$additional.slot(),)?
                ]);
            }

            #[inline]
            fn write_fields<'v>(&'v self, sink: &mut dyn $crate::runtime::wire::Sink<'v>) {
                $(
                    $(self.$field.write(sink, 0);)?
                    $($crate::runtime::wire::Constant::$kind($value).write(sink);)?
                )*
                $(self.$additional.write(sink, 0);)?
                // A record without keys does not use it otherwise.
                let _ = sink;
            }
        }

        $crate::runtime::wire::traits!($module::$type);
        $crate::runtime::wire::equality!($module::$type);
    };
}

/// What others know a type by: `Debug`, and serde's `Serialize` and `Deserialize`.
#[allow(unused_macros, reason = "a document without types uses none")]
macro_rules! traits {
    ($type:ty) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::wire::debug(self, formatter)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::wire::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::wire::deserialize(deserializer)
            }
        }
    };
}

/// Equality of a type that holds others. An enumeration has the derive's, which goes with that of `Hash`.
#[allow(unused_macros, reason = "a document without such types uses none")]
macro_rules! equality {
    ($type:ty) => {
        impl PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::wire::equal(self, other)
            }
        }
    };
}

/// The implementations of an enumeration of texts: its path, the variant of what the document does not know, and each
/// value with its variant.
#[allow(unused_macros, reason = "a document without such a type uses none")]
macro_rules! texts {
    ($type:ty, $unknown:ident, { $first:literal => $initial:ident; $($text:literal => $variant:ident;)* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::$initial => $first,
                    $(Self::$variant => $text,)*
                    Self::$unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for $type {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $first => Self::$initial,
                    $($text => Self::$variant,)*
                    other => Self::$unknown($crate::runtime::UnknownValue::new(other)),
                }
            }
        }

        impl From<String> for $type {
            #[inline]
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::runtime::wire::Wire for $type {
            type Access = $crate::runtime::wire::AsText;

            #[inline]
            fn empty() -> Self {
                Self::$initial
            }
        }

        impl $crate::runtime::wire::Text for $type {
            #[inline]
            fn set(&mut self, value: &str) -> bool {
                *self = Self::from(value);
                !matches!(self, Self::$unknown(_))
            }
        }

        $crate::runtime::wire::traits!($type);
    };
}

/// The same for an enumeration of whole numbers.
#[allow(unused_macros, reason = "a document without such a type uses none")]
macro_rules! whole_numbers {
    ($type:ty, $unknown:ident, { $first:literal => $initial:ident; $($number:literal => $variant:ident;)* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[inline]
            pub fn value(self) -> i64 {
                match self {
                    Self::$initial => $first,
                    $(Self::$variant => $number,)*
                    Self::$unknown(value) => value.value(),
                }
            }
        }

        impl From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $first => Self::$initial,
                    $($number => Self::$variant,)*
                    other => Self::$unknown($crate::runtime::UnknownInteger::new(other)),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl $crate::runtime::wire::Wire for $type {
            type Access = $crate::runtime::wire::AsWhole;

            #[inline]
            fn empty() -> Self {
                Self::$initial
            }
        }

        impl $crate::runtime::wire::Whole for $type {
            #[inline]
            fn get(&self) -> i64 {
                self.value()
            }

            #[inline]
            fn set(&mut self, value: i64) -> bool {
                *self = Self::from(value);
                !matches!(self, Self::$unknown(_))
            }
        }

        $crate::runtime::wire::traits!($type);
    };
}

/// The implementations of a union: its path, the key that tells its objects apart, the variant that an empty value has
/// (the one that is null where `null` is a value of the union, and else one that does not hold the union again), and
/// each variant with its number, the type that turns into it, and what a value of it is like.
#[allow(unused_macros, reason = "a document without such a type uses none")]
macro_rules! one_of {
    (@takes null) => { true };
    (
        $module:ident::$type:ident, [$($tag:literal $(of $tag_kinds:expr)?)?], $empty:ident $(takes $null:ident)?,
        { $($index:literal $variant:ident $(from($from:ty))? $(boxed($boxed:ty))? = $shape:expr;)* }
        $(.. $last:literal $unknown:ident)?
    ) => {
        impl $crate::runtime::wire::Wire for $module::$type {
            type Access = $crate::runtime::wire::AsUnion;

            $(const TAKES_NULL: bool = $crate::runtime::wire::one_of!(@takes $null);)?

            #[inline]
            fn empty() -> Self {
                Self::$empty($crate::runtime::wire::Wire::empty())
            }
        }

        impl $crate::runtime::wire::Union for $module::$type {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::wire::UnionShape {
                static SHAPE: $crate::runtime::wire::UnionShape =
                    $crate::runtime::wire::UnionShape::new(stringify!($type), &[$($shape),*])
                        $(.tagged_by($tag)$(.with_tags_of($tag_kinds))?)?$(.with_unknown($last))?;
                &SHAPE
            }

            #[inline]
            fn write<'v>(&'v self, sink: &mut dyn $crate::runtime::wire::Sink<'v>, present: u8) {
                match self {
                    $(Self::$variant(value) => $crate::runtime::wire::Wire::write(value, sink, present),)*
                    $(Self::$unknown(value) => $crate::runtime::wire::Wire::write(value, sink, present),)?
                }
            }

            #[inline]
            fn choose(&mut self, variant: usize) -> $crate::runtime::wire::Slot<'_> {
                *self = match variant {
                    $($index => Self::$variant($crate::runtime::wire::Wire::empty()),)*
                    $($last => Self::$unknown($crate::runtime::wire::Wire::empty()),)?
                    _ => Self::$empty($crate::runtime::wire::Wire::empty()),
                };
                match self {
                    $(Self::$variant(value) => $crate::runtime::wire::Wire::slot(value),)*
                    $(Self::$unknown(value) => $crate::runtime::wire::Wire::slot(value),)?
                }
            }
        }

        $crate::runtime::wire::traits!($module::$type);
        $crate::runtime::wire::equality!($module::$type);

        $(
            $(
                impl From<$from> for $module::$type {
                    #[inline]
                    fn from(value: $from) -> Self {
                        Self::$variant(value)
                    }
                }
            )?
            $(
                impl From<$boxed> for $module::$type {
                    #[inline]
                    fn from(value: $boxed) -> Self {
                        Self::$variant(Box::new(value))
                    }
                }
            )?
        )*
    };
}

#[allow(unused_imports, reason = "a document without such types uses none")]
pub(crate) use {equality, one_of, record, texts, traits, whole_numbers};
