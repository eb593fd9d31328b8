//! Security schemes and requirements.

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, SecurityRequirement, unsupported};
use crate::ir::{CredentialPlacement, SecurityScheme};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// The schemes of the document, in its order.
    pub(in crate::lower) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut schemes = Vec::new();
        for (name, scheme) in &self.document.security_schemes {
            let placement = self.placement(scheme);
            self.schemes.insert(name, placement.is_some().then_some(schemes.len()));
            if let Some(placement) = placement {
                let description = scheme.description.clone();
                schemes.push(SecurityScheme { name: name.clone(), placement, description, at: scheme.at });
            }
        }
        schemes
    }

    fn placement(&self, scheme: &doc::SecurityScheme) -> Option<CredentialPlacement> {
        let name = || scheme.name.clone().unwrap_or_default();
        match (scheme.kind.0.as_str(), scheme.scheme.as_deref(), scheme.location.as_deref()) {
            ("http", Some("bearer"), _) | ("oauth2" | "openIdConnect", _, _) => Some(CredentialPlacement::Bearer),
            ("http", Some("basic"), _) => Some(CredentialPlacement::Basic),
            ("apiKey", _, Some("header")) => Some(CredentialPlacement::Header(name())),
            ("apiKey", _, Some("query")) => Some(CredentialPlacement::Query(name())),
            ("apiKey", _, Some("cookie")) => Some(CredentialPlacement::Cookie(name())),
            ("http" | "apiKey", None, None) => None,
            (kind, _, _) => {
                let what = match &scheme.scheme {
                    Some(scheme) => format!("the security scheme `{kind}` with `{scheme}`"),
                    None => format!("the security scheme `{kind}`"),
                };
                self.cursor.sink.push(unsupported(scheme.kind.1, &what, "no credential is sent for it"));
                None
            }
        }
    }

    /// The sets of schemes of which one must be there.
    pub(in crate::lower) fn requirements(&self, requirements: &[SecurityRequirement]) -> Vec<Vec<usize>> {
        // `{}` among the alternatives says that none is needed; a credential that is there is sent all the same.
        requirements.iter().filter_map(|requirement| self.requirement(requirement)).collect()
    }

    /// The set of one requirement; `None` where a scheme of it is not known or has no meaning here.
    fn requirement(&self, requirement: &SecurityRequirement) -> Option<Vec<usize>> {
        let mut set = Vec::new();
        for (name, at) in &requirement.schemes {
            let Some(scheme) = self.schemes.get(name.as_str()) else {
                let help = nearest(name, self.schemes.keys().copied()).map_or_else(
                    || "declare it under `components.securitySchemes`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("there is no security scheme `{name}`");
                self.cursor.sink.push(
                    Diagnostic::warning(Code::UnresolvedReference, Spot::Key(*at), message)
                        .help(help)
                        .help("without it: no credential is sent for it"),
                );
                return None;
            };
            set.push((*scheme)?);
        }
        Some(set)
    }
}
