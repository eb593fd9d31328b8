//! Documents that are made to be too much: each ends in output or in a diagnostic, and soon. What would take as long as
//! its size squared takes minutes here and fails nothing, because no test asserts a time; what would take longer never
//! ends.

use std::fmt::Write as _;

use codegen::source::Source;
use tests::{check, document};

/// A chain of schemas, each of which is made of the number of the next.
fn chain(length: usize, link: impl Fn(usize) -> String) -> String {
    let mut text = "components:\n  schemas:\n".to_owned();
    for index in 0..length {
        let _ = writeln!(text, "    A{index}: {}", link(index + 1));
    }
    let _ = writeln!(text, "    A{length}: {{ type: string }}");
    document(&text)
}

#[test]
fn a_long_chain_of_aliases_has_an_end() {
    let text = chain(2_000, |next| format!("{{ $ref: \"#/components/schemas/A{next}\" }}"));
    assert!(check("chain.yaml", &text).output.files.is_some());
}

#[test]
fn a_long_chain_of_records_has_an_end_and_a_ring_is_cut_once() {
    let link = |next| {
        format!(
            "{{ type: object, required: [next], properties: {{ next: {{ $ref: \"#/components/schemas/A{next}\" }} }} }}"
        )
    };
    let text = chain(2_000, link);
    let checked = check("chain.yaml", &text);
    assert_eq!(checked.diagnostics, "");
    let checked = check("ring.yaml", &text.replace("A2000: { type: string }", &format!("A2000: {}", link(0))));
    assert!(checked.output.files.is_some());
    assert_eq!(checked.diagnostics.matches("every value of the schema holds another one by the field").count(), 1);
}

#[test]
fn references_into_inline_schemas_do_not_exhaust_the_stack() {
    let link = |next| {
        format!(
            "{{ type: array, items: {{ type: array, items: {{ $ref: \"#/components/schemas/A{next}/items\" }} }} }}"
        )
    };
    let mut text = chain(300, link);
    text = text.replace("A300: { type: string }", "A300: { type: array, items: { type: string } }");
    let checked = check("chain.yaml", &text);
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    assert!(checked.diagnostics.contains("inline schemas deep"), "the cut is reported");
}

#[test]
fn values_nested_without_end_are_an_error_with_a_place() {
    for (name, text) in [
        ("deep.json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("deep.yaml", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("keys.yaml", "{a: ".repeat(200_000)),
        ("later.yaml", format!("a: '{}'\nb:\n  {}", "[".repeat(1_000), "{a: [".repeat(100_000))),
    ] {
        let checked = check(name, &text);
        assert!(checked.output.files.is_none());
        assert!(checked.diagnostics.contains("error[syntax]"), "{}", checked.diagnostics);
    }
}

#[test]
fn aliases_without_end_are_told_in_a_few_words() {
    let refused = |text: &str, place: &str, said: &str| {
        let checked = check("aliases.yaml", text);
        assert!(checked.output.files.is_none());
        assert!(checked.diagnostics.contains(&format!("aliases.yaml:{place}\n")), "{}", checked.diagnostics);
        assert!(checked.diagnostics.contains(said), "{}", checked.diagnostics);
        assert!(checked.diagnostics.len() < 800, "{}", checked.diagnostics);
    };
    let key = "ä".repeat(200);
    for key in ["b", &key] {
        let text = format!("A: &x {{{key}: *x}}\n");
        refused(&text, "1:4", " ... ");
        refused(&text, "1:4", "help: an alias (`*name`) within the value that it stands for has no end");
    }
    let mut bomb = "a: 1\na0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n".to_owned();
    for index in 0..9 {
        let items = vec![format!("*a{index}"); 9].join(", ");
        let _ = writeln!(bomb, "a{next}: &a{next} [{items}]", next = index + 1);
    }
    refused(&bomb, "3:10", "the aliases (`*name`) stand within each other and repeat too much of the file");
}

#[test]
fn brackets_in_texts_are_no_depth() {
    let text = document(&format!("paths: {{}}\ntags: [{{ name: a, description: \"{}\" }}]", "[".repeat(10_000)));
    assert!(check("brackets.yaml", &text).output.files.is_some());
}

#[test]
fn numbers_that_nothing_holds_are_numbers() {
    let schema = r#"{"type": "number", "maximum": 1e400, "minimum": -1e400, "multipleOf": 1e-400,
        "description": "1e400 \" 1e400", "example": 12345678901234567890123456789012345678901234567890, "defult": -1e400}"#;
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}}, "servers": [{{"url": "https://example.com"}}],
        "components": {{"schemas": {{"A": {schema}}}}}}}"#
    );
    let checked = check("large.json", &text);
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    assert!(checked.rust.contains("1e400 \" 1e400"), "a text stays as it is: {}", checked.rust);
    assert!(checked.diagnostics.contains("large.json:3:"), "places are those of the text: {}", checked.diagnostics);
    // Only what is not read is reported.
    assert_eq!(checked.output.diagnostics.len(), 1, "{}", checked.diagnostics);
}

