//! The names of the output: each is an identifier, no two are the same, and none is one that the output needs itself.

use std::collections::{BTreeMap, BTreeSet};

use codegen::names::{Case, Ident, Scope};
use tests::{Checked, check, check_with_settings, document, files_in, text_of, workspace};

fn checked(fixture: &str) -> Checked {
    let checked = check("names.yaml", &document(fixture));
    assert!(checked.output.files.is_some(), "{}", checked.diagnostics);
    checked
}

fn file<'c>(checked: &'c Checked, path: &str) -> &'c str {
    let files = checked.output.files.iter().flatten();
    let text = files.filter(|file| file.path == path).map(|file| file.text.as_str()).next();
    text.unwrap_or_else(|| panic!("{path} is generated:\n{}", checked.diagnostics))
}

/// An operation `id` of the tag, without a body.
fn operation(number: usize, id: &str, tag: &str) -> String {
    let tags = if tag.is_empty() { String::new() } else { format!("tags: [{tag:?}], ") };
    format!(
        "  /{number}: {{ get: {{ operationId: {id:?}, {tags}responses: {{ \"200\": {{ description: Done. }} }} }} }}\n"
    )
}

fn operations(list: &[(&str, &str)]) -> String {
    let lines = list.iter().enumerate().map(|(number, (id, tag))| operation(number, id, tag));
    std::iter::once("paths:\n".to_owned()).chain(lines).collect()
}

#[test]
fn every_text_becomes_an_identifier_of_its_own() {
    let mut texts: Vec<String> = [
        "",
        " ",
        "_",
        "__",
        "'",
        "r#type",
        "r#",
        "#",
        "type",
        "Type",
        "self",
        "Self",
        "super",
        "crate",
        "gen",
        "a_m²",
        "a_m³",
        "½",
        "①",
        "ⓐ",
        "Ⓐ",
        "ा",
        "ाक",
        "क्षि",
        "e\u{301}",
        "\u{301}",
        "\u{200d}",
        "\u{feff}",
        "‿",
        "a‿b",
        "·",
        "ŉ",
        "ß",
        "ẞ",
        "İ",
        "ǅ",
        "ͅ",
        "ΐ",
        "ﬁ",
        "𝐀",
        "𝟙",
        "٣",
        "三",
        "🦀",
        "1",
        "1.5",
        "+1",
        "-1",
        "a\u{0}b",
        "\n",
        "\u{10ffff}",
        "℘",
        "゛",
        "ᢅ",
    ]
    .map(str::to_owned)
    .to_vec();
    // Characters by themselves and within a word: all of the common scripts, then samples.
    for code in (0..0x800).chain((0x800..0x3000).step_by(5)).chain((0x3000..0x11_0000).step_by(211)) {
        if let Some(character) = char::from_u32(code) {
            texts.extend([character.to_string(), format!("a{character}b"), format!("{character}A")]);
        }
    }
    for case in [Case::Type, Case::Value, Case::Constant] {
        let mut scope = Scope::new();
        let mut seen = std::collections::HashSet::new();
        for text in &texts {
            let ident = scope.mint(case, &[text, &format!("{text} field")]).ident;
            assert!(syn::parse_str::<syn::Ident>(ident.as_str()).is_ok(), "{text:?} becomes `{ident}`");
            assert!(seen.insert(ident.clone()), "{text:?} becomes `{ident}`, which is there already");
        }
    }
}

#[test]
fn letters_that_no_identifier_holds_are_spelt_out() {
    let mut scope = Scope::new();
    let mut name = |text| {
        let minted = scope.mint(Case::Value, &[text]);
        (minted.ident.to_string(), minted.is_qualified)
    };
    assert_eq!(name("area_m²"), ("area_m_ub2".to_owned(), false));
    assert_eq!(name("area_m³"), ("area_m_ub3".to_owned(), false));
    assert_eq!(name("½"), ("ubd".to_owned(), false));
    assert_eq!(name("type"), ("r#type".to_owned(), false));
    // The mark of a raw identifier is no word.
    assert_eq!(name("r_type"), ("r_type".to_owned(), false));
    assert_eq!(name("क्षि"), ("क्षि".to_owned(), false));
    assert_eq!(Ident::fixed("plain").unraw(), "plain");
}

