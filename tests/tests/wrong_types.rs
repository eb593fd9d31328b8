//! The keywords of a schema and of its discriminator, with a value of each kind of JSON that they cannot have: each is
//! told at its place, and none in silence. The list is kept by hand: whoever reads another keyword adds it here.

use std::collections::HashSet;
use std::fmt::Write as _;

use tests::{check, document};

/// The kinds of JSON, each with a value.
const KINDS: [(char, &str); 6] = [('n', "~"), ('b', "true"), ('i', "3"), ('s', "'a'"), ('a', "[]"), ('o', "{}")];

/// Each keyword with the kinds that it may have. What is valid beside them is no matter here, since the kind alone is.
const KEYWORDS: [(&str, &str); 65] = [
    ("$anchor", "s"),
    ("$comment", "s"),
    ("$defs", "o"),
    ("$dynamicAnchor", "s"),
    ("$dynamicRef", "s"),
    ("$id", "s"),
    ("$ref", "s"),
    ("$schema", "s"),
    ("$vocabulary", "o"),
    ("additionalItems", "bo"),
    ("additionalProperties", "bo"),
    ("allOf", "a"),
    ("anyOf", "a"),
    ("const", "nbisao"),
    ("contains", "bo"),
    ("contentEncoding", "s"),
    ("contentMediaType", "s"),
    ("contentSchema", "bo"),
    ("default", "nbisao"),
    ("definitions", "o"),
    ("dependencies", "o"),
    ("dependentRequired", "o"),
    ("dependentSchemas", "o"),
    ("deprecated", "b"),
    ("description", "s"),
    ("discriminator", "o"),
    ("else", "bo"),
    ("enum", "a"),
    ("example", "nbisao"),
    ("examples", "a"),
    ("exclusiveMaximum", "bi"),
    ("exclusiveMinimum", "bi"),
    ("externalDocs", "o"),
    ("format", "s"),
    ("if", "bo"),
    ("items", "boa"),
    ("maxContains", "i"),
    ("maxItems", "i"),
    ("maxLength", "i"),
    ("maxProperties", "i"),
    ("maximum", "i"),
    ("minContains", "i"),
    ("minItems", "i"),
    ("minLength", "i"),
    ("minProperties", "i"),
    ("minimum", "i"),
    ("multipleOf", "i"),
    ("not", "bo"),
    ("nullable", "b"),
    ("oneOf", "a"),
    ("pattern", "s"),
    ("patternProperties", "o"),
    ("prefixItems", "a"),
    ("properties", "o"),
    ("propertyNames", "bo"),
    ("readOnly", "b"),
    ("required", "a"),
    ("then", "bo"),
    ("title", "s"),
    ("type", "sa"),
    ("unevaluatedItems", "bo"),
    ("unevaluatedProperties", "bo"),
    ("uniqueItems", "b"),
    ("writeOnly", "b"),
    ("xml", "o"),
];

/// The same for the keywords of a discriminator.
const KEYWORDS_OF_A_DISCRIMINATOR: [(&str, &str); 3] =
    [("defaultMapping", "s"), ("mapping", "o"), ("propertyName", "s")];

#[test]
fn a_value_of_another_kind_is_told_for_every_keyword() {
    for version in ["3.0.3", "3.1.0", "3.2.0"] {
        let mut text = format!("openapi: {version}\ncomponents:\n  schemas:\n");
        for (keyword, _) in KEYWORDS {
            for (kind, value) in KINDS {
                let _ = writeln!(text, "    {keyword}-{kind}: {{ {keyword}: {value} }}");
            }
        }
        for (keyword, _) in KEYWORDS_OF_A_DISCRIMINATOR {
            for (kind, value) in KINDS {
                let property = if keyword == "propertyName" { "" } else { "propertyName: a, " };
                let _ = writeln!(text, "    {keyword}-{kind}: {{ discriminator: {{ {property}{keyword}: {value} }} }}");
            }
        }
        let diagnostics = check("kinds.yaml", &document(&text)).diagnostics;
        let told: HashSet<&str> = diagnostics
            .split("\n\n")
            .filter(|diagnostic| diagnostic.contains("[wrong-type]"))
            .filter_map(|diagnostic| diagnostic.split('`').find(|part| part.starts_with("#/components/schemas/")))
            .collect();
        let own = KEYWORDS.iter().map(|keyword| ("", keyword));
        let of_a_discriminator = KEYWORDS_OF_A_DISCRIMINATOR.iter().map(|keyword| ("discriminator/", keyword));
        for (below, (keyword, allowed)) in own.chain(of_a_discriminator) {
            for (kind, value) in KINDS {
                let place = format!("#/components/schemas/{keyword}-{kind}/{below}{keyword}");
                let is_told = told.contains(place.as_str());
                assert_eq!(is_told, !allowed.contains(kind), "{version} {keyword}: {value}\n{diagnostics}");
            }
        }
    }
}
