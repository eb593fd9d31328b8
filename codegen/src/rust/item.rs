//! The items of a module.

use crate::ir::{CredentialPlacement, Literal};
use crate::names::Ident;
use crate::rust::{Path, Ty};

/// An item of a module.
#[derive(Debug)]
pub enum Item {
    /// The modules that the module has.
    Modules(Vec<ModuleDeclaration>),
    /// Names of other modules that stand here as well.
    Reexports(Vec<Reexport>),
    /// The error type of the crate.
    ErrorAlias(ErrorAlias),
    /// A struct of a schema.
    Struct(Struct),
    /// An open enumeration.
    Enumeration(Enumeration),
    /// A value of one of several types.
    Union(Union),
    /// A second name for a type.
    TypeAlias(TypeAlias),
    /// How a struct travels.
    RecordWire(RecordWire),
    /// How an enumeration travels.
    EnumerationWire(EnumerationWire),
    /// How a union travels.
    UnionWire(UnionWire),
    /// The client.
    Client(Client),
    /// A group of operations.
    Group(Group),
    /// Methods of the client itself.
    ClientMethods(Vec<Method>),
    /// An operation.
    Operation(Operation),
    /// The response headers that the document declares.
    Headers(Headers),
}

/// `pub mod name;`
#[derive(Debug)]
pub struct ModuleDeclaration {
    /// The name.
    pub name: Ident,
    /// Whether users see it.
    pub is_public: bool,
    /// The file of it, from the folder of the declaring one, where the compiler looks for none by its name: it does not
    /// for one that is not of ASCII.
    pub file: Option<String>,
}

impl ModuleDeclaration {
    /// The declaration of a module whose file stands in a folder, which ends in `/`, or beside the declaring one.
    pub fn of(folder: &str, name: Ident, is_public: bool) -> Self {
        let file = (!name.as_str().is_ascii()).then(|| format!("{folder}{}.rs", name.unraw()));
        Self { name, is_public, file }
    }
}

/// `pub use path::{names};`
#[derive(Debug)]
pub struct Reexport {
    /// Where the names stand.
    pub path: Path,
    /// The names, sorted.
    pub names: Vec<Ident>,
}

/// `pub type Error<E = default> = runtime::Error<E>;`
#[derive(Debug)]
pub struct ErrorAlias {
    /// The error body that most operations have.
    pub default: Ty,
}

/// A struct with public fields.
#[derive(Debug)]
pub struct Struct {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its fields in document order.
    pub fields: Vec<Field>,
    /// How it is made.
    pub construction: Construction,
}

/// How a struct is made by who uses the crate.
#[derive(Debug)]
pub enum Construction {
    /// By reading it, and in no other way.
    Reading,
    /// By `Default`: no field has to be given.
    Default,
    /// By `new`, which takes the fields that have to be given.
    New {
        /// The arguments: each a field.
        arguments: Vec<ConstructorArgument>,
        /// The other fields, each with what it is made of.
        others: Vec<(Ident, Initial)>,
    },
}

/// What a field holds that the constructor does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initial {
    /// `None`: the field is an `Option`.
    None,
    /// `Absent`: the field is of this three-state type.
    Absent(Path),
    /// Nothing: the field is of this map.
    Empty(Path),
}

/// An argument of a constructor.
#[derive(Debug)]
pub struct ConstructorArgument {
    /// The field.
    pub name: Ident,
    /// Its type.
    pub ty: Ty,
    /// Whether the constructor takes everything that turns into the type.
    pub is_into: bool,
    /// Whether the field holds the value in a `Box`, which is the constructor's business.
    pub is_boxed: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its type.
    pub ty: Ty,
}

/// An open enumeration of texts or whole numbers.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// The variants in document order, each with its documentation.
    pub variants: Vec<(Ident, Vec<String>)>,
    /// The variant for a value that the document does not know.
    pub unknown: Ident,
    /// Whether the values are whole numbers and not texts.
    pub is_whole: bool,
}

/// An enumeration on the wire.
#[derive(Debug)]
pub struct EnumerationWire {
    /// The path of the type.
    pub path: Path,
    /// The variants with their values.
    pub values: EnumerationValues,
    /// The variant for a value that the document does not know.
    pub unknown: Ident,
}