#[test]
fn letters_of_which_rustc_warns_are_spelt_out_and_words_of_living_languages_stay() {
    let name = |text: &str| Scope::new().mint(Case::Value, &[text]).ident.to_string();
    let kept = [
        "größe",
        "straße",
        "élève",
        "naïve",
        "señor",
        "łódź",
        "số",
        "пользователь",
        "название",
        "λόγος",
        "ユーザー",
        "名前",
        "顧客カード",
        "用户名",
        "한국어",
    ];
    for text in kept {
        assert_eq!(name(text), text);
    }
    assert_eq!(Scope::new().mint(Case::Type, &["пользователь_id"]).ident.as_str(), "ПользовательId");
    // A reader takes each of them for Latin letters, or for a letter of another script.
    assert_eq!(name("œuvre"), "oeuvre");
    assert_eq!(name("færge"), "faerge");
    assert_eq!(name("сор"), "u441_u43e_u440");
    assert_eq!(name("p\u{430}ypal"), "p_u430_ypal");
    assert_eq!(name("ト"), "u30c8");
    // Rare, or rare to a rustc that is a little older.
    assert_eq!(name("ﬁ"), "ufb01");
    assert_eq!(name("ɛ"), "u25b");
}

#[test]
fn texts_of_one_normal_form_have_two_names() {
    for case in [Case::Type, Case::Value] {
        let mut scope = Scope::new();
        let composed = scope.mint(case, &["caf\u{e9}", "caf\u{e9} value"]);
        let decomposed = scope.mint(case, &["cafe\u{301}", "cafe\u{301} value"]);
        assert!(!composed.is_qualified && decomposed.is_qualified);
        assert!(decomposed.ident.as_str().starts_with(composed.ident.as_str()), "{decomposed:?}");
    }
    let mut scope = Scope::new();
    assert_eq!(scope.mint(Case::Value, &["cafe\u{301}"]).ident.as_str(), "caf\u{e9}");
}

#[test]
fn names_that_look_alike_are_qualified_within_a_scope() {
    let mut scope = Scope::new();
    let mut is_qualified = |text: &str| scope.mint(Case::Value, &[text, &format!("{text} field")]).is_qualified;
    assert!(!is_qualified("größe1") && is_qualified("größel"));
    assert!(!is_qualified("жа") && is_qualified("жa"));
    // rustc does not warn of names of ASCII.
    assert!(!is_qualified("item1") && !is_qualified("iteml"));
}

#[test]
fn a_module_that_is_not_of_ascii_says_where_its_file_is() {
    let checked = checked(&operations(&[("list", "Größe"), ("get", "Plain")]));
    let root = file(&checked, "src/lib.rs");
    assert!(root.contains("#[path = \"größe.rs\"]\npub mod größe;"), "{root}");
    assert!(root.contains("pub mod plain;") && !root.contains("plain.rs"), "{root}");
    file(&checked, "src/größe.rs");
}

#[test]
fn the_functions_of_the_builder_are_no_credentials() {
    let builder = text_of(&workspace().join("codegen/runtime/src/runtime/builder.rs"));
    let functions: Vec<&str> = builder
        .lines()
        .map(|line| line.trim().trim_start_matches("pub "))
        .filter_map(|line| line.strip_prefix("fn ")?.split(['(', '<']).next())
        .collect();
    assert!(functions.len() > 12 && functions.contains(&"report"), "the scan sees the functions: {functions:?}");
    for function in functions {
        let schemes = format!("{function}: {{ type: http, scheme: bearer }}, other: {{ type: http, scheme: bearer }}");
        let fixture =
            format!("{}components: {{ securitySchemes: {{ {schemes} }} }}", operations(&[("list", "Models")]));
        let checked = checked(&fixture);
        let client = file(&checked, "src/client.rs");
        assert!(!client.contains(&format!("fn {function}(self")), "{function}:\n{client}");
        assert!(client.contains(&format!("fn {function}_credential(self")), "{function}:\n{client}");
    }
}

