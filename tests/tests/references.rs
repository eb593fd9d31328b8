//! References to every place of every file, and the names that come of it.

use std::fmt::Write as _;

use tests::{Checked, check_files, document};

/// A document with these component schemas, beside other files.
fn check(schemas: &str, files: &[(&str, &str)]) -> Checked {
    let root = document(&format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}"));
    let mut all = vec![("spec/openapi.yaml", root.as_str())];
    all.extend(files);
    check_files(&all)
}

/// What the meaning says of each property of `Holder`, which is the first schema.
fn holder(checked: &Checked) -> Vec<String> {
    assert_eq!(checked.diagnostics, "");
    let lines = checked.ir.lines().skip_while(|line| !line.contains("/Holder: record")).skip(1);
    lines.take_while(|line| line.starts_with("  ")).map(|line| line.trim().replace(" optional", "")).collect()
}

#[test]
fn a_file_is_a_component_of_its_name() {
    let checked = check(
        "    Holder: { type: object, properties: { owner: { $ref: ../shared/User.yaml } } }\n",
        &[
            (
                "shared/User.yaml",
                "type: object\nproperties: { next: { $ref: User.yaml }, pet: { $ref: './pets.json#/cat' } }",
            ),
            (
                "shared/pets.json",
                "{\"cat\": {\"type\": \"object\", \"properties\": {\"home\": {\"$ref\": \"../spec/openapi.yaml#/components/schemas/Holder\"}}}}",
            ),
        ],
    );
    assert_eq!(holder(&checked), ["\"owner\": Component(\"User\")"]);
    let of_user = "type ../shared/User.yaml#: record\n  \"next\" optional: Component(\"User\")\n  \"pet\" optional: Component(\"cat\")\n";
    assert!(checked.ir.contains(of_user), "{}", checked.ir);
    assert!(checked.rust.contains("/// Spec: `../shared/pets.json#/cat`"), "{}", checked.rust);
    assert_eq!(checked.output.map.get("../shared/User.yaml#").map(String::as_str), Some("generated::types::User"));
    let holder = checked.output.map.get("/components/schemas/Holder");
    assert_eq!(holder.map(String::as_str), Some("generated::types::Holder"));
}

#[test]
fn a_component_that_says_nothing_but_where_its_file_is_is_that_file() {
    let checked = check(
        "    Holder: { type: object, properties: { a: { $ref: '#/components/schemas/User' }, b: { $ref: person.yaml } } }\n    \
         User: { $ref: person.yaml }\n    Person: { $ref: person.yaml }\n",
        &[("spec/person.yaml", "type: object\nproperties: { name: { type: string } }")],
    );
    assert_eq!(holder(&checked), ["\"a\": Component(\"User\")", "\"b\": Component(\"User\")"]);
    assert!(checked.rust.contains("pub type Person = User;"), "{}", checked.rust);
}

#[test]
fn a_branch_in_another_file_has_the_name_that_it_has_there() {
    let checked = check(
        "    Holder: { type: object, properties: { rule: { $ref: 'rules.yaml#/components/schemas/Rule' } } }\n",
        &[(
            "spec/rules.yaml",
            "components:
  schemas:
    Rule: { oneOf: [{ $ref: '#/components/schemas/TrueRule' }, { $ref: '#/components/schemas/AndOrRule' }] }
    TrueRule: { type: object, title: Always, required: [type], properties: { type: { const: 'true' } } }
    AndOrRule: { type: object, required: [type, left], properties: { type: { enum: [and, or] }, left: { $ref: '#/components/schemas/Rule' } } }
",
        )],
    );
    assert_eq!(holder(&checked), ["\"rule\": Component(\"Rule\")"]);
    for line in ["    True(TrueRule),", "    AndOr(Box<AndOrRule>),", "pub struct TrueRule {", "pub struct AndOrRule {"]
    {
        assert!(checked.rust.contains(line), "{line} in {}", checked.rust);
    }
}

