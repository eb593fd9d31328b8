//! How types travel: one call of a macro of the runtime for each, with a line for each field, value or variant.
//!
//! A thousand types would else say the same in fifty lines each; the compiler is given no less, but who reads a diff is.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::tokens::index;
use crate::rust::{
    Constant, EnumerationValues, EnumerationWire, FieldPresence, RecordWire, UnionConversion, UnionWire, WireField,
    WireVariant,
};

pub fn record(record: &RecordWire) -> TokenStream {
    let RecordWire { path, name, fields, additional } = record;
    let fields = fields.iter().enumerate().map(|(position, field)| {
        let WireField { key, presence } = field;
        let position = index(position);
        match presence {
            FieldPresence::Required(name) => quote!(#position required #key => #name;),
            FieldPresence::Optional(name) => quote!(#position optional #key => #name;),
            FieldPresence::Constant(constant) => {
                let constant = self::constant(constant);
                quote!(#position constant #key = #constant;)
            }
        }
    });
    let additional = additional.iter().map(|name| quote!(.. #name));
    quote!(record! { #path, #name, { #(#fields)* } #(#additional)* })
}

fn constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Boolean(value) => quote!(Boolean(#value)),
        Constant::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(Integer(#value))
        }
        Constant::Number(value) => {
            let value = Literal::f64_unsuffixed(*value);
            quote!(Float(#value))
        }
        Constant::String(value) => quote!(String(#value)),
    }
}

pub fn enumeration(item: &EnumerationWire) -> TokenStream {
    let EnumerationWire { path, values, unknown } = item;
    match values {
        EnumerationValues::Texts(values) => {
            let values = values.iter().map(|(name, text)| quote!(#text => #name;));
            quote!(texts! { #path, #unknown, { #(#values)* } })
        }
        EnumerationValues::Whole(values) => {
            let values = values.iter().map(|(name, number)| {
                let number = Literal::i64_unsuffixed(*number);
                quote!(#number => #name;)
            });
            quote!(whole_numbers! { #path, #unknown, { #(#values)* } })
        }
    }
}

pub fn union(item: &UnionWire) -> TokenStream {
    let UnionWire { path, name, tag, empty, variants, unknown, conversions } = item;
    let tag = tag.iter();
    let lines = variants.iter().enumerate().map(|(position, variant)| {
        let position = index(position);
        let name = &variant.name;
        let from = conversions.iter().filter(|found| found.variant == *name).map(conversion);
        let shape = self::variant(variant);
        quote!(#position #name #(#from)* = #shape;)
    });
    let last = index(variants.len());
    let unknown = unknown.iter().map(|name| quote!(.. #last #name));
    quote!(one_of! { #path, #name, [#(#tag)*], #empty, { #(#lines)* } #(#unknown)* })
}

fn conversion(found: &UnionConversion) -> TokenStream {
    let UnionConversion { variant: _, from, is_boxed } = found;
    if *is_boxed { quote!(boxed(#from)) } else { quote!(from(#from)) }
}

fn variant(item: &WireVariant) -> TokenStream {
    let WireVariant { name, kinds, tags, is_tag_required, required, items } = item;
    let name = name.unraw();
    let kinds = kinds_of(kinds);
    let tagged = (!tags.is_empty())
        .then(|| if *is_tag_required { quote!(.tagged(&[#(#tags),*])) } else { quote!(.maybe_tagged(&[#(#tags),*])) });
    let requires = (!required.is_empty()).then(|| quote!(.requires(&[#(#required),*])));
    let of = (!items.is_empty()).then(|| {
        let items = kinds_of(items);
        quote!(.of(#items))
    });
    quote!(Variant::new(#name, #kinds)#tagged #requires #of)
}

fn kinds_of(kinds: &[&'static str]) -> TokenStream {
    let mut names = kinds.iter().map(|name| {
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        quote!(Kinds::#name)
    });
    let Some(first) = names.next() else { return quote!(Kinds::ANY) };
    quote!(#first #(.or(#names))*)
}
