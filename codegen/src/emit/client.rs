//! The client and the accessors of response headers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Comments;
use crate::emit::tokens::index;
use crate::ir::CredentialPlacement;
use crate::rust::{Client, ClientGroup, Credential, DocumentedHeader, Headers};

pub fn client<'i>(client: &'i Client, comments: &Comments<'i>) -> Vec<TokenStream> {
    let Client { docs, base_url, base_url_variable, credentials, groups, from_env_docs } = client;
    let docs = comments.outer(docs);
    let from_env_docs = comments.outer(from_env_docs);
    let groups = groups.iter().map(|group| {
        let ClientGroup { method, docs, ty } = group;
        let docs = comments.outer(docs);
        quote! {
            #docs
            pub fn #method(&self) -> #ty<'_> {
                #ty { core: &self.core }
            }
        }
    });
    let schemes = credentials.iter().map(scheme);
    let mut chunks = vec![
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Client { pub(crate) core: Core }
        },
        quote! {
            impl Client {
                #from_env_docs
                ///
                /// # Errors
                ///
                /// When a variable that is needed is missing, or one that is there cannot be used.
                pub fn from_env() -> Result<Self, ConfigurationError> {
                    Self::builder().from_env()?.build()
                }

                /// A builder with the settings of the document.
                pub fn builder() -> ClientBuilder<Self> {
                    ClientBuilder::new(&SETTINGS)
                }

                #(#groups)*
            }
        },
        quote! {
            impl From<Core> for Client {
                fn from(core: Core) -> Self {
                    Self { core }
                }
            }
        },
    ];
    if !credentials.is_empty() {
        let methods =
            credentials.iter().enumerate().map(|(position, credential)| builder_method(position, credential, comments));
        chunks.push(quote!(impl ClientBuilder<Client> { #(#methods)* }));
    }
    chunks.push(quote! {
        /// What the document says about a client as a whole.
        const SETTINGS: Settings = Settings {
            base_url: #base_url,
            base_url_variable: #base_url_variable,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            credentials: &[#(#schemes),*],
        };
    });
    chunks
}

fn scheme(credential: &Credential) -> TokenStream {
    let Credential { scheme, method, docs: _, variable, placement } = credential;
    let method = method.as_str();
    let placement = match placement {
        CredentialPlacement::Bearer => quote!(CredentialPlacement::Bearer),
        CredentialPlacement::Basic => quote!(CredentialPlacement::Basic),
        CredentialPlacement::Header(name) => quote!(CredentialPlacement::Header(#name)),
        CredentialPlacement::Query(name) => quote!(CredentialPlacement::Query(#name)),
        CredentialPlacement::Cookie(name) => quote!(CredentialPlacement::Cookie(#name)),
    };
    quote! {
        CredentialScheme { name: #scheme, method: #method, variable: #variable, placement: #placement }
    }
}

fn builder_method<'i>(position: usize, credential: &'i Credential, comments: &Comments<'i>) -> TokenStream {
    let Credential { scheme: _, method, docs, variable: _, placement: _ } = credential;
    let docs = comments.outer(docs);
    let position = index(position);
    quote! {
        #docs
        pub fn #method(self, credential: impl Into<Secret>) -> Self {
            self.credential(#position, credential.into())
        }
    }
}

pub fn headers<'i>(headers: &'i Headers, comments: &Comments<'i>) -> Vec<TokenStream> {
    let Headers { headers } = headers;
    let accessors = headers.iter().map(|accessor| {
        let DocumentedHeader { method, docs, name, ty } = accessor;
        let docs = comments.outer(docs);
        match ty {
            Some(ty) => quote! {
                #docs
                fn #method(&self) -> Option<#ty> {
                    header(self.headers(), #name)
                }
            },
            None => quote! {
                #docs
                fn #method(&self) -> Option<&str> {
                    header_text(self.headers(), #name)
                }
            },
        }
    });
    vec![
        quote! {
            /// The response headers that the document describes, on everything that has headers: responses and errors.
            ///
            /// A header that is missing, or whose value is not of the described type, is `None`; its text is among the
            /// headers all the same.
            pub trait DocumentedHeaders: HasHeaders { #(#accessors)* }
        },
        quote!(
            impl<T: HasHeaders + ?Sized> DocumentedHeaders for T {}
        ),
    ]
}