#[test]
fn the_methods_of_what_has_headers_are_no_headers() {
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut with_headers = BTreeSet::new();
    let runtime = workspace().join("codegen/runtime/src/runtime");
    for path in ["", "error", "wire"].iter().flat_map(|folder| files_in(&runtime.join(folder), "rs")) {
        for item in syn::parse_file(&text_of(&path)).expect("the runtime is Rust").items {
            let syn::Item::Impl(item) = item else { continue };
            let syn::Type::Path(of) = &*item.self_ty else { continue };
            let of = of.path.segments.last().expect("a path has a name").ident.to_string();
            let of_trait = item.trait_.and_then(|(path, _)| path.segments.last().map(|last| last.ident.to_string()));
            if of_trait.as_deref() == Some("HasHeaders") {
                with_headers.insert(of.clone());
            }
            let functions = item.items.into_iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig),
                _ => None,
            });
            let called = functions.filter(|signature| signature.receiver().is_some());
            methods.entry(of).or_default().extend(called.map(|signature| signature.ident.to_string()));
        }
    }
    let methods: BTreeSet<&str> = with_headers.iter().flat_map(|of| &methods[of]).map(String::as_str).collect();
    let is_seen = |method: &str| methods.contains(method);
    assert!(with_headers.len() > 3 && is_seen("retry_after") && is_seen("into_parts"), "the scan sees: {methods:?}");
    for method in methods.into_iter().chain(["clone", "into", "to_owned", "to_string", "try_into"]) {
        let header = method.replace('_', "-");
        let fixture = format!(
            "paths: {{ /: {{ get: {{ operationId: list, responses: {{ \"200\": {{ description: Done., \
             headers: {{ {header}: {{ schema: {{ type: integer }} }} }} }} }} }} }} }}"
        );
        let checked = checked(&fixture);
        let headers = file(&checked, "src/headers.rs");
        assert!(!headers.contains(&format!("fn {method}(&self)")), "{method}:\n{headers}");
        assert!(headers.contains(&format!("fn {method}_header(&self)")), "{method}:\n{headers}");
        assert!(
            checked.diagnostics.contains("the method of this header would get is taken"),
            "{}",
            checked.diagnostics
        );
    }
}

/// The names that the `use` items of a file bring in.
fn imports(text: &str) -> Vec<String> {
    fn walk(tree: &syn::UseTree, found: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => walk(&path.tree, found),
            syn::UseTree::Name(name) => found.push(name.ident.to_string()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, found)),
            syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => panic!("the output imports names as they are"),
        }
    }
    let mut found = Vec::new();
    for item in syn::parse_file(text).expect("the output is Rust").items {
        if let syn::Item::Use(item) = item {
            walk(&item.tree, &mut found);
        }
    }
    found
}

#[test]
fn nothing_that_a_module_imports_or_the_prelude_has_is_an_operation_or_a_group() {
    let everything = checked(&text_of(&workspace().join("tests/fixtures/obstacles_operations.yaml")));
    // What only the client imports is free for operations, which stand in other modules.
    let of_client = imports(file(&everything, "src/client.rs"));
    let of_operations: Vec<String> = ["src/untagged_operations.rs", "src/http_group.rs", "src/from_group.rs"]
        .into_iter()
        .flat_map(|path| imports(file(&everything, path)))
        .chain(
            ["Result", "Option", "String", "Vec", "Box", "Into", "From", "Some", "None", "Ok", "Err", "Self"]
                .map(str::to_owned),
        )
        .filter(|name| name != "types")
        .collect();
    for name in ["RequestParts", "Bytes", "Client"] {
        assert!(of_operations.iter().any(|found| found == name), "the fixture needs {name}: {of_operations:?}");
    }
    for name in of_operations {
        let checked = checked(&operations(&[(&name, "Models"), (&format!("{name}_"), ""), ("list", &name)]));
        for start in [format!("pub struct {name} {{}}"), format!("pub struct {name}<")] {
            assert!(!checked.rust.contains(&start), "{start}");
        }
    }
    // The groups of the fixture are the document's own.
    let is_group = |name: &str| everything.rust.contains(&format!("pub struct {name}<'client>"));
    let of_client: Vec<String> = of_client.into_iter().filter(|name| !is_group(name)).collect();
    assert!(of_client.iter().any(|name| name == "Secret"), "the fixture needs credentials: {of_client:?}");
    for name in of_client {
        let checked = checked(&operations(&[("list", &name)]));
        assert!(!checked.rust.contains(&format!("pub struct {name}<")), "{name}");
    }
}

