//! Responses, their bodies and headers.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, RefOr, unsupported};
use crate::ir::{
    Body, Documentation, Header, MediaContent, Origin, Response, Shape, StatusPattern, Step, StringFormat, Type,
};
use crate::lower::Lowering;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The responses of an operation, in document order.
    pub(in crate::lower) fn responses(&mut self, operation: &'s doc::Operation, id: &str) -> Vec<Response> {
        let document = self.document;
        let mut responses = Vec::new();
        for (status, at, item) in &operation.responses {
            let Some(pattern) = self.status(status, *at) else { continue };
            let Some(response) = self.follow(&document.responses, item, "a response") else { continue };
            let origin =
                Origin { steps: vec![Step::Operation(id.to_owned()), Step::Response(status.clone())], at: response.at };
            responses.push(Response {
                status: pattern,
                description: response.description.clone(),
                headers: response.headers.iter().filter_map(|header| self.header(header, &origin)).collect(),
                body: self.body(response, &origin),
                at: response.at,
            });
        }
        responses
    }

    fn status(&self, text: &str, at: At) -> Option<StatusPattern> {
        let bytes = text.as_bytes();
        match bytes {
            b"default" => return Some(StatusPattern::Default),
            [class @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => return Some(StatusPattern::Class(class - b'0')),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => return text.parse().ok().map(StatusPattern::Exactly),
            _ => {}
        }
        self.cursor.sink.push(
            Diagnostic::error(Code::InvalidValue, Spot::Key(at), format!("`{text}` is no status"))
                .help("write a status such as `200`, a class such as `4XX`, or `default`"),
        );
        None
    }

    fn header(&mut self, header: &'s (String, At, RefOr<doc::Header>), origin: &Origin) -> Option<Header> {
        let (name, at, item) = header;
        // OpenAPI 3.1.1, section 4.8.17: "If a response header is defined with the name "Content-Type", it SHALL be
        // ignored."
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let document = self.document;
        let found = self.follow(&document.headers, item, "a header")?;
        let text = Type { shape: Shape::String(StringFormat::Plain), nullable: false, at: found.at };
        let value = found.schema.map_or_else(
            || text.clone(),
            |schema| {
                let mut steps = origin.steps.clone();
                steps.push(Step::Header(name.clone()));
                self.use_of(schema, &Origin { steps, at: document.schema(schema).at() })
            },
        );
        let is_scalar = matches!(
            value.shape,
            Shape::Boolean
                | Shape::Integer(_)
                | Shape::Number(_)
                | Shape::String(_)
                | Shape::Constant(_)
                | Shape::Named(_)
        );
        if !is_scalar {
            let what = format!("the header `{name}`, which is no text, number or boolean,");
            self.cursor.sink.push(unsupported(*at, &what, "the header is read as text"));
        }
        let documentation = Documentation {
            description: found.description.clone(),
            deprecated: found.deprecated,
            ..found.schema.map(|schema| self.documentation(schema)).unwrap_or_default()
        };
        Some(Header { name: name.clone(), value: if is_scalar { value } else { text }, documentation, at: found.at })
    }

    fn body(&mut self, response: &'s doc::Response, origin: &Origin) -> Body {
        if response.content.is_empty() {
            return Body::Empty;
        }
        let mut json = response.content.iter().filter(|media| is_json(&media.name));
        let Some(media) = json.next() else {
            let media = &response.content[0];
            let what = format!("the media type `{}` of a response", media.name);
            self.cursor.sink.push(unsupported(media.at, &what, "the body is given as bytes"));
            return Body::Unsupported;
        };
        for other in response.content.iter().filter(|other| other.at != media.at) {
            let what = format!("the media type `{}` beside `{}`", other.name, media.name);
            self.cursor.sink.push(unsupported(other.at, &what, &format!("`{}` alone is asked for", media.name)));
        }
        let any = Type { shape: Shape::Any(crate::ir::Why::Unconstrained), nullable: false, at: media.at };
        Body::Json(MediaContent {
            media_type: media.name.clone(),
            value: media.schema.map_or(any, |schema| self.use_of(schema, origin)),
            examples: self.examples(&media.examples),
        })
    }
}

/// Whether a media type is JSON: `application/json`, or one with the suffix `+json` (RFC 6839, section 3.1).
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
