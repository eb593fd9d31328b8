//! Reading values whose type is not known beforehand.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::runtime::wire::decode::Within;
use crate::runtime::wire::place::Step;
use crate::runtime::wire::precise;

/// A value of any kind, as it is put together.
pub(crate) trait Tree<'de>: Sized {
    /// The items of an array.
    type Items: Default;
    /// The entries of an object.
    type Entries: Default;

    fn null() -> Self;
    fn boolean(value: bool) -> Self;
    fn signed(value: i64) -> Self;
    fn unsigned(value: u64) -> Self;
    fn float(value: f64) -> Self;
    /// A number that is kept by its text.
    fn number(value: Number) -> Self;
    fn string(value: Cow<'de, str>) -> Self;
    fn push(items: &mut Self::Items, item: Self);
    fn array(items: Self::Items) -> Self;
    fn insert(entries: &mut Self::Entries, key: Cow<'de, str>, value: Self);
    fn object(entries: Self::Entries) -> Self;
}

/// Untyped JSON.
impl<'de> Tree<'de> for Value {
    type Items = Vec<Self>;
    type Entries = Map<String, Self>;

    fn null() -> Self {
        Self::Null
    }

    fn boolean(value: bool) -> Self {
        Self::Bool(value)
    }

    fn signed(value: i64) -> Self {
        Self::Number(value.into())
    }

    fn unsigned(value: u64) -> Self {
        Self::Number(value.into())
    }

    fn float(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }

    fn number(value: Number) -> Self {
        Self::Number(value)
    }

    fn string(value: Cow<'de, str>) -> Self {
        Self::String(value.into_owned())
    }

    fn push(items: &mut Vec<Self>, item: Self) {
        items.push(item);
    }

    fn array(items: Vec<Self>) -> Self {
        Self::Array(items)
    }

    fn insert(entries: &mut Map<String, Self>, key: Cow<'de, str>, value: Self) {
        entries.insert(key.into_owned(), value);
    }

    fn object(entries: Map<String, Self>) -> Self {
        Self::Object(entries)
    }
}

/// Nothing is kept.
impl Tree<'_> for () {
    type Items = ();
    type Entries = ();

    fn null() -> Self {}
    fn boolean(_: bool) -> Self {}
    fn signed(_: i64) -> Self {}
    fn unsigned(_: u64) -> Self {}
    fn float(_: f64) -> Self {}
    fn number(_: Number) -> Self {}
    fn string(_: Cow<'_, str>) -> Self {}
    fn push((): &mut (), (): Self) {}
    fn array((): ()) -> Self {}
    fn insert((): &mut (), _: Cow<'_, str>, (): Self) {}
    fn object((): ()) -> Self {}
}

/// Reads a value of any kind.
pub(crate) struct TreeSeed<'a, T> {
    within: Within<'a>,
    tree: PhantomData<T>,
}

impl<'a, T> TreeSeed<'a, T> {
    pub(crate) fn new(within: Within<'a>) -> Self {
        Self { within, tree: PhantomData }
    }
}

impl<'de, T: Tree<'de>> DeserializeSeed<'de> for TreeSeed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Tree<'de>> Visitor<'de> for TreeSeed<'_, T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        formatter.write_str("a value that JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::null())
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        Ok(T::null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Ok(T::boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Ok(T::signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Ok(T::unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Ok(T::float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<T, E> {
        Ok(T::string(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
        Ok(T::string(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<T, A::Error> {
        read_items(sequence, self.within.deeper()?)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        read_entries(entries, self.within.deeper()?)
    }
}

/// Reads the items of an array. The place is that of the array, already counted.
pub(crate) fn read_items<'de, T: Tree<'de>, A: SeqAccess<'de>>(mut from: A, within: Within<'_>) -> Result<T, A::Error> {
    let mut items = T::Items::default();
    let mut index = 0;
    let place = &within.state.place;
    while let Some(item) =
        from.next_element_seed(TreeSeed::new(within)).inspect_err(|_| place.came_through(Step::Index(index)))?
    {
        T::push(&mut items, item);
        index += 1;
    }
    Ok(T::array(items))
}

/// Reads the entries of an object. The place is that of the object, already counted.
pub(crate) fn read_entries<'de, T: Tree<'de>, A: MapAccess<'de>>(
    mut from: A,
    within: Within<'_>,
) -> Result<T, A::Error> {
    let mut entries = T::Entries::default();
    while let Some(key) = from.next_key_seed(OwnKey(within))? {
        if precise::is_key(&key) {
            return Ok(T::number(precise::read_number(&mut from)?));
        }
        let value = read_value(&mut from, &key, within)?;
        T::insert(&mut entries, key, value);
    }
    Ok(T::object(entries))
}

/// Reads the value that stands under a key.
pub(crate) fn read_value<'de, T: Tree<'de>, A: MapAccess<'de>>(
    from: &mut A,
    key: &str,
    within: Within<'_>,
) -> Result<T, A::Error> {
    let value = from.next_value_seed(TreeSeed::new(within));
    value.inspect_err(|_| within.state.place.came_through(Step::Key(key.to_owned())))
}

/// Reads a key, without a copy where the format allows that.
pub(crate) struct OwnKey<'a>(pub(crate) Within<'a>);

impl<'de> DeserializeSeed<'de> for OwnKey<'_> {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for OwnKey<'_> {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.state.place.blame_data();
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value))
    }
}
