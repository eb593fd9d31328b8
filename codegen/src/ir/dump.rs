//! The meaning of an API as text, for snapshots: a fault of the lowering shows here, one of the emission does not.

use std::fmt::Write as _;

use crate::ir::{
    Api, Body, CredentialPlacement, Definition, Direction, Documentation, IntegerWidth, Literal, NumberWidth,
    Operation, Shape, StringFormat, Type, Union, Variant, Why,
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
    for operation in &api.uncalled {
        text.push_str("\nnot called:");
        write_operation(api, operation, &mut text);
    }
    if api.unread_operations > 0 {
        let _ = writeln!(text, "\noperations that are not read: {}", api.unread_operations);
    }
    text
}

/// Where the API is untyped, and why: one line a place.
pub fn census(source: &Source, api: &Api) -> String {
    let mut places: Vec<(String, Why)> = Vec::new();
    let mut visit = |value: &Type| {
        if let Shape::Any(why) = &value.shape {
            places.push((source.place_name(value.at), *why));
        }
    };
    for definition in &api.definitions {
        definition.shape.types().into_iter().for_each(|value| value.walk(&mut visit));
    }
    for operation in api.operations.iter().chain(&api.uncalled) {
        operation.types().into_iter().for_each(|value| value.walk(&mut visit));
    }
    for definition in &api.definitions {
        if let Shape::Any(why) = &definition.shape {
            places.push((source.place_name(definition.origin.at), *why));
        }
    }
    places.sort();
    places.dedup();
    let mut text = String::new();
    for (place, why) in places {
        let _ = writeln!(text, "{place}: {}", because(why));
    }
    text
}

/// The reason in words.
pub fn because(why: Why) -> String {
    match why {
        Why::Unconstrained => "the schema allows every value".to_owned(),
        Why::FormatAlone => "`format` stands without a `type`".to_owned(),
        Why::Open => "the schema allows every object".to_owned(),
        Why::OtherKeys => "the schema allows keys that none of its patterns fits".to_owned(),
        Why::AnyItems => "the schema allows every list".to_owned(),
        Why::OnlyRequired => "`required` alone names the key".to_owned(),
        Why::Literal => "the values are objects or lists".to_owned(),
        Why::Conflict => "the parts of the schema leave no value".to_owned(),
        Why::Never => "the schema is `false`".to_owned(),
        Why::Recursion => "the schema holds itself without end".to_owned(),
        Why::TooComplex => "the schema is too deep or has too many combinations".to_owned(),
        Why::Invalid => "the schema is at fault".to_owned(),
    }
}

fn write_definition(source: &Source, api: &Api, definition: &Definition, text: &mut String) {
    let null = if definition.nullable { " or null" } else { "" };
    let place = source.place_name(definition.origin.at);
    let _ = write!(text, "\ntype {place}");
    match &definition.shape {
        Shape::Record(record) => {
            let _ = writeln!(text, ": record{null}{}", documented(&definition.documentation));
            for field in &record.fields {
                let presence = if field.required { "required" } else { "optional" };
                let direction = match field.direction {
                    Direction::Both => "",
                    Direction::Received => " received",
                    Direction::Sent => " sent",
                };
                let value = in_words(api, &field.value);
                let words = documented(&field.documentation);
                let _ = writeln!(text, "  {:?} {presence}{direction}: {value}{words}", field.key);
            }
            if let Some(additional) = &record.additional {
                let prefixes: Vec<String> = record.prefixes.iter().map(|prefix| format!(" {prefix:?}")).collect();
                let _ = writeln!(text, "  other keys{}: {}", prefixes.concat(), in_words(api, additional));
            }
        }
        Shape::Enumeration(enumeration) => {
            let _ = writeln!(text, ": enumeration{null}{}", documented(&definition.documentation));
            for value in &enumeration.values {
                let words: Vec<String> =
                    value.name.iter().chain(&value.description).map(|words| format!(" {words:?}")).collect();
                let _ = writeln!(text, "  {}{}", literal(&value.literal), words.concat());
            }
        }
        Shape::Union(union) => {
            let overlap = if union.may_overlap { " of one or more" } else { "" };
            let null = if union.takes_null { " with null" } else { null };
            let _ = writeln!(text, ": union{overlap}{null}{}", documented(&definition.documentation));
            write_variants(api, union, text);
        }
        shape => {
            let shape = shape_in_words(api, shape);
            let _ = writeln!(text, ": {shape}{null}{}", documented(&definition.documentation));
        }
    }
}

fn write_variants(api: &Api, union: &Union, text: &mut String) {
    if let Some(property) = &union.discriminator {
        let _ = writeln!(text, "  discriminator {property:?}");
    }
    for variant in &union.variants {
        let Variant { value, words, mapped, default_at, component: _ } = variant;
        let _ = write!(text, "  {}", in_words(api, value));
        if let Some(words) = words {
            let _ = write!(text, " {words:?}");
        }
        if !mapped.is_empty() {
            let _ = write!(text, " mapped from {mapped:?}");
        }
        if default_at.is_some() {
            text.push_str(" by default");
        }
        text.push('\n');
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(value) => format!("{value:?}"),
    }
}

fn write_operation(api: &Api, operation: &Operation, text: &mut String) {
    let Operation {
        id,
        method,
        path,
        tags,
        documentation,
        parameters,
        left_out,
        request,
        responses,
        security,
        is_called_by_server: _,
        at: _,
    } = operation;
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
    for location in left_out {
        let _ = writeln!(text, "  {location:?} parameter without an argument");
    }
    if let Some(body) = request {
        for content in &body.contents {
            let need = if body.required { "required" } else { "optional" };
            let _ = writeln!(text, "  {need} request {} {}", content.media_type, in_words(api, &content.value));
        }
    }
    for response in responses {
        let body = match &response.body {
            Body::Empty => "nothing".to_owned(),
            Body::Json(content) => format!("{} {}", content.media_type, in_words(api, &content.value)),
            Body::Unsupported => "bytes".to_owned(),
        };
        let _ = writeln!(text, "  response {}: {body}", response.status);
        for content in &response.others {
            let _ = writeln!(text, "    or {} {}", content.media_type, in_words(api, &content.value));
        }
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
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(width) => integer(*width).to_owned(),
        Shape::Number(NumberWidth::Single) => "number of 32 bits".to_owned(),
        Shape::Number(NumberWidth::Double) => "number of 64 bits".to_owned(),
        Shape::String(StringFormat::Plain) => "string".to_owned(),
        Shape::String(StringFormat::Date) => "date".to_owned(),
        Shape::String(StringFormat::DateTime) => "date and time".to_owned(),
        Shape::String(format) => format!("string: {format:?}"),
        Shape::Constant(value) => format!("constant {}", literal(value)),
        Shape::Array(items) => format!("array of ({})", in_words(api, items)),
        Shape::Map(values) => format!("map of ({})", in_words(api, values)),
        Shape::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| in_words(api, item)).collect();
            format!("tuple of ({})", items.join(", "))
        }
        Shape::Record(record) => format!("record of {} fields", record.fields.len()),
        Shape::Enumeration(enumeration) => format!("enumeration of {} values", enumeration.values.len()),
        Shape::Union(union) => format!("union of {} types", union.variants.len()),
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
