//! Responses, their bodies and headers.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, RefOr, unsupported};
use crate::ir::{
    Body, Documentation, Header, HttpMethod, MediaContent, Origin, Response, Shape, StatusPattern, Step, StringFormat,
    Type,
};
use crate::lower::Lowering;
use crate::lower::body::{is_json, subtype};
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
            let headers = response.headers.iter().filter_map(|header| self.header(header, &origin)).collect();
            let (body, others) = if never_has_body(operation.method, pattern) {
                (self.without_body(response), Vec::new())
            } else {
                let body = self.body(response, &origin);
                let others = self.others(response, &body, &origin);
                (body, others)
            };
            responses.push(Response {
                status: pattern,
                description: response.description.clone(),
                headers,
                body,
                others,
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
            Diagnostic::warning(Code::InvalidValue, Spot::Key(at), format!("`{text}` is no status"))
                .label("not read")
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
                let origin = Origin { steps, at: document.schema(schema).at() };
                let origin = self.origin_of(schema).filter(|_| self.is_component(found.at)).unwrap_or(origin);
                self.use_of(schema, &origin)
            },
        );
        let is_scalar = self.behind(&value.shape).is_scalar();
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

    /// An answer that HTTP gives no body, whatever the document says of one.
    fn without_body(&self, response: &doc::Response) -> Body {
        if let Some(media) = response.content.first() {
            let what = "content of an answer that never has any (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5)";
            self.cursor.sink.push(unsupported(media.at, what, "no body is read"));
        }
        Body::Empty
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
        Body::Json(self.content(media, origin, response.at))
    }

    /// The contents that no method reads: their types stand in the program all the same.
    fn others(&mut self, response: &'s doc::Response, body: &Body, origin: &Origin) -> Vec<MediaContent> {
        let read = match body {
            Body::Json(content) => Some(content.media_type.clone()),
            Body::Empty | Body::Unsupported => None,
        };
        let mut others = Vec::new();
        for media in &response.content {
            if Some(&media.name) != read.as_ref() && (media.schema.is_some() || media.item_schema.is_some()) {
                let mut origin = origin.clone();
                if read.is_some() || !others.is_empty() {
                    origin.steps.push(Step::Variant(subtype(&media.name)));
                }
                others.push(self.content(media, &origin, response.at));
            }
        }
        others
    }
}

/// Whether HTTP gives an answer no body: to HEAD, and with 204, 205 and 304.
const fn never_has_body(method: HttpMethod, status: StatusPattern) -> bool {
    matches!(method, HttpMethod::Head) || matches!(status, StatusPattern::Exactly(204 | 205 | 304))
}