#[test]
fn no_module_has_the_name_of_a_crate_that_the_root_names() {
    for name in [
        "lib",
        "main",
        "serde_json",
        "serde",
        "http",
        "bytes",
        "std",
        "core",
        "alloc",
        "client",
        "types",
        "builder",
        "from_env",
    ] {
        let checked = checked(&operations(&[("list", name)]));
        assert!(file(&checked, "src/lib.rs").contains(&format!("pub mod {name}_group;")), "{name}");
        assert!(checked.diagnostics.contains("the module of this group would get is taken"), "{}", checked.diagnostics);
    }
    let both = checked(&operations(&[("list", "operations"), ("ping", "")]));
    assert!(file(&both, "src/lib.rs").contains("pub mod operations;\n"));
    assert!(file(&both, "src/lib.rs").contains("pub mod untagged_operations;"));
    assert_eq!(both.diagnostics, "");
}

#[test]
fn a_tag_that_is_only_declared_takes_no_name() {
    let checked = checked(&format!("tags: [{{ name: models }}]\n{}", operations(&[("list", "Models")])));
    assert!(file(&checked, "src/lib.rs").contains("pub mod models;"), "{}", checked.diagnostics);
    assert_eq!(checked.diagnostics, "");
}

#[test]
fn a_method_that_the_settings_name_comes_first() {
    let both = document(&operations(&[("listModels", "Models"), ("retrieveModel", "Models")]));
    let checked = check_with_settings("names.yaml", &both, "method_names: { retrieveModel: list }");
    let module = file(&checked, "src/models.rs");
    assert!(module.contains("fn list(self) -> Request<'client, RetrieveModel>"), "{module}");
    assert!(module.contains("fn list_models(self) -> Request<'client, ListModels>"), "{module}");
    assert!(checked.diagnostics.starts_with("warning[name-collision]"), "{}", checked.diagnostics);
}

#[test]
fn a_method_name_that_is_taken_is_an_error() {
    let both = document(&operations(&[("listModels", "Models"), ("retrieveModel", "Models"), ("ping", "")]));
    for settings in ["method_names: { listModels: get, retrieveModel: get }", "method_names: { ping: builder }"] {
        let checked = check_with_settings("names.yaml", &both, settings);
        assert!(checked.output.files.is_none());
        assert!(checked.diagnostics.contains("error[name-collision]: another method is called"), "{settings}");
    }
}

#[test]
fn a_method_keeps_its_name_when_the_document_grows() {
    let checked = checked(&operations(&[("listModels", "Models"), ("listModel", "Models")]));
    let module = file(&checked, "src/models.rs");
    assert!(module.contains("fn list(self) -> Request<'client, ListModels>"), "{module}");
    assert!(module.contains("fn list_model(self) -> Request<'client, ListModel>"), "{module}");
    assert!(checked.diagnostics.contains("at `#/paths/~11/get`"), "{}", checked.diagnostics);
    assert!(checked.diagnostics.contains("`\"listModel\": name`"), "{}", checked.diagnostics);
}

#[test]
fn what_the_document_declares_has_its_name_and_what_is_added_yields() {
    let schemas = |values: &str, keys: &str| {
        format!(
            "components:\n  schemas:\n    State: {{ type: string, enum: [on{values}] }}\n    Map: {{ type: object, \
             properties: {{ id: {{ type: string }}{keys} }}, additionalProperties: {{ type: integer }} }}\n"
        )
    };
    let plain = checked(&schemas("", ""));
    let types = file(&plain, "src/types.rs");
    assert!(types.contains("Unknown(UnknownValue)") && types.contains("pub additional_properties: "), "{types}");
    assert!(!plain.diagnostics.contains("name-collision"), "{}", plain.diagnostics);
    let grown = checked(&schemas(", unknown", ", additional_properties: { type: string }"));
    let types = file(&grown, "src/types.rs");
    // Whoever matches the variant of before is told by the compiler: it holds nothing now.
    assert!(types.contains("    Unknown,") && types.contains("UnknownValue(UnknownValue)"), "{types}");
    assert!(types.contains("pub additional_properties: Option<String>"), "{types}");
    assert!(types.contains("pub other_properties: "), "{types}");
    assert_eq!(grown.diagnostics.matches("name-collision").count(), 1, "{}", grown.diagnostics);
}

