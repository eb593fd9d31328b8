//! How structs travel: one table a struct.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::tokens::index;
use crate::rust::{Constant, FieldPresence, RecordWire, WireField};

pub fn record(record: &RecordWire) -> Vec<TokenStream> {
    let RecordWire { path, name, fields } = record;
    let shape = fields.iter().map(shape_field);
    let members = || {
        fields.iter().enumerate().filter_map(|(position, field)| match &field.presence {
            FieldPresence::Required(name) | FieldPresence::Optional(name) => Some((index(position), name)),
            FieldPresence::Constant(_) => None,
        })
    };
    let empty = members().map(|(_, name)| quote!(#name: Wire::empty()));
    let slots = members().map(|(position, name)| quote!(#position => Wire::slot(&mut self.#name)));
    let slot = member(&quote!(fn slot(&mut self, field: usize) -> Slot<'_>), &quote!(Slot::Ignored), slots);
    let views = members().map(|(position, name)| quote!(#position => Wire::view(&self.#name)));
    let view = member(&quote!(fn view(&self, field: usize) -> View<'_>), &quote!(View::Absent), views);
    vec![
        quote! {
            impl Wire for #path {
                fn empty() -> Self {
                    Self { #(#empty),* }
                }

                fn slot(&mut self) -> Slot<'_> {
                    Slot::Record(self)
                }

                fn view(&self) -> View<'_> {
                    View::Record(self)
                }
            }
        },
        quote! {
            impl Record for #path {
                fn shape(&self) -> &'static Shape {
                    const SHAPE: Shape = Shape::new(#name, &[#(#shape),*]);
                    &SHAPE
                }

                #slot

                #view
            }
        },
        quote! {
            impl Serialize for #path {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    wire::serialize(self, serializer)
                }
            }
        },
        quote! {
            impl<'de> Deserialize<'de> for #path {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    wire::deserialize(deserializer)
                }
            }
        },
    ]
}

/// A method that finds a field by its number; one of a struct without fields has nothing to look at.
fn member(signature: &TokenStream, absent: &TokenStream, arms: impl Iterator<Item = TokenStream>) -> TokenStream {
    let arms: Vec<TokenStream> = arms.collect();
    if arms.is_empty() {
        return quote!(#signature { let _ = field; #absent });
    }
    quote!(#signature { match field { #(#arms,)* _ => #absent } })
}

fn shape_field(field: &WireField) -> TokenStream {
    let WireField { key, presence } = field;
    match presence {
        FieldPresence::Required(_) => quote!(Field::required(#key)),
        FieldPresence::Optional(_) => quote!(Field::optional(#key)),
        FieldPresence::Constant(constant) => {
            let constant = match constant {
                Constant::Boolean(value) => quote!(Constant::Boolean(#value)),
                Constant::Integer(value) => {
                    let value = Literal::i64_unsuffixed(*value);
                    quote!(Constant::Integer(#value))
                }
                Constant::String(value) => quote!(Constant::String(#value)),
            };
            quote!(Field::constant(#key, #constant))
        }
    }
}