#[test]
fn a_file_is_read_by_its_own_version() {
    let kinds = "Kind: { type: string }\n    Cat: { type: object, required: [kind], properties: { kind: { $ref: '#/components/schemas/Kind', const: cat } } }\n";
    let root = "openapi: 3.0.3\ninfo: { title: Versions, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:
    Holder: { type: object, properties: { new: { $ref: 'new.yaml#/components/schemas/Cat' }, old: { $ref: 'old.yaml#/components/schemas/Cat' } } }\n";
    let new = format!("openapi: 3.1.1\ncomponents:\n  schemas:\n    {kinds}");
    let old = format!("components:\n  schemas:\n    {kinds}");
    let checked = check_files(&[("spec/openapi.yaml", root), ("spec/new.yaml", &new), ("spec/old.yaml", &old)]);
    for line in [
        "new.yaml#/components/schemas/Cat: record\n  \"kind\" required: constant \"cat\"\n",
        "old.yaml#/components/schemas/Cat: record\n  \"kind\" required: string\n",
    ] {
        assert!(checked.ir.contains(line), "{line} in {}", checked.ir);
    }
    assert_eq!(checked.diagnostics.matches("OpenAPI 3.0 ignores what does").count(), 1, "{}", checked.diagnostics);
    assert!(checked.diagnostics.contains("spec/old.yaml"), "{}", checked.diagnostics);

    let checked = check_files(&[
        ("spec/openapi.yaml", root),
        ("spec/new.yaml", &new.replace("3.1.1", "4.0.0")),
        ("spec/old.yaml", &old),
    ]);
    assert!(
        checked.diagnostics.contains("OpenAPI 4.0.0 is none of the versions that are read"),
        "{}",
        checked.diagnostics
    );
    assert_eq!(checked.diagnostics.matches("OpenAPI 3.0 ignores what does").count(), 2, "{}", checked.diagnostics);
}

#[test]
fn a_discriminator_maps_its_values_to_files() {
    let checked = check(
        "    Holder: { type: object, properties: { pet: { $ref: pet.yaml } } }\n    v1.yaml: { type: boolean }\n",
        &[
            (
                "spec/pet.yaml",
                "oneOf: [{ $ref: dog.yaml }, { $ref: 'cats.yaml#/Cat' }]\n\
                 discriminator: { propertyName: kind, mapping: { dog: dog.yaml, cat: './cats.yaml#/Cat', old: v1.yaml } }\n",
            ),
            ("spec/dog.yaml", "type: object\nrequired: [kind]\nproperties: { kind: { type: string } }"),
            ("spec/cats.yaml", "Cat: { type: object, required: [kind], properties: { kind: { type: string } } }"),
        ],
    );
    assert!(checked.ir.contains("\"dog\"") && checked.ir.contains("\"cat\""), "{}", checked.ir);
    // A name that could be a file is the name of a component, which is none of the branches here.
    assert!(
        checked.diagnostics.contains("`old` is mapped to `v1.yaml`, which is none of the branches"),
        "{}",
        checked.diagnostics
    );

    // A child of a base that nothing else refers to.
    let checked = check(
        "    Holder: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind, mapping: { dog: dog.yaml } }
",
        &[(
            "spec/dog.yaml",
            "allOf: [{ $ref: 'openapi.yaml#/components/schemas/Pet' }]\nproperties: { bark: { type: string } }",
        )],
    );
    assert_eq!(checked.diagnostics, "");
    let dog = "type dog.yaml#: record\n  \"kind\" required: constant \"dog\"\n  \"bark\" optional: string\n";
    assert!(checked.ir.contains(dog), "{}", checked.ir);
    assert!(checked.rust.contains("    Dog(Dog),"), "{}", checked.rust);
}

