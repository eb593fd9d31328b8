//! The meaning of an API as text, for snapshots: a fault of the lowering shows here, one of the emission does not.

use std::fmt::Write as _;

use crate::ir::{
    Api, Body, CredentialPlacement, Definition, Documentation, IntegerWidth, Literal, NumberWidth, Operation, Shape,
    StringFormat, Type, Why,
};
use crate::source::Source;

/// The whole API, a line a part.
pub fn dump(source: &Source, api: &Api) -> String {
    let mut text = format!("api {:?} {:?}\n", api.info.title, api.info.version);
    for server in &api.servers {
        let _ = writeln!(text, "server {}", server.url);
    }
    for scheme in &api.security_schemes {
        let _ = writeln!(text, "security scheme {}: {}", scheme.name, placement(&scheme.placement));
    }
    for tag in &api.tags {
        let _ = writeln!(text, "tag {:?}", tag.name);
    }
    for definition in &api.definitions {
        write_definition(source, api, definition, &mut text);
    }
    for operation in &api.operations {
        write_operation(api, operation, &mut text);
    }
    text
}

/// Where the API is untyped, and why: one line a place.
pub fn census(source: &Source, api: &Api) -> String {
    let mut places: Vec<(String, Why)> = Vec::new();
    let mut visit = |value: &Type| {
        if let Shape::Any(why) = &value.shape {
            places.push((source.pointer(value.at), *why));
        }
    };
    for definition in &api.definitions {
        definition.shape.types().into_iter().for_each(|value| value.walk(&mut visit));
    }
    for operation in &api.operations {
        operation.types().into_iter().for_each(|value| value.walk(&mut visit));
    }
    for definition in &api.definitions {
        if let Shape::Any(why) = &definition.shape {
            places.push((source.pointer(definition.origin.at), *why));
        }
    }
    places.sort();
    places.dedup();
    let mut text = String::new();
    for (pointer, why) in places {
        let _ = writeln!(text, "#{pointer}: {}", because(why));
    }
    text
}

/// The reason in words.
pub fn because(why: Why) -> String {
    match why {
        Why::Unconstrained => "the schema allows every value".to_owned(),
        Why::Unsupported(keyword) => format!("`{keyword}` is not supported yet"),
        Why::Invalid => "the schema is at fault".to_owned(),
    }
}

fn write_definition(source: &Source, api: &Api, definition: &Definition, text: &mut String) {
    let null = if definition.nullable { " or null" } else { "" };
    let pointer = source.pointer(definition.origin.at);
    let _ = write!(text, "\ntype #{pointer}");
    match &definition.shape {
        Shape::Record(record) => {
            let _ = writeln!(text, ": record{null}{}", documented(&definition.documentation));
            for field in &record.fields {
                let presence = if field.required { "required" } else { "optional" };
                let value = in_words(api, &field.value);
                let _ = writeln!(text, "  {:?} {presence}: {value}{}", field.key, documented(&field.documentation));
            }
        }
        shape => {
            let shape = shape_in_words(api, shape);
            let _ = writeln!(text, ": {shape}{null}{}", documented(&definition.documentation));
        }
    }
}

fn write_operation(api: &Api, operation: &Operation, text: &mut String) {
    let Operation { id, method, path, tags, documentation, parameters, responses, security, at: _ } = operation;
    let _ = writeln!(text, "\noperation {id}: {} {path}{}", method.as_str(), documented(documentation));
    for tag in tags {
        let _ = writeln!(text, "  tag {:?}", api.tags[*tag].name);
    }
    for set in security {
        let names: Vec<&str> = set.iter().map(|index| api.security_schemes[*index].name.as_str()).collect();
        let _ = writeln!(text, "  security {}", names.join(" and "));
    }
    for parameter in parameters {
        let value = in_words(api, &parameter.value);
        let words = documented(&parameter.documentation);
        let _ = writeln!(text, "  {:?} parameter {:?}: {value}{words}", parameter.location, parameter.name);
    }
    for response in responses {
        let body = match &response.body {
            Body::Empty => "nothing".to_owned(),
            Body::Json(content) => format!("{} {}", content.media_type, in_words(api, &content.value)),
            Body::Unsupported => "bytes".to_owned(),
        };
        let _ = writeln!(text, "  response {}: {body}", response.status);
        for header in &response.headers {
            let _ = writeln!(text, "    header {}: {}", header.name, in_words(api, &header.value));
        }
    }
}

fn documented(documentation: &Documentation) -> String {
    let Documentation { title, description, deprecated, notes } = documentation;
    let mut words = String::new();
    if *deprecated {
        words.push_str(" (deprecated)");
    }
    for part in title.iter().chain(description).chain(notes) {
        let _ = write!(words, " {part:?}");
    }
    words
}

fn in_words(api: &Api, value: &Type) -> String {
    let null = if value.nullable { " or null" } else { "" };
    format!("{}{null}", shape_in_words(api, &value.shape))
}

fn shape_in_words(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Any(why) => format!("any ({})", because(*why)),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(width) => integer(*width).to_owned(),
        Shape::Number(NumberWidth::Single) => "number of 32 bits".to_owned(),
        Shape::Number(NumberWidth::Double) => "number of 64 bits".to_owned(),
        Shape::String(StringFormat::Plain) => "string".to_owned(),
        Shape::String(StringFormat::Date) => "date".to_owned(),
        Shape::String(StringFormat::DateTime) => "date and time".to_owned(),
        Shape::Constant(Literal::Boolean(value)) => format!("constant {value}"),
        Shape::Constant(Literal::Integer(value)) => format!("constant {value}"),
        Shape::Constant(Literal::String(value)) => format!("constant {value:?}"),
        Shape::Array(items) => format!("array of ({})", in_words(api, items)),
        Shape::Map(values) => format!("map of ({})", in_words(api, values)),
        Shape::Record(record) => format!("record of {} fields", record.fields.len()),
        Shape::Named(id) => {
            let steps = &api.definition(*id).origin.steps;
            let steps: Vec<String> = steps.iter().map(|step| format!("{step:?}")).collect();
            steps.join(" ")
        }
    }
}

fn placement(placement: &CredentialPlacement) -> String {
    match placement {
        CredentialPlacement::Bearer => "bearer token".to_owned(),
        CredentialPlacement::Basic => "user and password".to_owned(),
        CredentialPlacement::Header(name) => format!("header {name:?}"),
        CredentialPlacement::Query(name) => format!("query parameter {name:?}"),
        CredentialPlacement::Cookie(name) => format!("cookie {name:?}"),
    }
}

const fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::Signed8 => "integer of 8 bits",
        IntegerWidth::Signed16 => "integer of 16 bits",
        IntegerWidth::Signed32 => "integer of 32 bits",
        IntegerWidth::Signed64 => "integer of 64 bits",
        IntegerWidth::Unsigned8 => "integer of 8 bits without sign",
        IntegerWidth::Unsigned16 => "integer of 16 bits without sign",
        IntegerWidth::Unsigned32 => "integer of 32 bits without sign",
        IntegerWidth::Unsigned64 => "integer of 64 bits without sign",
    }
}
