//! The public API of the generated crate, a line an item: a change of it is read in review.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Fields, File, ImplItem, Item, Signature, TraitItem, Visibility};
use tests::{text_of, workspace};

#[test]
fn the_public_api_is_what_it_was() {
    let root = workspace().join("generated/src");
    let mut lines = BTreeSet::new();
    module(&root, &root.join("lib.rs"), "generated", &mut lines);
    let text: Vec<String> = lines.into_iter().collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("surface", text.join("\n")));
}

/// The items of a module; those of the runtime stand where the crate exports them.
fn module(folder: &Path, path: &Path, name: &str, lines: &mut BTreeSet<String>) {
    let file: File = syn::parse_file(&text_of(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for item in &file.items {
        describe(folder, item, name, lines);
    }
}

fn describe(folder: &Path, item: &Item, name: &str, lines: &mut BTreeSet<String>) {
    let mut line = |tokens: TokenStream| lines.insert(format!("{name}: {}", spaced(&tokens)));
    match item {
        Item::Mod(module) if module.ident != "runtime" => {
            let file = folder.join(format!("{}.rs", module.ident));
            let inner = if is_public(&module.vis) { format!("{name}::{}", module.ident) } else { name.to_owned() };
            self::module(&folder.join(module.ident.to_string()), &file, &inner, lines);
        }
        Item::Use(item) if is_public(&item.vis) => {
            let tree = &item.tree;
            line(quote!(pub use #tree));
        }
        Item::Type(item) if is_public(&item.vis) => {
            let (ident, generics, ty) = (&item.ident, &item.generics, &item.ty);
            line(quote!(pub type #ident #generics = #ty));
        }
        Item::Struct(item) if is_public(&item.vis) => {
            let (ident, generics) = (&item.ident, &item.generics);
            line(quote!(pub struct #ident #generics));
            if let Fields::Named(fields) = &item.fields {
                for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                    let (field, ty) = (&field.ident, &field.ty);
                    line(quote!(#ident . #field : #ty));
                }
            }
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let ident = &item.ident;
            line(quote!(pub trait #ident));
            for member in &item.items {
                if let TraitItem::Fn(function) = member {
                    let signature: &Signature = &function.sig;
                    line(quote!(#ident :: #signature));
                }
            }
        }
        Item::Impl(item) => {
            let ty = &item.self_ty;
            if let Some((of, _)) = &item.trait_ {
                line(quote!(impl #of for #ty));
            }
            for member in &item.items {
                match member {
                    ImplItem::Fn(function) if is_public(&function.vis) => {
                        let signature = &function.sig;
                        line(quote!(#ty :: #signature));
                    }
                    ImplItem::Type(associated) => {
                        let (ident, value) = (&associated.ident, &associated.ty);
                        line(quote!(#ty :: #ident = #value));
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

const fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens with the spaces that a person would write.
fn spaced(tokens: &TokenStream) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" > ", "> "),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        (" : ", ": "),
        (" (", "("),
        ("& ", "&"),
        (" . ", "."),
        ("( ", "("),
        (" )", ")"),
        (" ;", ";"),
        ("> >", ">>"),
        ("> ,", ">,"),
        ("> )", ">)"),
    ] {
        text = text.replace(from, to);
    }
    text.trim_end().to_owned()
}
