//! The names that are taken before a document is asked: by the runtime, the prelude and the modules of every crate.

/// The modules that every crate has, the crates that its root names, and the files that Cargo and Windows know.
pub const MODULES: [&str; 20] = [
    "alloc",
    "aux",
    "bytes",
    "client",
    "con",
    "core",
    "crate",
    "headers",
    "http",
    "lib",
    "main",
    "mod",
    "nul",
    "prn",
    "runtime",
    "serde",
    "serde_json",
    "std",
    "types",
    "wire",
];

/// What a module of operations imports or takes from the prelude, so that no operation and no group may have the name.
pub const OPERATION_IMPORTS: [&str; 23] = [
    "Box",
    "Bytes",
    "Client",
    "Core",
    "DecodeError",
    "Err",
    "From",
    "Into",
    "Method",
    "None",
    "Ok",
    "Operation",
    "OperationMetadata",
    "Option",
    "ReceivedResponse",
    "Request",
    "RequestError",
    "RequestParts",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// What the module of the client imports or defines beside the groups.
pub const CLIENT_IMPORTS: [&str; 7] =
    ["ClientBuilder", "ConfigurationError", "Core", "CredentialPlacement", "CredentialScheme", "Secret", "Settings"];

/// The methods that the client has by itself.
pub const CLIENT_METHODS: [&str; 4] = ["builder", "clone", "from", "from_env"];

/// The functions of the runtime's builder, the private ones as well: they stand in the same namespace.
pub const BUILDER_METHODS: [&str; 17] = [
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "credential",
    "default",
    "default_transport",
    "fmt",
    "from_env",
    "header",
    "max_body_bytes",
    "max_retries",
    "new",
    "report",
    "timeout",
    "transport",
    "user_agent",
];

/// What the modules of types name besides the types of fields, so that no type of the document may have the name.
pub const TYPE_IMPORTS: [&str; 4] = ["Default", "Into", "UnknownInteger", "UnknownValue"];

/// The methods of everything that has the headers of an answer, those of the prelude's traits as well: where one of
/// them and the method of a header have one name, a call means the former or is ambiguous.
pub const HEADER_METHODS: [&str; 31] = [
    "body",
    "bytes",
    "clone",
    "excerpt",
    "fmt",
    "foreign_content_type",
    "foreign_encoding",
    "head",
    "headers",
    "into",
    "into_body",
    "into_parts",
    "is_retryable",
    "json",
    "json_error",
    "json_text",
    "lossy_text",
    "map",
    "message",
    "problem",
    "raw_body",
    "repeats_status",
    "request_id",
    "retry_after",
    "source",
    "status",
    "text",
    "to_owned",
    "to_string",
    "try_into",
    "with_source",
];

/// The names of the prelude, of the standard library and of the runtime that the types of fields use, which a type of
/// the document may have.
pub const PRELUDE_TYPES: [&str; 6] = ["BTreeMap", "Box", "Nullable", "Option", "String", "Vec"];
