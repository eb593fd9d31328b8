//! Operations, their groups and their methods.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Comments;
use crate::emit::tokens::{deprecated, index};
use crate::rust::{Argument, Group, Method, Operation, PathArgument, ReadBody};

pub fn group<'i>(group: &'i Group, comments: &Comments<'i>) -> Vec<TokenStream> {
    let Group { name, docs, methods } = group;
    let docs = comments.outer(docs);
    let methods =
        methods.iter().map(|item| method(item, comments, &quote!(self), &quote!('client), &quote!(self.core)));
    vec![
        quote! {
            #docs
            #[derive(Clone, Copy, Debug)]
            pub struct #name<'client> { pub(crate) core: &'client Core }
        },
        quote!(impl<'client> #name<'client> { #(#methods)* }),
    ]
}

pub fn client_methods<'i>(methods: &'i [Method], comments: &Comments<'i>) -> TokenStream {
    let methods = methods.iter().map(|item| method(item, comments, &quote!(&self), &quote!('_), &quote!(&self.core)));
    quote!(impl Client { #(#methods)* })
}

fn method<'i>(
    method: &'i Method,
    comments: &Comments<'i>,
    receiver: &TokenStream,
    lifetime: &TokenStream,
    core: &TokenStream,
) -> TokenStream {
    let Method { name, docs, deprecated: is_deprecated, operation, arguments } = method;
    let docs = comments.outer(docs);
    let deprecated = deprecated(*is_deprecated);
    let parameters = arguments.iter().map(|argument| {
        let Argument { name, docs: _, ty, is_into } = argument;
        if *is_into { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
    });
    let fields = arguments.iter().map(|argument| {
        let Argument { name, docs: _, ty: _, is_into } = argument;
        if *is_into { quote!(#name: #name.into()) } else { quote!(#name) }
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(#receiver, #(#parameters),*) -> Request<#lifetime, #operation> {
            Request::new(#core, #operation { #(#fields),* })
        }
    }
}

pub fn operation<'i>(operation: &'i Operation, comments: &Comments<'i>) -> Vec<TokenStream> {
    let Operation { name, docs, id, method, path, accept, security, arguments, path_arguments, output, read, error } =
        operation;
    let docs = comments.outer(docs);
    let fields = arguments.iter().map(|argument| {
        let Argument { name, docs, ty, is_into: _ } = argument;
        let docs = comments.outer(docs);
        quote!(#docs pub #name: #ty)
    });
    let security = security.iter().map(|set| {
        let set = set.iter().map(|position| index(*position));
        quote!(&[#(#set),*])
    });
    let request = request(path_arguments);
    let read = match read {
        ReadBody::Json => quote! {
            fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
                response.json()
            }
        },
        ReadBody::Nothing => quote! {
            fn response(_: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
                Ok(())
            }
        },
        ReadBody::Bytes => quote! {
            fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
                Ok(response.bytes().clone())
            }
        },
    };
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub struct #name { #(#fields),* }
        },
        quote! {
            impl Operation for #name {
                type Output = #output;
                type Error = #error;

                const METADATA: OperationMetadata = OperationMetadata {
                    id: #id,
                    method: Method::#method,
                    path: #path,
                    accept: #accept,
                    security: &[#(#security),*],
                };

                #request

                #read
            }
        },
    ]
}

/// How the values of a call become a request; nothing where there are none, because the trait's own function fits.
fn request(path_arguments: &[PathArgument]) -> TokenStream {
    let Some((last, others)) = path_arguments.split_last() else { return TokenStream::new() };
    let others = others.iter().map(path_argument);
    let last = path_argument(last);
    quote! {
        fn request(&self, parts: &mut RequestParts) -> Result<(), RequestError> {
            #(#others?;)*
            #last
        }
    }
}

fn path_argument(argument: &PathArgument) -> TokenStream {
    match argument {
        PathArgument::Field { variable, field } => quote!(parts.path_parameter(#variable, &self.#field)),
        PathArgument::Constant { variable, value } => quote!(parts.path_parameter(#variable, &#value)),
    }
}
