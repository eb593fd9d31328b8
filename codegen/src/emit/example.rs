//! The programs under `examples/`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Comments;
use crate::emit::tokens::index;
use crate::ir::Literal;
use crate::names::Ident;
use crate::rust::{ExampleArgument, ExampleCall, ExampleKind, ExampleProgram, ExampleShown};

/// The chunks of a program.
pub fn program<'i>(program: &'i ExampleProgram, comments: &Comments<'i>) -> Vec<TokenStream> {
    let ExampleProgram { name: _, docs, kind } = program;
    let docs = comments.inner(docs);
    let rest = match kind {
        ExampleKind::Call { call } => call_program(call),
        ExampleKind::FakeTransport { call, answer } => fake_transport(call, answer),
    };
    std::iter::once(docs).chain(rest).collect()
}

fn call_program(call: &ExampleCall) -> Vec<TokenStream> {
    let ExampleCall { library, group: _, method: _, arguments, shown: _ } = call;
    let bindings = arguments.iter().enumerate().map(|(position, argument)| from_command_line(position, argument));
    let show = show(call);
    vec![
        quote! {
            use std::error::Error;
            use std::process::ExitCode;
        },
        quote!(use #library::Client;),
        quote! {
            #[tokio::main(flavor = "current_thread")]
            async fn main() -> ExitCode {
                match run().await {
                    Ok(()) => ExitCode::SUCCESS,
                    Err(error) => {
                        eprintln!("error: {error}");
                        ExitCode::FAILURE
                    }
                }
            }
        },
        quote! {
            async fn run() -> Result<(), Box<dyn Error>> {
                #(#bindings)*
                let client = Client::from_env()?;
                #show
                Ok(())
            }
        },
    ]
}

/// An argument, from the command line where it is given there.
fn from_command_line(position: usize, argument: &ExampleArgument) -> TokenStream {
    let ExampleArgument { name, value } = argument;
    let position = index(position + 1);
    match value {
        Literal::String(text) => quote! {
            let #name = std::env::args().nth(#position).unwrap_or_else(|| #text.to_owned());
        },
        other => {
            let value = literal(other);
            quote! {
                let #name = match std::env::args().nth(#position) {
                    Some(text) => text.parse()?,
                    None => #value,
                };
            }
        }
    }
}

fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        Literal::Integer(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        Literal::Number(number) => {
            let number = proc_macro2::Literal::f64_unsuffixed(*number);
            quote!(#number)
        }
        Literal::Boolean(value) => quote!(#value),
    }
}

/// The call, and what the program prints of its answer.
fn show(call: &ExampleCall) -> TokenStream {
    let ExampleCall { library: _, group, method, arguments, shown } = call;
    let group = group.iter().map(|group| quote!(.#group()));
    let arguments = arguments.iter().map(|argument| &argument.name);
    let call = quote!(client #(#group)*.#method(#(#arguments),*).await?);
    // A format string takes no raw identifiers.
    let print = |name: &Ident| {
        let format = format!("{{{}:#?}}", name.unraw());
        quote!(println!(#format);)
    };
    match shown {
        ExampleShown::Nothing => quote!(#call;),
        ExampleShown::Answer(answer) => {
            let print = print(answer);
            quote! {
                let #answer = #call;
                #print
            }
        }
        ExampleShown::Items { list, item } => {
            let print = print(item);
            quote! {
                for #item in #call.#list {
                    #print
                }
            }
        }
    }
}

fn fake_transport(call: &ExampleCall, answer: &str) -> Vec<TokenStream> {
    let ExampleCall { library, group: _, method: _, arguments, shown: _ } = call;
    let bindings = arguments.iter().map(|argument| {
        let ExampleArgument { name, value } = argument;
        let value = literal(value);
        quote!(let #name = #value;)
    });
    let show = show(call);
    let answer = raw_string(answer);
    vec![
        quote! {
            use std::error::Error;
            use std::time::Duration;
        },
        quote! {
            use #library::{Body, BoxFuture, Client, Transport, TransportError, http};
        },
        quote! {
            /// What the fake answers to every request.
            const ANSWER: &str = #answer;
        },
        quote! {
            /// A transport without a network.
            struct FakeTransport;
        },
        quote! {
            impl Transport for FakeTransport {
                fn send(
                    &self,
                    request: http::Request<Body>,
                ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
                    eprintln!("{} {}", request.method(), request.uri());
                    Box::pin(async { Ok(http::Response::new(Body::from(ANSWER))) })
                }

                fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
                    Box::pin(std::future::pending())
                }
            }
        },
        quote! {
            #[tokio::main(flavor = "current_thread")]
            async fn main() -> Result<(), Box<dyn Error>> {
                let client = Client::builder().transport(FakeTransport).build()?;
                #(#bindings)*
                #show
                Ok(())
            }
        },
    ]
}

/// A text as a raw string, so that JSON can be read in it.
fn raw_string(text: &str) -> proc_macro2::Literal {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let is_plain = !text.contains('\r');
    let raw = is_plain.then(|| format!("r{hashes}\"{text}\"{hashes}").parse().ok()).flatten();
    raw.unwrap_or_else(|| proc_macro2::Literal::string(text))
}