#[test]
fn a_number_that_nothing_holds_is_the_same_in_both_formats() {
    let text = r#"{"openapi": "3.1.0", "info": {"title": "Large", "version": "1"}, "servers": [{"url": "https://example.com"}],
        "components": {"schemas": {"A": {"type": [1e400]}, "B": {"enum": ["a", 1e400, "1e400", -1e400]}, "C": {"type": "1e400"},
        "D": {"type": "object", "properties": {"1e400": {"const": 1e400}}}, "E": {"allOf": [{"const": 1e400}, {"const": 2}]}}}}"#;
    let as_json = check("large", text);
    let of = |name: &str| {
        let checked = check(name, text);
        (checked.diagnostics.replace(name, ""), checked.ir, checked.rust)
    };
    assert_eq!(of("large.json"), of("large.yaml"));
    assert!(as_json.diagnostics.contains("found a number"), "{}", as_json.diagnostics);

    // Only what is plain is a number.
    let yaml = "components: { schemas: { A: { enum: [!!str 1e400, '1e400', 1e400] } } }";
    let checked = check("large.yaml", &document(&format!("paths: {{}}\n{yaml}")));
    assert_eq!(checked.rust.matches("\"1e400\"").count(), 1, "{}{}", checked.diagnostics, checked.rust);
}

#[test]
fn a_bound_that_nothing_holds_is_a_bound_in_both_formats() {
    let schema = r#"{ "A": { "type": "integer", "minimum": 0, "maximum": 1e400 } }"#;
    let text = document(&format!("paths: {{}}\ncomponents: {{ schemas: {schema} }}"));
    let checked = check("large.yaml", &text);
    assert!(checked.rust.contains("pub type A = u64;"), "{}{}", checked.diagnostics, checked.rust);
}

#[test]
fn a_mark_of_the_byte_order_is_no_part_of_the_text() {
    let yaml = document("paths: { /a: { gett: {} } }");
    let json = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"A\", \"version\": \"1\"},\n\"paths\": {\"/a\": {\"gett\": {}}}}";
    for (name, text) in [("mark.yaml", yaml.as_str()), ("mark.json", json)] {
        let checked = check(name, &format!("\u{feff}{text}"));
        assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
        assert!(checked.diagnostics.contains("a path item has no key `gett`"), "{}", checked.diagnostics);
        assert!(
            checked.diagnostics.contains(":1:17") || checked.diagnostics.contains(":2:18"),
            "{}",
            checked.diagnostics
        );
    }
}

#[test]
fn an_alias_bomb_is_an_error() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{inner}]");
    }
    let checked = check("bomb.yaml", &text);
    assert!(checked.output.files.is_none());
    assert!(checked.diagnostics.contains("error[syntax]"), "{}", checked.diagnostics);
    // Nor are the places of its values looked for, of which there are none.
    let mut source = Source::new();
    source.add("bomb.yaml", text);
    source.locate();
}

#[test]
fn every_prefix_of_the_fragment_ends_in_output_or_diagnostics() {
    let text = tests::text_of(&tests::workspace().join("spec/openapi.yaml"));
    for (count, (offset, _)) in text.char_indices().enumerate() {
        // A step that is no divisor of the indentation meets every kind of place.
        if count % 97 == 0 {
            let checked = check("prefix.yaml", &text[..offset]);
            assert!(checked.output.files.is_some() || !checked.diagnostics.is_empty());
        }
    }
}

#[test]
fn lines_too_long_to_be_read_are_named_and_not_shown() {
    let keys = (0..400).fold(String::new(), |mut keys, index| {
        let _ = write!(keys, "\"A{index}\": {{\"type\": \"string\", \"défault\": {index}}}, ");
        keys
    });
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"é\", \"version\": \"1\"}}, \"paths\": {{}}, \
         \"components\": {{\"schemas\": {{{keys}\"Z\": true}}}}}}"
    );
    let checked = check("one-line.json", &text);
    let key = "\"d\u{e9}fault\"";
    for offset in [text.find(key), text.rfind(key)] {
        let before = &text[..offset.expect("the key is there")];
        let expected = format!("one-line.json:1:{}\n", before.chars().count() + 1);
        assert!(checked.diagnostics.contains(&expected), "{expected}{}", checked.diagnostics);
    }
    assert!(checked.diagnostics.contains("at `#/components/schemas/A0/d\u{e9}fault`"), "{}", checked.diagnostics);
    assert!(checked.diagnostics.len() < 400 * text.len() / 10, "what is printed does not grow with the line");
}