/// The values of an enumeration by variant.
#[derive(Debug)]
pub enum EnumerationValues {
    /// Texts.
    Texts(Vec<(Ident, String)>),
    /// Whole numbers.
    Whole(Vec<(Ident, i64)>),
}

/// A value of one of several types.
#[derive(Debug)]
pub struct Union {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// The variants in document order.
    pub variants: Vec<UnionVariant>,
    /// The variant for an object that the document does not know, and the type of untyped JSON.
    pub unknown: Option<(Ident, Ty)>,
}

/// A variant of a union.
#[derive(Debug)]
pub struct UnionVariant {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its type, with the `Box` that a circle needs.
    pub ty: Ty,
}

/// A union on the wire.
#[derive(Debug)]
pub struct UnionWire {
    /// The path of the type.
    pub path: Path,
    /// The key whose value tells objects apart.
    pub tag: Option<WireTag>,
    /// The variant that an empty value has: the one that is null where null is a value, or else one that is made
    /// without another value of the union.
    pub empty: Ident,
    /// Whether null is a value of that variant, and so of the union.
    pub takes_null: bool,
    /// The variants in document order.
    pub variants: Vec<WireVariant>,
    /// The variant for an object that the document does not know.
    pub unknown: Option<Ident>,
}

/// The key whose value tells the objects of a union apart.
#[derive(Debug)]
pub struct WireTag {
    /// The key.
    pub key: String,
    /// The kinds of its values, as the runtime names them.
    pub kinds: Vec<&'static str>,
}

/// A type that turns into a union, as the variant that has it.
#[derive(Debug)]
pub struct UnionConversion {
    /// The type.
    pub from: Ty,
    /// Whether the variant holds its value in a `Box`.
    pub is_boxed: bool,
}

/// What a value has to be like to be of a variant.
#[derive(Debug)]
pub struct WireVariant {
    /// The variant.
    pub name: Ident,
    /// What turns into it; nothing where another variant has the same type.
    pub conversion: Option<UnionConversion>,
    /// The kinds of its values, as the runtime names them; empty where it takes every kind.
    pub kinds: Vec<&'static str>,
    /// The values of the tag.
    pub tags: Vec<String>,
    /// Whether the tag must be there.
    pub is_tag_required: bool,
    /// The keys that must be there.
    pub required: Vec<String>,
    /// The kinds of the items of a list; empty where they may be of every kind.
    pub items: Vec<&'static str>,
    /// The only keys that there may be; `None` where there may be others.
    pub known: Option<Vec<String>>,
}

/// `pub type Name = Ty;`
#[derive(Debug)]
pub struct TypeAlias {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// What it stands for.
    pub ty: Ty,
}

/// How a struct travels: the table of its keys.
#[derive(Debug)]
pub struct RecordWire {
    /// The path of the struct.
    pub path: Path,
    /// The keys in document order.
    pub fields: Vec<WireField>,
    /// The field that holds the keys that the document does not name.
    pub additional: Option<Ident>,
    /// What one of those keys begins with; empty where all of them are kept.
    pub prefixes: Vec<String>,
}

/// A key of a struct.
#[derive(Debug)]
pub struct WireField {
    /// The key on the wire.
    pub key: String,
    /// What stands there.
    pub presence: FieldPresence,
}

/// What stands under a key.
#[derive(Debug)]
pub enum FieldPresence {
    /// A field of the struct, which must be there.
    Required(Ident),
    /// A field of the struct, which may be absent.
    Optional(Ident),
    /// A field of the struct, which may be absent, and null besides.
    Nullable(Ident),
    /// One value and no other; the struct has no field for it.
    Constant(Literal),
}

/// The client with its settings and its credentials.
#[derive(Debug)]
pub struct Client {
    /// The documentation of the struct, a line each.
    pub docs: Vec<String>,
    /// The base URL of the first server.
    pub base_url: String,
    /// The environment variable that replaces the base URL.
    pub base_url_variable: String,
    /// The credentials.
    pub credentials: Vec<Credential>,
    /// The groups of operations.
    pub groups: Vec<ClientGroup>,
    /// The environment variables that `from_env` reads, in words.
    pub from_env_docs: Vec<String>,
}

/// A group of operations, as the client gives it.
#[derive(Debug)]
pub struct ClientGroup {
    /// The method that gives it, which is called as the group's module.
    pub method: Ident,
    /// The method's documentation, a line each.
    pub docs: Vec<String>,
    /// The group's type, which the client's module imports.
    pub ty: Ident,
}

