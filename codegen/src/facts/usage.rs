//! Which types are sent and which come back.

use crate::ir::{Api, Type, TypeId};

/// The directions in which each definition travels.
#[derive(Debug)]
pub struct Usage {
    sent: Vec<bool>,
    received: Vec<bool>,
}

impl Usage {
    /// Follows the types of all operations.
    pub fn of(api: &Api) -> Self {
        let operations = || api.operations.iter().chain(&api.uncalled);
        Self {
            sent: reached(api, operations().flat_map(|operation| operation.sent())),
            received: reached(api, operations().flat_map(|operation| operation.received())),
        }
    }

    /// Whether a request can hold the type.
    pub fn is_sent(&self, id: TypeId) -> bool {
        self.sent[id.index()]
    }

    /// Whether an answer can hold the type.
    pub fn is_received(&self, id: TypeId) -> bool {
        self.received[id.index()]
    }
}

fn reached<'a>(api: &'a Api, roots: impl Iterator<Item = &'a Type>) -> Vec<bool> {
    let mut reached = vec![false; api.definitions.len()];
    let mut open: Vec<TypeId> = Vec::new();
    for root in roots {
        open.extend(root.shape.named());
    }
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut reached[id.index()], true) {
            continue;
        }
        open.extend(api.definition(id).shape.named());
    }
    reached
}
