//! What becomes of the document's text in comments: rustdoc must neither compile it nor warn of it.

use codegen::ir::Documentation;
use codegen::plan::docs::{code, lines, markdown, opening, text, with_paragraph};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use tests::{check, document, folder, text_of};

fn joined(text: &str) -> String {
    markdown(text).join("\n")
}

/// What rustdoc would compile or warn of.
fn faults(markdown: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let any = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let mut faults = Vec::new();
    for event in Parser::new_with_broken_link_callback(markdown, options, Some(any)) {
        let is_fault = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) | Event::Html(_) | Event::InlineHtml(_) => true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !info.starts_with(|first: char| first.is_ascii_alphabetic())
                    || ["rust", "edition", "no_run", "ignore", "should_panic", "compile_fail", "E0"]
                        .iter()
                        .any(|word| info.contains(word))
            }
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email)
                    || !(dest_url.contains("://") || dest_url.contains('@'))
            }
            _ => false,
        };
        if is_fault {
            faults.push(format!("{event:?}"));
        }
    }
    if markdown.chars().any(|character| {
        (character.is_control() && character != '\n')
            || "\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}".contains(character)
    }) {
        faults.push("a character".to_owned());
    }
    faults
}

#[test]
fn characters_that_rustc_refuses_never_come_out() {
    assert_eq!(markdown("a\rb\r\nc\u{0}\u{1b}[0m\u{202e}d\u{2066}\u{200f}\u{61c}"), ["a", "b", "c[0md"]);
    assert_eq!(markdown("a\tb"), ["a   b"]);
    assert_eq!(text("a\r\nb\u{202e}\u{7} [c] <d> `e` *f* g_h 2 < 3"), "a b \\[c\\] \\<d> \\`e\\` \\*f\\* g_h 2 < 3");
    assert_eq!(code("a\n`b`\u{202e}"), "`` a `b` ``");
    assert_eq!([code(""), code("a"), code(" a ")], ["` `", "`a`", "`  a  `"]);
}

#[test]
fn no_block_of_code_is_rust() {
    for info in [
        "",
        "rust",
        "json,rust",
        "edition2021",
        "no_run",
        "should_panic",
        "ignore",
        "ignore-x86",
        "compile_fail",
        "E0123",
        "standalone_crate",
        "test_harness",
        "{.rust}",
        "&#114;ust",
        "text edition2021",
    ] {
        assert_eq!(markdown(&format!("~~~{info}\nx\n~~~")), ["~~~text", "x", "~~~"], "{info}");
    }
    assert_eq!(markdown("```json\n{}\n```"), ["```json", "{}", "```"]);
    assert_eq!(markdown("````\n```rust\n```\n````"), ["````text", "```rust", "```", "````"]);
    assert_eq!(markdown("```\nx\n``` rust\n`````"), ["```text", "x", "``` rust", "`````"]);
    assert_eq!(markdown("- ```\n  x\n  ```\n\n> ```\n> [y]"), ["- ```text", "  x", "  ```", "", "> ```text", "> [y]"]);
    assert_eq!(markdown("```foo``` does this\n\n    x"), ["```foo``` does this", "", "```text", "x", "```"]);
    assert_eq!(markdown("```json\nopen"), ["```json", "open", "```"]);
    assert_eq!(markdown("```"), ["```text", "```"]);
}

#[test]
fn blocks_by_indentation_get_fences() {
    assert_eq!(
        markdown("a\n\n    let x = ;\n\n      y\n\nb"),
        ["a", "", "```text", "let x = ;", "", "  y", "```", "", "b"]
    );
    assert_eq!(markdown("- a\n\n      let x = ;"), ["- a", "", "  ```text", "  let x = ;", "  ```"]);
    assert_eq!(markdown(">     x\n>     ```\n"), ["> ````text", "> x", "> ```", "> ````"]);
    assert_eq!(markdown("1.     x"), ["1. ```text", "   x", "   ```"]);
}

#[test]
fn rustdoc_has_nothing_to_warn_of() {
    for (written, expected) in [
        ("see https://a.example/b_c_d, ok", "see <https://a.example/b_c_d>, ok"),
        ("**https://a.example**", "**<https://a.example>**"),
        ("https://{host}.example/x", "`https://{host}.example/x`"),
        ("[Vec] `[a]` [a][b] [c][]", "\\[Vec] `[a]` \\[a]\\[b] \\[c][]"),
        ("[a][b]\n\n[b]: https://a.example", "[a](https://a.example)"),
        ("[a]\n\n[a]: #here", "a"),
        ("[*a*](/docs) [b](#x) [c](https://a.example) ![d](e.png)", "*a* b [c](https://a.example) d"),
        ("Vec<T> <b>x 1 < 2", "Vec\\<T> \\<b>x 1 < 2"),
        ("<https://a.example> <a@b.example> <foo:bar>", "<https://a.example> <a@b.example> \\<foo:bar>"),
        ("a lone ` tick and \\[x]", "a lone \\` tick and \\[x]"),
        ("note[^1]\n\n[^1]: text", "note\\[^1]\n\n\\[^1]: text"),
        ("`<T> [x] https://a.example`", "`<T> [x] https://a.example`"),
    ] {
        assert_eq!(joined(written), expected, "{written}");
    }
}

