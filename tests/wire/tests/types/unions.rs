//! Values of one of several types.

use serde_json::{Value, json};
use wire_tests::definitions::types::{Swarm, ZooSwarm};
use wire_tests::mappings::types::{
    AnyFruit, AsInBowl, BasketContent, ByNameToo, Crossed, Defaulted, Given, GivenAlone, HamperContent, Misspelt, Open,
    Round, Soft, SoftOrHard, Swapped, Tool, Undeclared, UndeclaredButMapped,
};
use wire_tests::polymorphic::types::{
    Catch, Diesel, Dog, Draw, Engine, Event, Owner, Part, Pet, Pick, PickInTurn, Plate, Turbine, Vessel, Walk,
};
use wire_tests::recursive::types::{Chain, Either, Forest, InUnion, Itself, Lists, Other, Pair, WithSiblings, Within};
use wire_tests::unions::types::{
    Ambiguous, Amount, AmountByName, AmountDeepInUnion, AmountInUnion, Arrays, Beside, ByConstant, ByKeys, ByKind,
    ByName, Circle, Day, Delivery, Flags, FractionOrWhole, Fractions, Hour, Mapped, Mood, Moods, Nested, Nicknames,
    NullAllowed, NullLost, Nulls, NumberAmongValues, OffAmongValues, OnOrBoolean, OnOrOff, OpenConstant, OpenText,
    OrClosed, OrNothing, OrOff, OrOn, Outcome, Payment, Reply, Settled, Ship, Signs, Square, TextOrEnumeration, Tree,
    Unsigned, Versions, Widths,
};

use crate::support::{check_becomes, check_kept, read, refusal};

