//! A record with its implementations, for the tests of how it travels and for those of calls.

/// What the generator prints for a record. The numbers are the positions in the shape.
macro_rules! record {
    (
        struct $name:ident { $($field:ident: $type:ty,)* }
        shape [$($shape:expr),* $(,)?]
        at { $($index:literal => $at:ident,)* }
    ) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(pub $field: $type,)*
        }

        impl Record for $name {
            fn shape(&self) -> &'static Shape {
                static SHAPE: Shape = Shape::new(stringify!($name), &[$($shape),*]);
                &SHAPE
            }

            fn slot(&mut self, field: usize) -> Slot<'_> {
                match field {
                    $($index => Wire::slot(&mut self.$at),)*
                    _ => Slot::Ignored,
                }
            }

            fn views(&self, take: &mut dyn FnMut(&'static Shape, &[View<'_>])) {
                take(self.shape(), &[$(Wire::view(&self.$at)),*]);
            }
        }

        impl Wire for $name {
            fn empty() -> Self {
                Self { $($field: Wire::empty(),)* }
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::Record(self)
            }

            fn view(&self) -> View<'_> {
                View::of(wire::Content::Record(self))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use record;