#[test]
fn pointers_are_decoded_and_lead_into_every_part() {
    let checked = check(
        "    Holder:
      type: object
      properties:
        space: { $ref: '#/components/schemas/Odd~1name%20%C3%A4' }
        quarter: { $ref: 'odd%20file.yaml#/a%25b' }
        extension: { $ref: '#/x-parts/0/schema' }
        path: { $ref: '#/components/pathItems/P/post/requestBody/content/application~1json/schema' }
        hook: { $ref: '#/components/callbacks/C/~1url/post/parameters/0/schema' }
        whole: { $ref: '' }
        through: { $ref: '#/components/schemas/Alias/properties/x' }
    Odd/name ä: { type: string }
    Alias: { $ref: 'odd%20file.yaml#/c' }
  pathItems: { P: { post: { operationId: p, requestBody: { content: { application/json: { schema: { type: boolean } } } } } } }
  callbacks: { C: { /url: { post: { parameters: [{ name: a, in: query, schema: { type: number } }] } } } }
x-parts: [{ schema: { type: integer } }]
",
        &[("spec/odd file.yaml", "a%b: { type: string }\nc: { type: object, properties: { x: { type: boolean } } }")],
    );
    // The empty reference is the document itself, and that is no schema.
    assert!(checked.diagnostics.contains("`` is not a schema"), "{}", checked.diagnostics);
    assert_eq!(checked.output.diagnostics.len(), 1, "{}", checked.diagnostics);
    for line in [
        "\"space\" optional: Component(\"Odd/name ä\")",
        "\"quarter\" optional: string",
        "\"extension\" optional: integer of 64 bits",
        "\"path\" optional: boolean",
        "\"hook\" optional: number of 64 bits",
        "\"through\" optional: boolean",
    ] {
        assert!(checked.ir.contains(line), "{line}:\n{}", checked.ir);
    }
}

#[test]
fn anchors_and_ids_are_names() {
    let checked = check(
        "    Holder:
      type: object
      properties:
        anchor: { $ref: '#here' }
        other_file: { $ref: 'tree.yaml#leaf' }
        dynamic: { $dynamicRef: '#node' }
        id: { $ref: 'https://example.com/tree' }
        id_pointer: { $ref: 'https://example.com/tree#/properties/size' }
        beside_id: { $ref: 'https://EXAMPLE.com/a/../near' }
    Anchored: { type: string, $anchor: here }
    Noded: { type: boolean, $dynamicAnchor: node }
    Near: { $id: 'https://example.com/near', type: integer, $anchor: hidden }
",
        &[(
            "spec/tree.yaml",
            "$id: https://example.com/tree\ntype: object\nproperties:\n  size: { type: number }\n  twig: { $ref: '#leaf' }\n  bough: { $ref: near }\n$defs: { Leaf: { $anchor: leaf, type: string } }\nexamples: [{ $id: 'https://example.com/near', $anchor: leaf }]",
        )],
    );
    // `$dynamicRef` is read by schemas only once they know the keyword.
    let said = checked.diagnostics.replace("`$dynamicRef` is not supported yet", "");
    assert!(!said.contains("error"), "{said}");
    for line in [
        "\"anchor\" optional: Component(\"Anchored\")",
        "\"other_file\" optional: string",
        "\"id\" optional: Component(\"tree\")",
    ] {
        assert!(checked.ir.contains(line), "{line}:\n{}", checked.ir);
    }
    assert!(checked.ir.contains("\"id_pointer\" optional: number of 64 bits"), "{}", checked.ir);
}

#[test]
fn a_base_changes_what_is_relative_to_it() {
    let root = document(
        "$self: https://example.com/api/openapi.yaml
openapi: 3.2.0
paths: {}
components:
  schemas:
    Holder:
      type: object
      properties:
        by_self: { $ref: 'https://example.com/api/openapi.yaml#/components/schemas/Text' }
        by_path: { $ref: 'more.yaml#/Flag' }
        by_id: { $ref: 'https://example.com/api/count' }
        by_other: { $ref: 'https://example.com/far/more#/Flag' }
    Text: { type: string }
    Count: { $id: count, type: integer, $defs: { Self: { $ref: '#' }, Outside: { $ref: '#/components/schemas/Text' } } }
",
    );
    let more = "$id: https://example.com/far/more\nFlag: { type: boolean }";
    let checked = check_files(&[("openapi.yaml", root.as_str()), ("more.yaml", more)]);
    assert_eq!(
        holder(&checked),
        [
            "\"by_self\": Component(\"Text\")",
            "\"by_path\": boolean",
            "\"by_id\": Component(\"Count\")",
            "\"by_other\": boolean"
        ]
    );
}