#[test]
fn blank_texts_are_absent() {
    let blank = Documentation {
        title: Some(" \r\n\t".to_owned()),
        description: Some("\u{202e} \n".to_owned()),
        ..Documentation::default()
    };
    assert!(lines(&blank).is_empty());
    assert_eq!(lines(&Documentation { title: Some("T".to_owned()), ..blank }), ["T"]);
    assert_eq!(with_paragraph(vec!["a".to_owned()], markdown(" \n ")), ["a"]);
}

#[test]
fn nothing_panics_and_nothing_slips_through() {
    let nasty = [
        "<div>\n\n    <pre>\n\n        let x = ;\n</pre> [a](b <!-- [x]\n\n> - 1.     é\n>   ```rust\n\nhttps://é.ü/`x`",
        "\\\\[a] \\<b> \\` `` ` [![x](y)](z) [a [b] c](d) ![[x]] <a@b> <x:y> [a]: b\n[c]: <d e> 'f\ng'\n\n[c] [C][] [q][c]",
        "- - - ```\n\t\tx\n\t- ~~~~ {.rust}\n*\t\tcode\n1)      ```\n\n          y\n>>>     z\n> ```\nlazy\n=\n|a|b|\n|-|-|\n|[x]|<y>|",
        "`\u{301}[\u{1F600}](\u{1F600}\u{202e})\u{1F600}\r\u{0}https://\u{1F600}.`~~~https://a.b~~~ _https://a.b_ *[*](x)*",
        "[a]:\n\n[a]: /x\n[a]: /y\n[^a]: z [^a] [a][^a]\n<?php [x] ?>\n<![CDATA[ x ]]> <!X y> </b\n&lt;a&gt; &#91;x&#93; \\\n# [h]\n[- a](/b)",
    ];
    for whole in nasty {
        for (end, _) in whole.char_indices().chain([(whole.len(), ' ')]) {
            for part in [&whole[..end], &whole[end..]] {
                let document = format!("{}\n\nAfter {} and {}.", joined(part), text(part), code(part));
                assert_eq!(faults(&document), Vec::<String>::new(), "{part:?} as {document}");
                assert_eq!(faults(&text(part)), Vec::<String>::new(), "{part:?}");
                assert!(markdown(part).iter().all(|line| !line.contains('\n')), "{part:?}");
                let after = Parser::new(&document).filter(|event| matches!(event, Event::Code(_))).count();
                assert!(after > 0, "the text after it is swallowed: {document}");
            }
        }
    }
}

#[test]
fn an_opening_is_a_paragraph_on_one_line_or_a_sentence() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(opening(&lines("Gets the a, which is\na thing.\n\nMore.")), "Gets the a, which is a thing.");
    let long = "Begins. ".to_owned() + &"word ".repeat(40);
    assert_eq!(opening(&lines(&long)), "Begins.");
    assert_eq!(opening(&[]), "");
}

#[test]
fn a_sentence_that_is_nothing_but_a_link_goes_with_its_target() {
    for (written, kept) in [
        ("One. [Learn more](/docs).", "One."),
        ("One.\n[Learn more\nabout it](/docs). Two.", "One. Two."),
        ("One! [A `b`](/a). [B](/b). Two.", "One! Two."),
        ("One. [Learn more](https://a.example).", "One. [Learn more](https://a.example)."),
        // What leads up to the link is a sentence, or the link is more than one.
        ("One. See [the guide](/docs).", "One. See the guide."),
        ("One. [Two](/docs) is more.", "One. Two is more."),
        ("One, e.g. [two](/docs).", "One, e.g. two."),
        // By itself it is all that there is.
        ("[Learn more](/docs).", "Learn more."),
        ("One.\n\n[Learn more](/docs).", "One.\n\nLearn more."),
        ("- One.\n- [Two](/docs).", "- One.\n- Two."),
    ] {
        assert_eq!(joined(written), kept);
    }
}

#[test]
fn what_is_left_out_is_told_to_who_reads_the_crate() {
    let files = |name: &str| {
        let text = text_of(&folder().join("fixtures").join(name));
        check(name, &document(&text)).output.files.expect("the fixture is generated")
    };
    let unsupported = files("unsupported.yaml");
    let points = [
        "- 3 of 8 operations have no method, because their HTTP methods are not supported yet.",
        "- 2 of 8 operations have no method, because of a request body or a path parameter that is not supported yet.",
        "- 1 query parameter of 1 operation has no argument: `.query(\"name\", value)` adds one to a call.",
        "- 1 header parameter of 1 operation has no argument: `.header(\"name\", \"value\")` adds one to a call.",
    ];
    for path in ["README.md", "src/lib.rs"] {
        let file = unsupported.iter().find(|file| file.path == path).expect("the file is generated");
        for point in points {
            assert!(file.text.contains(point), "{point} in {path}:\n{}", file.text);
        }
    }
    let complete = files("responses.yaml");
    assert!(complete.iter().all(|file| !file.text.contains("What is left out")), "nothing is left out there");
}
