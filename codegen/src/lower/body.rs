//! The contents of bodies.

use crate::doc::{self, MediaType};
use crate::ir::{MediaContent, Origin, RequestBody, Shape, Step, Type, Why};
use crate::lower::Lowering;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The body of a request, whether or not a method sends it.
    pub(in crate::lower) fn request_body(&mut self, body: &'s doc::RequestBody, id: &str) -> RequestBody {
        let origin = Origin { steps: vec![Step::Operation(id.to_owned()), Step::Request], at: body.at };
        RequestBody {
            contents: self.contents(&body.content, &origin, body.at),
            required: body.required,
            description: body.description.clone(),
            at: body.at,
        }
    }

    /// The contents that have a schema. Where there are several, the first in JSON keeps the short name.
    pub(in crate::lower) fn contents(&mut self, media: &'s [MediaType], origin: &Origin, at: At) -> Vec<MediaContent> {
        let main = media.iter().find(|media| is_json(&media.name)).or(media.first()).map(|media| media.at);
        let mut contents = Vec::new();
        for media in media {
            let mut origin = origin.clone();
            if Some(media.at) != main {
                origin.steps.push(Step::Variant(subtype(&media.name)));
            }
            contents.push(self.content(media, &origin, at));
        }
        contents
    }

    /// A content. One that stands in a component is named by it, and not by who comes first to refer to it.
    pub(in crate::lower) fn content(&mut self, media: &'s MediaType, origin: &Origin, owner: At) -> MediaContent {
        let any = Type { shape: Shape::Any(Why::Unconstrained), nullable: false, at: media.at };
        let schema = media.schema.or(media.item_schema);
        MediaContent {
            media_type: media.name.clone(),
            value: schema.map_or(any, |schema| {
                let own = self.origin_of(schema).filter(|_| self.is_component(owner));
                self.use_of(schema, &own.unwrap_or_else(|| origin.clone()))
            }),
            examples: self.examples(&media.examples),
        }
    }
}

/// Whether a media type is JSON: `application/json`, or one with the suffix `+json` (RFC 6839, section 3.1).
pub(in crate::lower) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// The words of a media type behind the slash: `form data` of `multipart/form-data`.
pub(in crate::lower) fn subtype(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    let subtype = essence.split_once('/').map_or(essence, |(_, subtype)| subtype);
    subtype.trim_start_matches("x-").replace(['*', '.', '+', '-'], " ")
}