#[test]
fn every_kind_of_component_may_stand_in_another_file() {
    let root = document(
        "openapi: 3.2.0
paths: { $ref: parts.yaml#/paths }
components:
  securitySchemes: { key: { $ref: parts.yaml#/scheme } }
  headers: { X: { $ref: parts.yaml#/header } }
  mediaTypes: { M: { schema: { type: object, properties: { m: { type: string } } } } }
security: [{ key: [] }]
tags: { $ref: parts.yaml#/tags }
",
    );
    let parts = "
paths:
  /things/{id}: { $ref: item.yaml, summary: Of the reference. }
  /again: { parameters: [{ $ref: '#/limit' }], $ref: item.yaml#/x-again }
tags: [{ name: things, description: { $ref: '#/text' } }]
text: Words from elsewhere.
scheme: { $ref: '#/real-scheme' }
real-scheme: { type: http, scheme: bearer }
header: { schema: { type: integer } }
limit: { name: X-Limit, in: header, schema: { type: string } }
id: { name: id, in: path, required: true, schema: { $ref: '#/number' }, examples: { one: { $ref: '#/one' } } }
one: { value: 1 }
number: { type: integer }
ok: { description: Found., headers: { X-Limit: { $ref: 'openapi.yaml#/components/headers/X' } }, content: { application/json: { $ref: 'openapi.yaml#/components/mediaTypes/M' } } }
";
    let item = "
parameters: [{ $ref: parts.yaml#/id }]
get: { operationId: getThing, tags: [things], responses: { '200': { $ref: parts.yaml#/ok } } }
x-again: { get: { operationId: again, responses: { '200': { description: Done. } } } }
";
    let checked = check_files(&[("openapi.yaml", root.as_str()), ("parts.yaml", parts), ("item.yaml", item)]);
    let accepted = "the header parameter `X-Limit` is not supported yet";
    let codes = checked.diagnostics.matches("\nerror").count() + checked.diagnostics.matches("warning[").count();
    assert!(codes <= 1 && (codes == 0 || checked.diagnostics.contains(accepted)), "{}", checked.diagnostics);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("files.ir", checked.ir);
    });
}

#[test]
fn path_items_may_refer_to_each_other_through_callbacks() {
    let mut text = "paths: { /a: { $ref: '#/components/pathItems/P0' } }\ncomponents:\n  pathItems:\n".to_owned();
    for index in 0..60 {
        let to = |offset: usize| format!("{{ /x: {{ $ref: '#/components/pathItems/P{}' }} }}", (index + offset) % 60);
        let callbacks = format!("callbacks: {{ a: {}, b: {}, c: {} }}", to(1), to(2), to(0));
        let responses = "responses: { '204': { description: Done. } }";
        let _ = writeln!(text, "    P{index}: {{ post: {{ {callbacks}, {responses} }} }}");
    }
    let checked = check_files(&[("openapi.yaml", document(&text).as_str())]);
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
}

#[test]
fn a_parameter_may_be_read_as_a_header() {
    let text = "paths: { /a: { get: { operationId: a, responses: { '200': { description: A., headers: { ETag: { $ref: '#/components/parameters/Tag' } } } } } } }
components: { parameters: { Tag: { name: etag, in: header, schema: { type: string } } } }";
    let checked = check_files(&[("openapi.yaml", document(text).as_str())]);
    assert!(checked.ir.contains("header ETag: string"), "{}", checked.ir);
    let said = "`#/components/parameters/Tag` is a parameter, and a header is needed";
    assert!(checked.diagnostics.contains(said), "{}", checked.diagnostics);
    assert_eq!(checked.output.diagnostics.len(), 1, "{}", checked.diagnostics);
}

#[test]
fn pointers_through_references_that_lead_through_references_come_to_an_end() {
    let mut schemas =
        "    Holder: { type: object, properties: { a: { $ref: '#/components/schemas/B0/x/x/x' } } }\n".to_owned();
    for index in 0..200 {
        let next = format!("#/components/schemas/B{}/x/x", (index + 1) % 200);
        let _ = writeln!(schemas, "    B{index}: {{ $ref: '{next}' }}");
    }
    let checked = check(&schemas, &[]);
    assert!(
        checked.diagnostics.contains("nothing stands at `#/components/schemas/B0/x/x/x`"),
        "{}",
        checked.diagnostics
    );
}

#[test]
fn settings_name_places_in_other_files_as_references_do() {
    let settings = "
type_names: { parts/User.yaml#/properties/home: Address, '#/components/schemas/Holder': Owner }
accept: [{ code: unknown-key, at: ./parts/User.yaml#/tipe, reason: It is known. }]
deny_warnings: true
";
    let user =
        "type: object\ntipe: x\nproperties: { home: { type: object, properties: { street: { type: string } } } }";
    let holder = "    Holder: { type: object, properties: { user: { $ref: parts/User.yaml } } }\n";
    let checked = check(holder, &[("spec/parts/User.yaml", user), ("codegen.yaml", settings)]);
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    assert!(checked.rust.contains("pub struct Owner") && checked.rust.contains("pub home: Option<Address>"));
    let stale = settings.replace("User.yaml#/tipe", "User.yaml#/type");
    let checked = check(holder, &[("spec/parts/User.yaml", user), ("codegen.yaml", &stale)]);
    assert!(checked.output.files.is_none());
    let message = "at `parts/User.yaml#/tipe`";
    assert!(checked.diagnostics.contains(message), "{}", checked.diagnostics);
}

#[test]
fn a_mapping_means_branches_in_another_file_that_are_made_by_all_of() {
    let checked = check(
        "    Holder: { type: object, properties: { pet: { oneOf: [{ $ref: 'pets.yaml#/Cat' }, { $ref: 'pets.yaml#/Dog' }], \
         discriminator: { propertyName: kind, mapping: { cat: 'pets.yaml#/Cat', dog: 'pets.yaml#/Dog' } } }, \
         same: { $ref: 'pets.yaml#/Pet' } } }\n",
        &[(
            "spec/pets.yaml",
            "Named: { type: object, required: [kind], properties: { kind: { type: string } } }
Cat: { allOf: [{ $ref: '#/Named' }, { type: object, properties: { lives: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/Named' }, { type: object, properties: { barks: { type: boolean } } }] }
Pet: { oneOf: [{ $ref: '#/Cat' }, { $ref: '#/Dog' }], discriminator: { propertyName: kind, mapping: { cat: '#/Cat', dog: Dog } } }
",
        )],
    );
    assert_eq!(holder(&checked)[1], "\"same\": Component(\"Pet\")");
    assert_eq!(checked.ir.matches("mapped from [\"cat\"]").count(), 2, "{}", checked.ir);
    assert_eq!(checked.ir.matches("mapped from [\"dog\"]").count(), 2, "{}", checked.ir);
}

#[test]
fn children_of_a_base_are_found_in_every_file() {
    // The base in the document, and children in other files: one that is used, some that name the base by another name
    // of it, one that says no more than its base, and one that is a file, with a child of its own.
    let pet = "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }\n";
    let kennel = "Kennel: { type: object, properties: { dog: { $ref: '#/components/schemas/Dog' } } }";
    let dog =
        "Dog: { allOf: [{ $ref: 'openapi.yaml#/components/schemas/Pet' }], properties: { bark: { type: string } } }";
    let cat = "Cat: { allOf: [{ $ref: index.yaml#/Pet }], properties: { lives: { type: integer } } }";
    let lizard = "Lizard: { allOf: [{ $ref: index.yaml#/Pet }] }";
    let rock = "Rock: { type: object, properties: { weight: { $ref: absent.yaml } } }";
    let pets = format!("components:\n  schemas:\n    {kennel}\n    {dog}\n    {cat}\n    {lizard}\n    {rock}\n");
    let index = "Pet: { $ref: 'openapi.yaml#/components/schemas/Pet' }\nBird: { $ref: bird.yaml }\n";
    let bird = "allOf: [{ $ref: index.yaml#/Pet }]\nproperties: { wings: { type: integer } }\n$defs:\n  Chick: { allOf: [{ $ref: bird.yaml }], properties: { days: { type: integer } } }\n";
    let checked = check(
        &format!(
            "    Holder: {{ type: object, properties: {{ pet: {{ $ref: '#/components/schemas/Pet' }}, kennel: {{ $ref: 'pets.yaml#/components/schemas/Kennel' }} }} }}\n    {pet}"
        ),
        &[("spec/pets.yaml", &pets), ("spec/index.yaml", index), ("spec/bird.yaml", bird)],
    );
    assert_eq!(holder(&checked), ["\"pet\": Component(\"Pet\")", "\"kennel\": Component(\"Kennel\")"]);
    let union = checked.ir.split("\n\n").find(|part| part.starts_with("type #/components/schemas/Pet:"));
    let expected = "type #/components/schemas/Pet: union\n  discriminator \"kind\"\n  Component(\"Dog\")\n  Component(\"Cat\")\n  Component(\"Lizard\")\n  Component(\"bird\") Base \"bird\"\n  Component(\"bird\") Property(\"Chick\")";
    assert_eq!(union, Some(expected), "{}", checked.ir);
    assert!(checked.rust.contains("/// A [`Cat`], whose `kind` is `\"Cat\"`."), "{}", checked.rust);
    // What no reference leads to, and is no child, is not read.
    assert!(!checked.ir.contains("Rock"), "{}", checked.ir);

    // The base in another file than its children, which are components, and one beside it in a file of schemas alone.
    let checked = check(
        "    Holder: { type: object, properties: { pet: { $ref: 'base.yaml#/Pet' } } }
    Dog: { allOf: [{ $ref: 'base.yaml#/Pet' }], properties: { bark: { type: string } } }
",
        &[(
            "spec/base.yaml",
            &format!(
                "{pet}Cat: {{ allOf: [{{ $ref: '#/Pet' }}], properties: {{ lives: {{ type: integer }} }} }}\nAny: {{}}\n"
            ),
        )],
    );
    assert_eq!(holder(&checked), ["\"pet\": Component(\"Pet\")"]);
    let union = "type base.yaml#/Pet: union\n  discriminator \"kind\"\n  Component(\"Dog\")\n  Component(\"Cat\")\n\n";
    assert!(checked.ir.contains(union), "{}", checked.ir);
    assert!(checked.rust.contains("pub enum Pet {\n"), "{}", checked.rust);

    // A mapping that names one of them alone, by the name that it has in the file of the base.
    let checked = check(
        "    Holder: { type: object, properties: { pet: { $ref: 'base.yaml#/components/schemas/Pet' } } }\n",
        &[(
            "spec/base.yaml",
            "components:
  schemas:
    Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { tabby: Cat } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }], properties: { lives: { type: integer } } }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }], properties: { bark: { type: string } } }
",
        )],
    );
    assert_eq!(holder(&checked), ["\"pet\": Component(\"Pet\")"]);
    assert!(
        checked.ir.contains("  Component(\"Cat\") mapped from [\"tabby\"]\n  Component(\"Dog\")\n\n"),
        "{}",
        checked.ir
    );
}