#[test]
fn every_name_that_is_not_the_wished_one_is_reported_once_at_its_place() {
    let checked = checked(&text_of(&workspace().join("tests/fixtures/obstacles_operations.yaml")));
    for place in [
        "#/components/schemas/Type/properties/a_b",
        "#/paths/~1string~1{a-b}~1{a_b}/get/parameters/1",
        "#/paths/~1into~1{self}/get/responses/200/headers/Headers",
        "#/paths/~1into~1{self}/get/responses/200/headers/a-b",
        "#/components/securitySchemes/report",
        "#/paths/~1option~1{m²}~1{m³}/get",
        "#/paths/~1thing/get",
    ] {
        let note = format!("at `{place}`\n");
        assert_eq!(checked.diagnostics.matches(&note).count(), 1, "{place}:\n{}", checked.diagnostics);
    }
    assert!(!checked.diagnostics.contains("properties/r_type"), "{}", checked.diagnostics);
    let denied =
        check_with_settings("names.yaml", &document(&operations(&[("request", "Models")])), "deny_warnings: true");
    assert!(denied.output.files.is_none(), "{}", denied.diagnostics);
}

#[test]
fn format_strings_of_examples_hold_no_raw_identifiers() {
    let checked = check_with_settings(
        "names.yaml",
        &document(&text_of(&workspace().join("tests/fixtures/obstacles_operations.yaml"))),
        "examples: [result]",
    );
    for path in ["examples/result.rs", "README.md", "src/lib.rs"] {
        let text = file(&checked, path);
        assert!(text.contains("println!(\"{type:#?}\")"), "{path}:\n{text}");
        assert!(!text.contains("{r#"), "{path}:\n{text}");
    }
}

