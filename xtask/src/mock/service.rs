//! From a request to its answer.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::{Body as HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::header::{ALLOW, HeaderValue, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderName, Response};
use codegen::ir::{Api, CredentialPlacement, Operation};
use codegen::source::Source;

use crate::mock::answers::{Answer, base_path, success_status};
use crate::mock::credentials::{challenge, is_present};
use crate::mock::examples::{Examples, last_parameter, path_parameters, prefix, success};
use crate::mock::routes::{Template, Values, split};

/// More of a request's body is not read; the rest is cut off with the connection.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// All that is needed to answer the requests of a document.
pub struct Service {
    /// Concrete paths before templated ones.
    routes: Vec<Route>,
    unknown_path: Answer,
    wrong_method: Answer,
}

/// An operation, ready to be asked for.
struct Route {
    template: Template,
    method: &'static str,
    /// The sets of credentials of which one must be there.
    security: Vec<Vec<CredentialPlacement>>,
    success: Answer,
    /// The parameter that ends the path, and the answer for each value of it that an example stands for.
    by_value: Option<(String, BTreeMap<String, Answer>)>,
    /// The values of each parameter that the document knows; a parameter without any takes every value.
    known: BTreeMap<String, BTreeSet<String>>,
    unauthorized: Answer,
    not_found: Answer,
}

/// What is sent back, and what the log says of it.
struct Reply {
    answer: Answer,
    header: Option<(HeaderName, String)>,
    note: &'static str,
}

impl Reply {
    fn plain(answer: &Answer, note: &'static str) -> Self {
        Self { answer: answer.clone(), header: None, note }
    }
}

impl Service {
    /// Works out the answers of a document.
    pub fn new(source: &Source, api: &Api) -> Self {
        let examples = Examples::new(source, api);
        let known = examples.known();
        let base = base_path(api);
        let mut routes: Vec<Route> = api
            .operations
            .iter()
            .map(|operation| Route::new(source, api, &examples, &known, &base, operation))
            .collect();
        routes.sort_by_key(|route| route.template.precedence());
        Self {
            routes,
            unknown_path: Answer::refusal_without_operation(source, api, 404),
            wrong_method: Answer::refusal_without_operation(source, api, 405),
        }
    }

    /// Answers a request and logs it: method, path and status, and never what a credential may stand in.
    pub async fn respond(&self, request: Request, log: &(impl Fn(&str) + Sync)) -> Response<HttpBody> {
        let (parts, body) = request.into_parts();
        // A body that nobody reads would make the server close the connection under the client's hands.
        let _ = to_bytes(body, LARGEST_BODY).await;
        let Reply { answer, header, note } = self.reply(&parts);
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        log(&format!("{} {} {}{note}", parts.method, parts.uri.path(), answer.status()));
        let mut response = answer.response();
        if let Some((name, Ok(value))) = header.map(|(name, value)| (name, HeaderValue::try_from(value))) {
            response.headers_mut().insert(name, value);
        }
        response
    }

    fn reply(&self, request: &Parts) -> Reply {
        let path = split(request.uri.path());
        let matching: Vec<(&Route, Values)> =
            self.routes.iter().filter_map(|route| Some((route, route.template.matches(&path)?))).collect();
        // Of several templates that the path belongs to, the most concrete one counts, with all its methods.
        let Some(precedence) = matching.first().map(|(route, _)| route.template.precedence()) else {
            return Reply::plain(&self.unknown_path, "the document has no such path");
        };
        let of_path: Vec<&(&Route, Values)> =
            matching.iter().filter(|(route, _)| route.template.precedence() == precedence).collect();
        let method = request.method.as_str();
        let found = of_path.iter().find(|(route, _)| route.method == method);
        // What answers GET answers HEAD (RFC 9110, section 9.3.2); the server leaves out the body.
        let found = found.or_else(|| of_path.iter().find(|(route, _)| method == "HEAD" && route.method == "GET"));
        if let Some((route, values)) = found {
            return route.reply(request, values);
        }
        Reply {
            answer: self.wrong_method.clone(),
            header: Some((ALLOW, allowed(of_path.iter().map(|(route, _)| route.method)))),
            note: "the document has the path, but not with this method",
        }
    }
}

fn allowed<'a>(methods: impl Iterator<Item = &'a str>) -> String {
    let mut allowed: BTreeSet<&str> = methods.collect();
    if allowed.contains("GET") {
        allowed.insert("HEAD");
    }
    allowed.into_iter().collect::<Vec<_>>().join(", ")
}

impl Route {
    fn new(
        source: &Source,
        api: &Api,
        examples: &Examples<'_>,
        known: &BTreeMap<String, BTreeSet<String>>,
        base: &str,
        operation: &Operation,
    ) -> Self {
        let placement = |scheme: &usize| api.security_schemes[*scheme].placement.clone();
        let success = match success(operation) {
            Some(response) => Answer::new(source, api, response, success_status(response.status)),
            None => Answer::refusal(source, api, operation, 501),
        };
        let by_value = last_parameter(operation).map(|parameter| {
            let mut answers = BTreeMap::new();
            for (value, at) in examples.by_value(operation) {
                answers.entry(value).or_insert_with(|| success.with_text(source.json(at)));
            }
            (parameter.name.clone(), answers)
        });
        let known_of = |name: &str| prefix(&operation.path, name).and_then(|prefix| known.get(&prefix)).cloned();
        Self {
            template: Template::new(base, &operation.path),
            method: operation.method.as_str(),
            security: operation.security.iter().map(|set| set.iter().map(placement).collect()).collect(),
            by_value,
            known: path_parameters(operation)
                .map(|parameter| (parameter.name.clone(), known_of(&parameter.name).unwrap_or_default()))
                .collect(),
            unauthorized: Answer::refusal(source, api, operation, 401),
            not_found: Answer::refusal(source, api, operation, 404),
            success,
        }
    }

    fn reply(&self, request: &Parts, values: &Values) -> Reply {
        let query = request.uri.query().unwrap_or_default();
        let has_all =
            |set: &Vec<CredentialPlacement>| set.iter().all(|placement| is_present(placement, &request.headers, query));
        if !self.security.is_empty() && !self.security.iter().any(has_all) {
            let challenge = self.security.iter().flatten().find_map(challenge);
            return Reply {
                answer: self.unauthorized.clone(),
                header: challenge.map(|challenge| (WWW_AUTHENTICATE, challenge.to_owned())),
                note: "no credential where the document asks for one",
            };
        }
        for (name, value) in values {
            if self.known.get(name).is_some_and(|known| !known.is_empty() && !known.contains(value)) {
                return Reply::plain(&self.not_found, "no example of the document knows the value in the path");
            }
        }
        let own = self.by_value.as_ref().and_then(|(parameter, answers)| {
            let (_, value) = values.iter().find(|(name, _)| name == parameter)?;
            answers.get(value)
        });
        Reply::plain(own.unwrap_or(&self.success), "")
    }
}