#[test]
fn constants_that_are_no_finite_numbers_are_read_as_numbers() {
    for constant in [".inf", "-.inf", ".nan"] {
        let text = document(&format!(
            "components: {{ schemas: {{ A: {{ type: object, required: [a], properties: {{ a: {{ type: number, const: {constant} }} }} }} }} }}"
        ));
        let checked = check("endless.yaml", &text);
        assert!(checked.rust.contains("pub a: f64,"), "{}{}", checked.rust, checked.diagnostics);
    }
}

#[test]
fn a_long_enumeration_and_a_name_that_repeats_itself_have_an_end() {
    let values = (0..4_000).map(|index| format!("v{index}")).collect::<Vec<_>>().join(", ");
    let text = document(&format!("components: {{ schemas: {{ A: {{ enum: [{values}] }} }} }}"));
    assert!(check("long.yaml", &text).output.files.is_some());
    let words = "a_".repeat(20_000);
    let inner = r#"{"type": "object", "properties": {"c": {"type": "string"}}}"#;
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "A", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{
            "{words}": {{"type": "object", "properties": {{"{words}b": {inner}}}}}}}}}}}"#
    );
    let checked = check("words.json", &text);
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
}

#[test]
fn a_union_has_as_many_branches_as_are_written() {
    let mut text = "components:\n  schemas:\n".to_owned();
    let references: Vec<String> =
        (0..300).map(|index| format!("{{ $ref: \"#/components/schemas/Event{index}\" }}")).collect();
    let discriminator = "discriminator: { propertyName: kind }";
    let _ = writeln!(text, "    Event: {{ oneOf: [{}], {discriminator} }}", references.join(", "));
    for index in 0..300 {
        let properties = format!("{{ kind: {{ const: e{index} }} }}");
        let _ = writeln!(text, "    Event{index}: {{ type: object, required: [kind], properties: {properties} }}");
    }
    let checked = check("events.yaml", &document(&text));
    assert_eq!(checked.diagnostics, "");
    assert!(checked.rust.contains("299 Event299 from(types::Event299)"), "the last branch is a variant");
}

#[test]
fn unions_beside_each_other_are_written_out_up_to_a_limit() {
    let branches = |key: &str| -> String {
        let branch =
            |index| format!("{{ required: [{key}{index}], properties: {{ {key}{index}: {{ type: string }} }} }}");
        (0..20).map(branch).collect::<Vec<_>>().join(", ")
    };
    let (left, right) = (branches("left"), branches("right"));
    let text = format!("components: {{ schemas: {{ Both: {{ type: object, oneOf: [{left}], anyOf: [{right}] }} }} }}");
    let checked = check("both.yaml", &document(&text));
    assert!(checked.diagnostics.contains("more combinations with its siblings"), "{}", checked.diagnostics);
}

#[test]
fn schemas_that_combine_without_end_are_given_up_at_once() {
    // Each of two objects is one of the next two: in every level twice as many combinations.
    let mut levels = "components:\n  schemas:\n".to_owned();
    for level in 0..24 {
        let next = level + 1;
        for name in ["L", "M"] {
            let _ = writeln!(
                levels,
                "    {name}{level}: {{ type: object, properties: {{ {name}{level}: {{ type: string }} }}, oneOf: [{{ $ref: \
                 \"#/components/schemas/L{next}\" }}, {{ $ref: \"#/components/schemas/M{next}\" }}] }}"
            );
        }
    }
    levels.push_str("    L24: { type: object }\n    M24: { type: object }\n");
    // A key of an object is all that any of its parts says of it, and the parts are other ones in each step.
    let mut parts = "components:\n  schemas:\n    S: { allOf: [{ type: object, properties: { a: { $ref: \
                     \"#/components/schemas/S\" }, b: { $ref: \"#/components/schemas/S\" } } }, { type: object, properties: { \
                     a: { $ref: \"#/components/schemas/Q0\" } } }] }\n"
        .to_owned();
    for number in 0..24 {
        let next = format!("{{ $ref: \"#/components/schemas/Q{}\" }}", number + 1);
        let _ = writeln!(parts, "    Q{number}: {{ type: object, properties: {{ a: {next}, b: {next} }} }}");
    }
    parts.push_str("    Q24: { type: object, properties: { end: { type: string } } }\n");
    for text in [levels, parts] {
        let checked = check("combined.yaml", &document(&text));
        assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
        assert_eq!(checked.diagnostics.matches("are combined in more than").count(), 1);
    }
}