#[test]
fn a_discriminator_tells_by_its_mapping_or_by_the_names_of_the_components() {
    assert!(matches!(check_kept::<Mapped>(&json!({ "kind": "cat", "lives": 9 })), Mapped::Cat(_)));
    assert!(matches!(check_kept::<Mapped>(&json!({ "kind": "dog", "name": "a" })), Mapped::Dog(_)));
    match check_kept::<Mapped>(&json!({ "kind": "hound", "name": "a" })) {
        Mapped::Dog(dog) => assert_eq!(dog.kind, "hound"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(check_kept::<ByName>(&json!({ "kind": "Cat" })), ByName::Cat(_)));
}

#[test]
fn the_name_of_a_component_is_a_value_unless_it_is_mapped() {
    assert!(matches!(check_kept::<ByNameToo>(&json!({ "kind": "long", "length": 1 })), ByNameToo::Long(_)));
    assert!(matches!(check_kept::<ByNameToo>(&json!({ "kind": "Long", "length": 1 })), ByNameToo::Long(_)));
    assert!(matches!(check_kept::<ByNameToo>(&json!({ "kind": "Wide", "width": 1 })), ByNameToo::Wide(_)));
    let unknown = json!({ "kind": "wide", "width": 1 });
    assert_eq!(check_kept::<ByNameToo>(&unknown), ByNameToo::Unknown(unknown.clone()));
    assert!(matches!(check_kept::<Crossed>(&json!({ "kind": "Long", "width": 1 })), Crossed::Wide(_)));
}

#[test]
fn a_union_in_itself_is_read_however_deep_it_is() {
    let deep = (0..60).fold(json!({ "text": "a" }), |inner, level| match level % 3 {
        0 => json!({ "to": inner, "page": level }),
        1 => json!({ "to": inner, "mood": "glad" }),
        _ => json!({ "to": inner }),
    });
    assert!(matches!(check_kept::<Reply>(&deep), Reply::Quote(_)));
    let wrong = (0..60).fold(json!({ "text": 1 }), |inner, _| json!({ "to": inner }));
    assert!(refusal::<Reply>(&wrong).starts_with("no variant of `Reply` fits: `Quote`: to: no variant"));
}

#[test]
fn a_null_that_a_branch_loses_is_kept_by_another() {
    assert!(matches!(check_kept::<NullLost>(&json!({ "label": "a" })), NullLost::Labelled(_)));
    assert!(matches!(check_kept::<NullLost>(&json!({ "label": null })), NullLost::Any(_)));
    assert!(matches!(read::<NullAllowed>(&json!({ "mark": null })), Ok(NullAllowed::Marked(_))));
}

#[test]
fn numbers_with_a_fraction_are_numbers() {
    let numbers: [Fractions; 2] = [1.5, 1.0];
    let read = numbers.map(|number| check_becomes::<Fractions>(&json!(number), &json!(number)));
    assert_eq!(read.map(f64::to_bits), numbers.map(f64::to_bits));
    assert!(matches!(check_kept::<FractionOrWhole>(&json!(1.5)), FractionOrWhole::Number(_)));
    assert!(matches!(check_kept::<FractionOrWhole>(&json!(1)), FractionOrWhole::Integer(_)));
}

#[test]
fn an_object_without_the_tag_is_the_default_branch() {
    assert!(matches!(check_kept::<AnyFruit>(&json!({ "fruit": "pear", "weight": 1 })), AnyFruit::Pear(_)));
    assert!(matches!(check_kept::<AnyFruit>(&json!({ "weight": 1 })), AnyFruit::Fruit(_)));
    assert!(matches!(check_kept::<AnyFruit>(&json!({ "fruit": "Fruit" })), AnyFruit::Fruit(_)));
    assert!(matches!(check_kept::<Tool>(&json!({ "kind": "Saw", "weight": 1, "teeth": 2 })), Tool::Saw(_)));
    assert!(matches!(check_kept::<Tool>(&json!({ "weight": 1 })), Tool::Base(_)));
    // What no branch has comes back whole.
    let new = json!({ "fruit": "plum", "stone": true });
    assert_eq!(check_kept::<AnyFruit>(&new), AnyFruit::Unknown(new.clone()));
    // What is the same but for the default is another type.
    let bare = json!({ "weight": 1 });
    assert!(matches!(check_kept::<BasketContent>(&bare), BasketContent::Apple(_)));
    assert!(matches!(check_kept::<HamperContent>(&bare), HamperContent::Pear(_)));
    // Unions that lead back to each other keep what one of them says.
    assert!(matches!(check_kept::<Round>(&bare), Round::Pear(_)));
    // A branch that is a union stands for its own branches.
    assert!(matches!(check_kept::<SoftOrHard>(&bare), SoftOrHard::Soft(Soft::Pear(_))));
    assert!(matches!(check_kept::<AsInBowl>(&bare), AsInBowl::Pear(_)));
}

#[test]
fn a_default_branch_that_requires_the_tag_is_of_no_object_without_it() {
    let refused = refusal::<Defaulted>(&json!({ "fins": 2 }));
    assert!(refused.contains("missing field `kind`"), "{refused}");
    assert!(matches!(check_kept::<Defaulted>(&json!({ "kind": "fish", "fins": 2 })), Defaulted::Fish(_)));
}

#[test]
fn a_mapping_means_branches_that_are_no_components() {
    assert!(matches!(check_kept::<Swarm>(&json!({ "of": "fish", "fins": 2 })), Swarm::Fins(_)));
    assert!(matches!(
        check_becomes::<Swarm>(&json!({ "of": "fish", "wings": 2 }), &json!({ "of": "fish" })),
        Swarm::Fins(_)
    ));
    assert!(matches!(check_kept::<Swarm>(&json!({ "of": "bird" })), Swarm::Wings(_)));
    let new = json!({ "of": "bees", "fins": 0 });
    assert_eq!(check_kept::<Swarm>(&new), Swarm::Unknown(new.clone()));
    // Without a mapping their keys tell.
    assert!(matches!(check_kept::<ZooSwarm>(&json!({ "of": "bird", "wings": 2 })), ZooSwarm::Wings(_)));
}

#[test]
fn the_value_that_a_branch_has_counts_more_than_what_is_mapped_to_it() {
    assert!(matches!(check_kept::<Swapped>(&json!({ "kind": "cat", "lives": 1 })), Swapped::Cat(_)));
    assert!(matches!(check_kept::<Swapped>(&json!({ "kind": "dog", "bark": "w" })), Swapped::Dog(_)));
    assert!(matches!(check_kept::<Swapped>(&json!({ "kind": "katze", "lives": 1 })), Swapped::Unknown(_)));
    assert!(matches!(check_kept::<Open>(&json!({ "kind": "goose", "eggs": 1 })), Open::Fowl(_)));
    assert!(matches!(check_kept::<Given>(&json!({ "kind": "dog", "bark": "w" })), Given::Dog(_)));
    assert!(matches!(check_kept::<Given>(&json!({ "kind": "hen", "eggs": 1 })), Given::Hen(_)));
    assert!(matches!(check_kept::<Given>(&json!({ "kind": "duck", "eggs": 1 })), Given::Fowl(_)));
    assert!(matches!(check_kept::<GivenAlone>(&json!({ "kind": "hen", "eggs": 1 })), GivenAlone::Hen(_)));
    assert!(matches!(check_kept::<GivenAlone>(&json!({ "kind": "duck", "eggs": 1 })), GivenAlone::Fowl(_)));
}

#[test]
fn a_tag_that_no_branch_declares_tells_only_where_nothing_else_does() {
    assert!(matches!(check_kept::<Misspelt>(&json!({ "kind": "dog", "bark": "w" })), Misspelt::Dog(_)));
    let new = json!({ "kind": "eel" });
    assert_eq!(check_kept::<Misspelt>(&new), Misspelt::Unknown(new.clone()));
    let boat = json!({ "sails": 1 });
    assert!(matches!(check_becomes(&json!({ "moves": "Boat", "sails": 1 }), &boat), Undeclared::Boat(_)));
    assert!(matches!(check_becomes(&json!({ "moves": "boat", "sails": 1 }), &boat), UndeclaredButMapped::Boat(_)));
    assert!(matches!(check_kept(&boat), Undeclared::Boat(_)));
    // What no branch declares may be anything, and need not be the name of one.
    for moves in [json!(200), json!("by wind"), json!(true)] {
        let other = json!({ "moves": moves, "sails": 1 });
        assert!(matches!(check_kept(&other), Undeclared::Unknown(_)));
    }
}

#[test]
fn a_tag_that_is_no_text_tells_as_well() {
    assert!(matches!(check_kept::<Versions>(&json!({ "v": 1, "a": "a" })), Versions::Value1(_)));
    assert!(matches!(check_kept::<Versions>(&json!({ "v": -2, "a": "a" })), Versions::Minus2(_)));
    assert!(matches!(check_kept::<Versions>(&json!({ "v": 4, "a": "a" })), Versions::Value3OrValue4(_)));
    assert!(matches!(check_kept::<Flags>(&json!({ "ok": false, "note": "n" })), Flags::False(_)));
}

#[test]
fn a_tag_that_the_mapping_alone_decides_is_written_by_itself() {
    let square = json!({ "shape": "square", "side": 2 });
    assert_eq!(serde_json::to_value(Settled::Square(read::<Square>(&square).expect("it fits"))).expect("JSON"), square);
    assert!(matches!(check_kept::<Settled>(&json!({ "shape": "circle", "radius": 1 })), Settled::Circle(_)));
    assert_eq!(
        refusal::<Circle>(&json!({ "shape": "square", "radius": 1 })),
        "shape: expected \"circle\", found \"square\""
    );
}

#[test]
fn an_object_with_a_tag_that_the_document_does_not_name_is_kept_as_it_came() {
    let new = json!({ "kind": "bird", "wings": [1, { "b": null, "a": 0.1 }], "name": 1 });
    assert_eq!(check_kept::<Mapped>(&new), Mapped::Unknown(new.clone()));
    assert_eq!(check_kept::<ByName>(&new), ByName::Unknown(new.clone()));
    let new = json!({ "type": "video", "text": 1 });
    assert_eq!(check_kept::<ByConstant>(&new), ByConstant::Unknown(new.clone()));
    assert_eq!(check_kept::<Nested>(&new), Nested::Unknown(new.clone()));
    let new = json!({ "type": "Renamed" });
    assert_eq!(check_kept::<Event>(&new), Event::Unknown(new.clone()));
}

#[test]
fn a_constant_tells_by_itself() {
    assert!(matches!(check_kept::<ByConstant>(&json!({ "type": "text", "text": "t" })), ByConstant::Text(_)));
    assert!(matches!(check_kept::<ByConstant>(&json!({ "type": "picture", "url": "u" })), ByConstant::Image(_)));
    assert!(matches!(check_kept::<ByConstant>(&json!({ "type": "sound", "seconds": 0.5 })), ByConstant::Sound(_)));
}

#[test]
fn kinds_and_keys_tell() {
    assert_eq!(check_kept::<ByKind>(&json!("s")), ByKind::String("s".to_owned()));
    assert_eq!(check_kept::<ByKind>(&json!(-1)), ByKind::Integer(-1));
    assert_eq!(check_kept::<ByKind>(&json!(false)), ByKind::Boolean(false));
    assert_eq!(check_kept::<ByKind>(&json!([])), ByKind::List(Vec::new()));
    assert!(matches!(check_kept::<ByKind>(&json!({ "x": 1 })), ByKind::X(_)));
    assert!(matches!(check_kept::<ByKeys>(&json!({ "left": "l" })), ByKeys::Left(_)));
    assert!(matches!(check_kept::<ByKeys>(&json!({ "right": "r" })), ByKeys::Right(_)));
    assert!(matches!(check_kept::<ByKeys>(&json!({ "left": "l", "both": 2 })), ByKeys::Both(_)));
    assert!(matches!(check_kept::<TextOrEnumeration>(&json!("auto")), TextOrEnumeration::String(_)));
    assert!(matches!(check_kept::<TextOrEnumeration>(&json!("new")), TextOrEnumeration::String(_)));
}

#[test]
fn keys_that_a_branch_does_not_name_are_skipped() {
    check_becomes::<ByKeys>(&json!({ "right": "r", "new": [1] }), &json!({ "right": "r" }));
    check_becomes::<ByConstant>(
        &json!({ "new": { "type": "image" }, "type": "text", "text": "t" }),
        &json!({ "type": "text", "text": "t" }),
    );
    check_becomes::<Mapped>(&json!({ "lives": 1, "new": null, "kind": "cat" }), &json!({ "lives": 1, "kind": "cat" }));
}

#[test]
fn what_stands_beside_the_branches_is_part_of_each() {
    assert!(matches!(check_kept::<Beside>(&json!({ "id": "i", "left": "l" })), Beside::Left(_)));
    assert!(matches!(check_kept::<Beside>(&json!({ "id": "i", "right": 1 })), Beside::Right(_)));
    assert_eq!(
        refusal::<Beside>(&json!({ "left": "l" })),
        "no variant of `Beside` fits: `Left`: missing field `id`; `Right`: missing field `id`, missing field `right`"
    );
}

#[test]
fn lists_are_told_by_their_items_and_trees_hold_themselves() {
    assert!(matches!(check_kept::<Arrays>(&json!(["a"])), Arrays::StringList(_)));
    assert!(matches!(check_kept::<Arrays>(&json!([1, 2])), Arrays::IntegerList(_)));
    assert!(matches!(check_kept::<Arrays>(&json!([[], [1]])), Arrays::IntegerListList(_)));
    check_kept::<Tree>(&json!(["a", { "child": ["b", []] }, { "child": { "child": "c" } }]));
    assert_eq!(
        refusal::<Tree>(&json!(["a", { "child": 1 }])),
        "[1].child: invalid type: integer `1`, expected one of a string, a list or an object for `Tree`"
    );
}

#[test]
fn null_is_beside_the_union_in_every_spelling() {
    check_kept::<Nulls>(&json!({ "both": null }));
    check_kept::<Nulls>(&json!({ "both": 1, "inside": "s", "types": 2, "reference": { "type": "text", "text": "" } }));
    for key in ["reference", "inside", "enumeration", "constant", "types"] {
        check_becomes::<Nulls>(&json!({ "both": "b", key: null }), &json!({ "both": "b" }));
    }
}

#[test]
fn where_nothing_tells_the_branch_that_loses_least_is_taken() {
    assert!(matches!(check_kept::<Ambiguous>(&json!({ "a": "s" })), Ambiguous::First(_)));
    assert!(matches!(check_kept::<Ambiguous>(&json!({ "b": 1 })), Ambiguous::Second(_)));
    assert!(matches!(check_kept::<OpenText>(&json!("anything")), OpenText::Unknown(_)));
}

#[test]
fn children_of_a_base_are_told_by_the_discriminator_of_the_base() {
    assert!(matches!(check_kept::<Pet>(&json!({ "petType": "cat", "lives": 9 })), Pet::Cat(_)));
    assert!(matches!(check_kept::<Pet>(&json!({ "petType": "lizard" })), Pet::Lizard(_)));
    // The mapping names two of the four; the others go by their names.
    assert!(matches!(check_kept::<Pet>(&json!({ "petType": "Dog" })), Pet::Dog(_)));
    assert!(matches!(check_kept::<Pet>(&json!({ "petType": "Puppy" })), Pet::Puppy(_)));
    assert!(matches!(check_kept::<Event>(&json!({ "type": "Deleted" })), Event::Deleted(_)));
    check_kept::<Owner>(&json!({ "pets": [{ "petType": "Dog", "bark": "b" }, { "petType": "fish", "fins": 2 }] }));
}

#[test]
fn a_child_stands_for_its_own_children_as_well() {
    let puppy = json!({ "petType": "Puppy", "bark": "b", "weeks": 3 });
    let walk = check_kept::<Walk>(&json!({ "dog": puppy, "rivals": [puppy, { "petType": "Dog", "bark": "b" }] }));
    assert!(matches!(walk.dog, Dog::Puppy(_)));
    assert!(matches!(check_kept::<Dog>(&json!({ "petType": "Dog", "bark": "b" })), Dog::Base(_)));
    // Any child of the base may be a child of this one that the document does not know yet.
    assert!(matches!(check_kept::<Dog>(&json!({ "petType": "Hound", "nose": 1 })), Dog::Unknown(_)));
    assert!(matches!(check_kept::<Pet>(&puppy), Pet::Puppy(_)));
    for shape in [json!({ "kind": "egg", "width": 1.5 }), json!({ "kind": "oval", "width": 1.5, "radius": 2.5 })] {
        check_kept::<Plate>(&json!({ "shape": shape, "rim": shape }));
    }
    check_kept::<Plate>(&json!({ "shape": { "kind": "round", "radius": 1.5 } }));
}

#[test]
fn what_no_branch_takes_is_refused_with_the_path_and_the_candidates() {
    let cases: [(Value, &str); 4] = [
        (json!({ "pets": [{ "petType": "cat" }] }), "pets[0]: missing field `lives` of `Cat`"),
        (
            json!({ "pets": [{ "name": "n" }] }),
            "pets[0]: missing field `petType` of `Pet`, expected `cat`, `Cat`, `Dog`, `lizard`, `Puppy`",
        ),
        (
            json!({ "pets": [{ "petType": [] }] }),
            "pets[0].petType: invalid value: sequence, expected `cat`, `Cat`, `Dog`, `lizard`, `Puppy`",
        ),
        (json!({ "pets": [1] }), "pets[0]: invalid type: integer `1`, expected an object for `Pet`"),
    ];
    for (json, expected) in cases {
        assert_eq!(refusal::<Owner>(&json), expected);
    }
    assert_eq!(
        refusal::<ByKind>(&json!(0.5)),
        "invalid type: floating point `0.5`, expected one of a boolean, an integer, a string, a list or an object for `ByKind`"
    );
    assert_eq!(refusal::<ByKind>(&json!(["a", 1])), "[1]: invalid type: integer `1`, expected a string");
    assert_eq!(
        refusal::<ByKeys>(&json!({ "none": 1 })),
        "no variant of `ByKeys` fits: `Left`: missing field `left`; `Right`: missing field `right`; `Both`: missing field `both`, missing field `left`"
    );
}

#[test]
fn a_text_beside_a_single_value_is_no_constant() {
    for model in ["one", "another"] {
        check_kept::<OpenConstant>(&json!({ "model": model }));
    }
}

#[test]
fn the_kind_of_a_key_tells() {
    let failed = check_kept::<Outcome>(&json!({ "data": null, "error": "a" }));
    assert!(matches!(failed, Outcome::NullData(_)), "{failed:?}");
    let done = check_kept::<Outcome>(&json!({ "data": "a", "error": null }));
    assert!(matches!(done, Outcome::StringData(_)), "{done:?}");
    let error = refusal::<Outcome>(&json!({ "data": "a", "error": "b" }));
    assert!(error.contains("no variant of `Outcome` fits"), "{error}");
}

#[test]
fn an_object_of_a_closed_variant_has_one_of_its_keys() {
    check_kept::<OrNothing>(&json!({}));
    check_kept::<OrNothing>(&json!({ "limit": "a" }));
    check_becomes::<OrNothing>(&json!({ "limit": "a", "new": 1 }), &json!({ "limit": "a" }));
    assert!(refusal::<OrNothing>(&json!({ "limit": 1 })).contains("expected a string"));
    check_becomes::<OrClosed>(&json!({ "must": true, "new": 1 }), &json!({ "must": true }));
    assert!(refusal::<OrClosed>(&json!({ "key": 1 })).contains("expected a string"));
    assert!(refusal::<OrClosed>(&json!({ "new": 1 })).contains("none of its keys is there"));
}

#[test]
fn a_union_that_is_a_branch_of_itself_has_the_values_of_its_other_branches() {
    assert_eq!(check_kept::<Itself>(&json!("x")), "x");
    assert!(matches!(check_kept::<Either>(&json!({ "a": "b" })), Either::A(_)));
    assert_eq!(check_kept::<Other>(&json!(1)), Either::Integer(1));
    assert!(refusal::<Either>(&json!("x")).contains("expected one of an integer or an object"));
    assert_eq!(check_kept::<Lists>(&json!("x")), Lists::String("x".to_owned()));
    check_kept::<Lists>(&json!(["x", [["y"]]]));
    assert!(matches!(check_kept::<WithSiblings>(&json!({ "a": "a", "c": "c" })), WithSiblings::C(_)));
    check_kept::<Within>(&json!({ "part": 1 }));
}

#[test]
fn a_branch_that_is_made_of_the_union_is_a_type_of_its_own() {
    let diesel = json!({ "fuel": "diesel", "liters": 2 });
    assert_eq!(check_kept::<Diesel>(&diesel).liters, 2);
    assert!(matches!(check_kept::<Engine>(&diesel), Engine::Diesel(Diesel { liters: 2, .. })));
    assert!(matches!(check_kept::<Engine>(&json!({ "fuel": "electric", "volts": 400 })), Engine::Electric(_)));
    assert!(matches!(check_kept::<Engine>(&json!({ "fuel": "steam" })), Engine::Steam(_)));
    assert_eq!(check_kept::<Turbine>(&json!({ "fuel": "steam", "blades": 8 })).blades, 8);
}

#[test]
fn a_union_begins_to_read_with_the_branch_that_does_not_hold_it() {
    check_kept::<Chain>(&json!({ "next": { "next": "end" } }));
    assert_eq!(refusal::<Chain>(&json!({ "next": {} })), "next: missing field `next` of `ChainNext`");
}

#[test]
fn one_branch_beside_null_is_the_component_itself() {
    let good = check_kept::<Moods>(&json!({ "mood": "good", "tier": { "above": {} } }));
    assert_eq!(good.mood, Some(Mood::Good));
    assert_eq!(check_kept::<Moods>(&json!({ "mood": null })).mood, None);
}

#[test]
fn a_child_that_names_its_base_twice_is_one_variant() {
    assert!(matches!(check_kept::<Vessel>(&json!({ "hull": "Yacht", "oars": 2, "sails": 3 })), Vessel::Yacht(_)));
    assert!(matches!(check_kept::<Vessel>(&json!({ "hull": "Boat", "oars": 2 })), Vessel::Boat(_)));
}

#[test]
fn null_of_a_branch_that_has_a_name_is_null_of_the_union() {
    let nicknames = check_kept::<Nicknames>(&json!({ "own": null, "any": [null, 1, "a", true] }));
    assert!(nicknames.own.is_none() && nicknames.any[0].is_none());
}

#[test]
fn texts_that_several_branches_lead_to_are_one_enumeration() {
    assert_eq!(check_kept::<Day>(&json!({ "start": "noon" })).start, Some(Hour::Noon));
    assert_eq!(check_kept::<Day>(&json!({ "start": "dusk" })).start, Some(Hour::Dusk));
    assert_eq!(check_kept::<Day>(&json!({ "start": null })).start, None);
}

#[test]
fn an_object_of_two_branches_at_once_is_read_as_one_which_is_reported() {
    assert!(matches!(check_kept::<Ship>(&json!({ "drone": true })), Ship::Drone(_)));
    assert!(matches!(check_kept::<Ship>(&json!({ "pickup": "a" })), Ship::Pickup(_)));
    check_becomes::<Ship>(&json!({ "pickup": "a", "drone": true }), &json!({ "pickup": "a" }));
}

#[test]
fn what_holds_itself_is_typed_as_far_as_it_goes() {
    check_kept::<Forest>(&json!(["a", ["b", []]]));
    check_kept::<Pair>(&json!([[null, "a"], "b"]));
    check_kept::<InUnion>(&json!({ "left": { "right": 1 } }));
}

#[test]
fn a_mapping_says_which_of_the_listed_values_are_of_a_child() {
    let in_turn = json!({ "method": "by-turn", "list": ["a"] });
    assert!(matches!(check_kept::<Pick>(&in_turn), Pick::InTurn(PickInTurn { list, .. }) if list == ["a"]));
    let empty = json!({ "method": "by-weight", "list": [] });
    assert!(matches!(check_kept::<Pick>(&empty), Pick::Weighted(_)));
    assert!(matches!(check_kept::<Pick>(&json!({ "method": "by-chance" })), Pick::Unknown(_)));
    assert!(matches!(check_kept::<Draw>(&json!({ "method": "by-turn" })), Draw::Unknown(_)));
    assert!(matches!(check_kept::<Draw>(&json!({ "method": "by-weight", "list": [] })), Draw::Weighted(_)));
}

#[test]
fn the_name_of_a_child_is_its_tag_where_the_base_lists_all_names() {
    assert!(matches!(check_kept::<Catch>(&json!({ "kind": "Boot" })), Catch::Boot(_)));
    assert!(matches!(check_kept::<Catch>(&json!({ "kind": "Fish", "weight": 2.5 })), Catch::Fish(_)));
    assert!(matches!(check_kept::<Catch>(&json!({ "kind": "Weed", "size": "x" })), Catch::Unknown(_)));
}

#[test]
fn a_tag_that_is_a_number_is_open_to_other_numbers_alone() {
    let row = json!({ "type": 1, "parts": [{ "type": 2, "label": "a" }, { "type": 3, "new": true }] });
    let Part::Row(row) = check_kept::<Part>(&row) else { panic!("a row") };
    assert!(matches!(row.parts.unwrap()[..], [Part::Button(_), Part::Unknown(_)]));
    assert_eq!(refusal::<Part>(&json!({ "type": "3" })), "type: invalid value: string \"3\", expected `1`, `2`");
}

#[test]
fn branches_that_only_narrow_are_told_by_the_key_that_has_another_value_in_each() {
    match check_kept::<Payment>(&json!({ "method": "card", "card": "1", "account": 2 })) {
        Payment::Card(payment) => assert_eq!((payment.card.as_str(), payment.account), ("1", Some(2))),
        other => panic!("{other:?}"),
    }
    assert!(matches!(check_kept::<Payment>(&json!({ "method": "transfer", "account": 2 })), Payment::Transfer(_)));
    assert_eq!(refusal::<Payment>(&json!({ "method": "card", "account": 2 })), "missing field `card` of `PaymentCard`");
    let new = json!({ "method": "cash" });
    assert_eq!(check_kept::<Payment>(&new), Payment::Unknown(new));
    assert!(matches!(check_kept::<Delivery>(&json!({ "way": "pickup", "detail": 1 })), Delivery::Pickup(_)));
    assert!(matches!(check_kept::<Delivery>(&json!({ "detail": 1 })), Delivery::Pickup(_)));
    assert!(matches!(check_kept::<Delivery>(&json!({ "detail": "door" })), Delivery::Post(_)));
}

#[test]
fn a_whole_number_that_a_narrow_branch_has_no_room_for_is_of_the_branch_of_all_numbers() {
    assert_eq!(check_kept::<Amount>(&json!(5_000_000_000_i64)), Amount::Integer(5_000_000_000));
    assert_eq!(check_kept::<Amount>(&json!(0.5)), Amount::Number(0.5));
    assert_eq!(check_kept::<AmountByName>(&json!(-1)), AmountByName::Small(-1));
    assert_eq!(check_kept::<AmountInUnion>(&json!(5_000_000_000_i64)), AmountInUnion::Integer(5_000_000_000));
    check_kept::<AmountInUnion>(&json!(1.5));
    check_kept::<AmountDeepInUnion>(&json!(5_000_000_000_i64));
    check_kept::<AmountDeepInUnion>(&json!("a"));
    assert_eq!(check_kept::<Unsigned>(&json!(-1)), Unsigned::Integer(-1));
    assert!(matches!(read::<Unsigned>(&json!(u64::MAX)), Ok(Unsigned::Number(_))));
}

#[test]
fn numbers_of_several_widths_and_signs_keep_all_digits() {
    check_kept::<Widths>(&json!({ "width": std::f64::consts::PI }));
    check_kept::<Signs>(&json!(u64::MAX));
    check_kept::<Signs>(&json!(i64::MIN));
    check_kept::<Signs>(&json!(7));
}

#[test]
fn a_branch_that_is_always_the_same_boolean_takes_no_other() {
    assert_eq!(check_kept::<OrOff>(&json!(false)), OrOff::Boolean(false));
    assert_eq!(
        refusal::<OrOff>(&json!(true)),
        "invalid type: boolean `true`, expected one of `false` or an object for `OrOff`"
    );
    assert_eq!(check_kept::<OrOn>(&json!(true)), OrOn::On(true));
    assert!(read::<OrOn>(&json!(false)).is_err());
    assert!(read::<OffAmongValues>(&json!(true)).is_err());
    check_kept::<OffAmongValues>(&json!(false));
    for value in [true, false] {
        check_kept::<OnOrOff>(&json!(value));
        check_kept::<OnOrBoolean>(&json!(value));
    }
    check_kept::<NumberAmongValues>(&json!(1));
}