/// A credential.
#[derive(Debug)]
pub struct Credential {
    /// The name of the security scheme.
    pub scheme: String,
    /// The method of the builder.
    pub method: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// The environment variable.
    pub variable: String,
    /// How it travels.
    pub placement: CredentialPlacement,
}

/// A group of operations.
#[derive(Debug)]
pub struct Group {
    /// The name of its type.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its methods.
    pub methods: Vec<Method>,
}

/// A method that makes a request.
#[derive(Debug)]
pub struct Method {
    /// Its name.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The type of the operation.
    pub operation: Ident,
    /// The required parameters.
    pub arguments: Vec<Argument>,
}

/// A required parameter.
#[derive(Debug)]
pub struct Argument {
    /// Its name, which is the field of the operation too.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its type.
    pub ty: Ty,
    /// Whether the method takes everything that turns into the type.
    pub is_into: bool,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// The name of its type.
    pub name: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// Its `operationId`.
    pub id: String,
    /// The method of HTTP.
    pub method: Ident,
    /// The path template.
    pub path: String,
    /// The media type that it asks for; empty where it asks for none.
    pub accept: String,
    /// The sets of credentials, by index.
    pub security: Vec<Vec<usize>>,
    /// The fields: the required parameters.
    pub arguments: Vec<Argument>,
    /// What fills the variables of the template.
    pub path_arguments: Vec<PathArgument>,
    /// What a success gives.
    pub output: Ty,
    /// How the body of a success is read.
    pub read: ReadBody,
    /// What the body of an error gives.
    pub error: Ty,
}

/// What fills a variable of a path template.
#[derive(Debug)]
pub enum PathArgument {
    /// A field of the operation.
    Field {
        /// The name of the variable.
        variable: String,
        /// The field.
        field: Ident,
    },
    /// A value that never changes.
    Constant {
        /// The name of the variable.
        variable: String,
        /// The value.
        value: String,
    },
}

/// How the body of a success is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadBody {
    /// As JSON.
    Json,
    /// Not at all.
    Nothing,
    /// As bytes.
    Bytes,
}

/// The response headers that the document declares.
#[derive(Debug)]
pub struct Headers {
    /// One accessor each.
    pub headers: Vec<DocumentedHeader>,
}

/// A response header.
#[derive(Debug)]
pub struct DocumentedHeader {
    /// The name of its accessor.
    pub method: Ident,
    /// Its documentation, a line each.
    pub docs: Vec<String>,
    /// The name on the wire, in lower case.
    pub name: String,
    /// The type of its value; `None` for text, which is borrowed.
    pub ty: Option<Ty>,
}

/// A program under `examples/`.
#[derive(Debug)]
pub struct ExampleProgram {
    /// The name of the file without its ending.
    pub name: String,
    /// What it shows, a line each.
    pub docs: Vec<String>,
    /// What it shows.
    pub kind: ExampleKind,
}

/// What an example shows.
#[derive(Debug)]
pub enum ExampleKind {
    /// A call against a server.
    Call {
        /// The call.
        call: ExampleCall,
    },
    /// The same call against a transport that answers by itself.
    FakeTransport {
        /// The call.
        call: ExampleCall,
        /// The JSON that the transport answers.
        answer: String,
    },
}

/// A call in an example.
#[derive(Clone, Debug)]
pub struct ExampleCall {
    /// The library, as `use` knows it.
    pub library: Ident,
    /// The methods that lead from the client to the group; empty where the method stands on the client.
    pub group: Option<Ident>,
    /// The method.
    pub method: Ident,
    /// The arguments: a name and an example value. The program takes each from the command line where it is given.
    pub arguments: Vec<ExampleArgument>,
    /// What is printed of its answer.
    pub shown: ExampleShown,
}

/// What an example prints of an answer.
#[derive(Clone, Debug)]
pub enum ExampleShown {
    /// Nothing, because the answer has no JSON.
    Nothing,
    /// The answer, under this name.
    Answer(Ident),
    /// Each item of the only list of the answer.
    Items {
        /// The field of the answer.
        list: Ident,
        /// The name for an item.
        item: Ident,
    },
}

/// An argument of a call in an example.
#[derive(Clone, Debug)]
pub struct ExampleArgument {
    /// Its name.
    pub name: Ident,
    /// The value.
    pub value: Literal,
}
