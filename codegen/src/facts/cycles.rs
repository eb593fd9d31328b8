//! Types that hold themselves, and the fields where a `Box` must break the circle.
//!
//! A struct that holds itself directly has no finite size. Lists and maps hold their items behind a pointer already, so
//! only what lies directly inside (through `Option` and aliases as well) counts as an edge here. Within a strongly
//! connected component of that graph every edge is boxed: which one would be enough depends on where one begins, and
//! the answer must not change when a schema is added elsewhere.

use crate::ir::{Api, Shape, Type, TypeId};

/// The circles of direct containment among the definitions.
#[derive(Debug)]
pub struct Cycles {
    /// For each definition the number of its strongly connected component.
    component: Vec<usize>,
    /// For each definition whether it holds itself directly.
    holds_itself: Vec<bool>,
}

impl Cycles {
    /// Finds the circles.
    pub fn of(api: &Api) -> Self {
        let edges: Vec<Vec<usize>> = api.definitions.iter().map(|definition| targets(&definition.shape)).collect();
        let component = components(&edges);
        let holds_itself = edges.iter().enumerate().map(|(node, targets)| targets.contains(&node)).collect();
        Self { component, holds_itself }
    }

    /// Whether a field of `owner` that directly holds `target` must be boxed.
    pub fn is_boxed(&self, owner: TypeId, target: TypeId) -> bool {
        if owner == target {
            return self.holds_itself[owner.index()];
        }
        self.component[owner.index()] == self.component[target.index()]
    }
}

/// The definitions that lie directly inside a shape.
fn targets(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Named(id) => vec![id.index()],
        Shape::Record(record) => record.fields.iter().flat_map(|field| direct(&field.value)).collect(),
        Shape::Union(union) => union.variants.iter().flat_map(|variant| direct(&variant.value)).collect(),
        Shape::Tuple(items) => items.iter().flat_map(direct).collect(),
        _ => Vec::new(),
    }
}

fn direct(value: &Type) -> Vec<usize> {
    match &value.shape {
        Shape::Named(id) => vec![id.index()],
        Shape::Tuple(items) => items.iter().flat_map(direct).collect(),
        _ => Vec::new(),
    }
}

/// The number of the strongly connected component of each node, by Tarjan's algorithm, without recursion: a document
/// may chain many thousand types.
pub fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let mut component = vec![0; edges.len()];
    let mut stack = Vec::new();
    let mut counter = 0;
    let mut components = 0;
    for root in 0..edges.len() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, next)) = work.pop() {
            if next == 0 {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(target) = edges[node].get(next).copied() {
                work.push((node, next + 1));
                if index[target] == UNSEEN {
                    work.push((target, 0));
                } else if on_stack[target] {
                    low[node] = low[node].min(index[target]);
                }
                continue;
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component[member] = components;
                    if member == node {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}