#[test]
fn an_example_value_fits_its_parameter() {
    let parameter = |name: &str, schema: &str, example: &str| {
        format!("{{ name: {name}, in: path, required: true, schema: {{ {schema} }}, example: {example} }}")
    };
    let parameters = [
        parameter("a", "type: number", ".inf"),
        parameter("b", "type: number", ".nan"),
        parameter("c", "type: number, format: float", "1.0e+300"),
        parameter("d", "type: integer, format: int8", "-300"),
        parameter("e", "type: integer, format: uint64", "-1"),
        parameter("f", "type: integer", "-7"),
        parameter("g", "type: number", "-2.5"),
        parameter("h", "type: string", r#""a\"b\\\n`""#),
    ];
    let fixture = format!(
        "paths: {{ '/{{a}}/{{b}}/{{c}}/{{d}}/{{e}}/{{f}}/{{g}}/{{h}}': {{ get: {{ operationId: x, parameters: [{}], responses: {{ \"200\": {{ description: Done. }} }} }} }} }}",
        parameters.join(", ")
    );
    let checked = checked(&fixture);
    assert!(checked.rust.contains(r#".x(1.0, 1.0, 1.0, 1, 1, -7, -2.5, "a\"b\\\n`")"#), "{}", checked.rust);
    assert!(syn::parse_file(file(&checked, "examples/x.rs")).is_ok());
}

#[test]
fn example_programs_have_files_of_their_own() {
    let all = document(&operations(&[("fakeTransport", ""), ("getIt", ""), ("get_it", ""), ("type", "")]));
    let checked = check_with_settings("names.yaml", &all, "examples: [fakeTransport, getIt, get_it, type]");
    for path in ["fake_transport_example", "get_it", "get_it_example", "type"] {
        file(&checked, &format!("examples/{path}.rs"));
    }
    let twice = check_with_settings("names.yaml", &all, "examples: [getIt, getIt]");
    assert!(twice.output.files.is_none());
    assert!(twice.diagnostics.contains("error[stale-setting]: the operation `getIt` is in the list already"));
    assert!(twice.diagnostics.contains("at `codegen.yaml#/examples/1`"), "{}", twice.diagnostics);
}

#[test]
fn names_that_would_break_a_line_are_spelt_as_settings_take_them() {
    let text = document(
        r#"paths: {}
components:
  schemas:
    "A B": { type: string }
    "A\nB": { type: object, "x\e[31m\0": 1, tipe: 1 }
"#,
    );
    let checked = check("lines.yaml", &text);
    for part in [
        r"a schema has no key `x\u001b[31m\u0000`",
        r"note: at `#/components/schemas/A\nB/tipe`",
        r##"under `type_names` in the settings: `"#/components/schemas/A\nB": Name`"##,
    ] {
        assert!(checked.diagnostics.contains(part), "{part}:\n{}", checked.diagnostics);
    }
    let settings = r##"
type_names: { "#/components/schemas/A\nB": Other }
accept:
  - { code: unknown-key, at: "#/components/schemas/A\nB/tipe", reason: It is known. }
  - { code: unknown-key, at: "#/components/schemas/A\nB/x\u001b[31m\u0000", reason: It is known. }
"##;
    let checked = check_with_settings("lines.yaml", &text, settings);
    assert_eq!(checked.diagnostics, "");
    assert!(checked.rust.contains("pub type Other"), "{}", checked.rust);
}

#[test]
fn a_type_of_several_places_has_the_name_that_any_of_them_is_given() {
    let address =
        "{ type: object, properties: { address: { type: object, properties: { street: { type: string } } } } }";
    let settings = r##"type_names: { "#/components/schemas/B/properties/address": Address }"##;
    for names in [&["B"][..], &["A", "B"]] {
        let schemas: Vec<String> = names.iter().map(|name| format!("    {name}: {address}\n")).collect();
        let text = document(&format!("paths: {{}}\ncomponents:\n  schemas:\n{}", schemas.concat()));
        let checked = check_with_settings("places.yaml", &text, settings);
        assert_eq!(checked.diagnostics, "");
        assert!(checked.rust.contains("pub struct Address"), "{}", checked.rust);
        for name in names {
            assert!(checked.output.map.contains_key(&format!("/components/schemas/{name}/properties/address")));
        }
    }
}

#[test]
fn an_inline_body_yields_its_name_to_a_component_and_is_called_a_body() {
    let object = |key: &str| format!("{{ type: object, properties: {{ {key}: {{ type: string }} }} }}");
    let json = |key: &str| format!("content: {{ application/json: {{ schema: {} }} }}", object(key));
    let text = format!(
        "paths:\n  /routes:\n    get:\n      operationId: listRoutes\n      responses:\n        \"200\": {{ description: \
         Done., {} }}\ncomponents:\n  schemas:\n    ListRoutesResponse: {}\n",
        json("routes"),
        object("other"),
    );
    let checked = checked(&text);
    let names: Vec<&String> = checked.output.map.values().filter(|path| path.contains("ListRoutes")).collect();
    assert!(names.iter().any(|path| path.ends_with("::ListRoutesResponse")), "{names:?}");
    assert!(names.iter().any(|path| path.ends_with("::ListRoutesResponseBody")), "{names:?}");
}

#[test]
fn types_of_one_letter_that_are_too_many_for_a_file_stand_with_those_of_two() {
    let fields: Vec<String> = (0..30).map(|index| format!("        key{index}: {{ type: string }}\n")).collect();
    let fields = fields.concat();
    let mut schemas = vec!["components:\n  schemas:\n".to_owned()];
    for (beginning, count) in [("Ca", 20), ("Cb", 3), ("Co", 20)] {
        schemas.extend(
            ('a'..='z')
                .take(count)
                .map(|letter| format!("    {beginning}{letter}:\n      type: object\n      properties:\n{fields}")),
        );
    }
    let checked = check("openapi.yaml", &document(&schemas.concat()));
    for (module, name) in [("shared_ca", "Cab"), ("shared_co", "Cob"), ("shared_c", "Cbb")] {
        let types = file(&checked, &format!("src/types/{module}.rs"));
        assert!(types.contains(&format!("pub struct {name} {{")), "{module} has no {name}");
    }
}
