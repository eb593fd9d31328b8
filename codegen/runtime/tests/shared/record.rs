//! A record with its implementations, for the tests of how it travels and for those of calls.

/// What the generator prints for a record. The fields of the struct stand in the order of the shape, which has the
/// constants as well.
macro_rules! record {
    (
        struct $name:ident { $($field:ident: $type:ty,)* }
        shape [$($shape:expr),* $(,)?]
    ) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(pub $field: $type,)*
        }

        impl Wire for $name {
            type Access = wire::AsRecord;

            fn empty() -> Self {
                Self { $($field: Wire::empty(),)* }
            }
        }

        impl Record for $name {
            const SHAPE: &'static Shape = &Shape::new(stringify!($name), &[$($shape),*]);

            fn slots(&mut self, reader: &mut dyn wire::ReadFields) {
                let mut places = Vec::from([$(Wire::slot(&mut self.$field)),*]).into_iter();
                let slots = Self::SHAPE.fields.iter().map(|field| match field.presence {
                    wire::Presence::Constant(_) => wire::Slot::Ignored,
                    wire::Presence::Required | wire::Presence::Optional => places.next().expect("a field for each key"),
                });
                reader.read(&mut slots.collect::<Vec<_>>());
            }

            fn write_fields<'v>(&'v self, sink: &mut dyn wire::Sink<'v>) {
                let values: &[&dyn Fn(&mut dyn wire::Sink<'v>)] =
                    &[$(&|sink: &mut dyn wire::Sink<'v>| Wire::write(&self.$field, sink, 0)),*];
                let mut values = values.iter();
                for field in Self::SHAPE.fields {
                    match field.presence {
                        wire::Presence::Constant(value) => value.write(sink),
                        wire::Presence::Required | wire::Presence::Optional => {
                            values.next().expect("a field for each key")(sink);
                        }
                    }
                }
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