#[test]
fn a_circle_of_names_is_no_text_for_a_path_or_a_header() {
    let text = r##"
paths:
  /a/{id}:
    get:
      operationId: get
      parameters: [{ name: id, in: path, required: true, schema: { $ref: "#/components/schemas/A" } }]
      responses: { "200": { description: Done., headers: { X-B: { schema: { $ref: "#/components/schemas/B" } } } } }
components: { schemas: { A: { oneOf: [{ $ref: "#/components/schemas/B" }] }, B: { oneOf: [{ $ref: "#/components/schemas/A" }] } } }
"##;
    let checked = check("circle.yaml", &document(text));
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    for said in
        ["a path parameter that is no text", "the header `X-B`, which is no text", "the schema is nothing but itself"]
    {
        assert_eq!(checked.diagnostics.matches(said).count(), 1, "{}", checked.diagnostics);
    }
}

#[test]
fn parts_beyond_what_documents_have_are_reported_once() {
    let part = |index: usize| format!("{{ type: object, properties: {{ key{index}: {{ type: string }} }} }}");
    let parts: Vec<String> = (0..4_000).map(part).collect();
    let text = format!(
        "components:\n  schemas:\n    A: {{ allOf: [{0}] }}\n    B: {{ type: object, properties: {{ b: {{ allOf: [{0}] }} }} }}\n",
        parts.join(", ")
    );
    let checked = check("parts.yaml", &document(&text));
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    assert_eq!(checked.diagnostics.matches("more than 256 schemas speak of one value").count(), 2);
}

#[test]
fn a_mapping_of_many_values_is_followed_once() {
    const COUNT: usize = 1_000;
    let reference = |index: usize| format!("\"#/components/schemas/Event{index}\"");
    let mapping: Vec<String> = (0..COUNT).map(|index| format!("v{index}: {}", reference(index))).collect();
    let mapping = format!("discriminator: {{ propertyName: kind, mapping: {{ {} }} }}", mapping.join(", "));
    let kind = "type: object, required: [kind], properties: { kind: { type: string } }";
    let branches: Vec<String> = (0..COUNT).map(|index| format!("{{ $ref: {} }}", reference(index))).collect();
    let base = format!("    Event: {{ {kind}, {mapping} }}\n");
    let union = format!("    Event: {{ oneOf: [{}], {mapping} }}\n", branches.join(", "));
    for (event, part) in
        [(base, "{ $ref: \"#/components/schemas/Event\" }".to_owned()), (union, format!("{{ {kind} }}"))]
    {
        let mut text = format!("components:\n  schemas:\n{event}");
        for index in 0..COUNT {
            let own = format!("{{ type: object, properties: {{ own{index}: {{ type: string }} }} }}");
            let _ = writeln!(text, "    Event{index}: {{ allOf: [{part}, {own}] }}");
        }
        let checked = check("events.yaml", &document(&text));
        assert_eq!(checked.diagnostics, "");
        assert!(checked.ir.contains("mapped from [\"v999\"]"), "the last branch has its value");
    }
}

#[test]
fn many_defaults_of_one_long_list_are_looked_up() {
    let mut text = "components:\n  schemas:\n    List: { type: string, enum: [".to_owned();
    for index in 0..2_000 {
        let _ = write!(text, "v{index}, ");
    }
    text.push_str("] }\n    Many:\n      type: object\n      properties:\n");
    for index in 0..4_000 {
        let _ =
            writeln!(text, "        p{index}: {{ $ref: \"#/components/schemas/List\", default: v{} }}", index % 2_001);
    }
    let checked = check("defaults.yaml", &document(&text));
    assert_eq!(checked.diagnostics.matches("the default is none of the values").count(), 1);
}

#[test]
fn many_branches_with_a_value_without_quotes_ask_once_for_the_types_of_all() {
    let mut text = "components:\n  schemas:\n    Union:\n      oneOf:\n".to_owned();
    for index in 0..400 {
        let _ = writeln!(text, "        - {{ required: [k{index}], properties: {{ k{index}: {{ type: string }} }} }}");
    }
    text.push_str("      type: string\n      enum: [1, true, a]\n");
    assert!(check("branches.yaml", &document(&text)).output.files.is_some());
}
