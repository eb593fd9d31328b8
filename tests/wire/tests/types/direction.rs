//! Types that are not the same in requests and in answers.

use serde_json::json;
use wire_tests::direction::types::{
    Circle, Figure, Line, Note, Only, Team, TeamParams, User, UserParams, UserRequest, Vehicle, VehicleParams,
};

use crate::support::{check_becomes, check_kept, refusal};

#[test]
fn an_answer_lacks_what_is_only_written_and_a_request_what_is_only_read() {
    let user: User = check_kept(&json!({ "id": "1", "name": "n" }));
    assert_eq!((user.id.as_str(), user.name.as_str()), ("1", "n"));
    assert_eq!(refusal::<User>(&json!({ "name": "n" })), "missing field `id` of `User`");
    check_becomes::<User>(&json!({ "id": "1", "name": "n", "password": "p" }), &json!({ "id": "1", "name": "n" }));

    check_kept::<UserRequest>(&json!({ "name": "n", "password": "p" }));
    assert_eq!(refusal::<UserRequest>(&json!({ "name": "n" })), "missing field `password` of `UserRequest`");
    // The component that has the name from the document keeps it.
    check_kept::<UserParams>(&json!({ "taken": true }));
}

#[test]
fn what_holds_such_a_type_is_two_types_as_well() {
    check_kept::<Team>(&json!({ "users": [{ "id": "1", "name": "n" }], "parent": { "users": [] } }));
    check_kept::<TeamParams>(&json!({ "users": [{ "name": "n", "password": "p" }], "parent": { "users": [] } }));
    assert_eq!(
        refusal::<TeamParams>(&json!({ "users": [{ "id": "1", "name": "n" }] })),
        "users[0]: missing field `password` of `UserRequest`"
    );
}

#[test]
fn what_may_be_absent_anyway_makes_no_second_type() {
    check_kept::<Note>(&json!({ "text": "t", "created": "c", "token": "k" }));
    check_kept::<Only>(&json!({ "id": "1" }));
}

#[test]
fn the_tag_of_a_union_is_written_in_requests_too() {
    let car = json!({ "kind": "car", "name": "n" });
    assert!(matches!(check_kept::<VehicleParams>(&car), VehicleParams::Car(_)));
    assert!(matches!(check_kept::<VehicleParams>(&json!({ "kind": "boat" })), VehicleParams::Boat(_)));
    check_kept::<VehicleParams>(&json!({ "kind": "glider", "engine": "none" }));
    // In types that are only sent as well.
    assert_eq!(serde_json::to_value(Circle::new(1.5)).expect("JSON"), json!({ "kind": "circle", "radius": 1.5 }));
    assert_eq!(serde_json::to_value(Figure::Line(Line::default())).expect("JSON"), json!({ "is": "line" }));
    assert_eq!(refusal::<Vehicle>(&car), "missing field `id` of `Car`");
}
