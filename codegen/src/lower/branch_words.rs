//! What the branches of a union are called, where they are no components with names of their own.

use std::collections::HashMap;

use crate::doc::{Discriminator, Schema, SchemaId, TypeName};
use crate::ir::{Origin, Step};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::union::Branch;
use crate::names::words_of_number;
use crate::source::{At, Node};

/// The keys of the branches of a union, and what else names them.
pub(in crate::lower) struct BranchKeys<'s> {
    /// The number of branches that have each key.
    counts: HashMap<&'s str, usize>,
    /// The number of branches that have keys.
    objects: usize,
    /// The number of those of which no key tells anything.
    alike: usize,
    /// Where several are alike, the number of branches that have each word of each key: those of its values and its
    /// kind.
    words: HashMap<(&'s str, String), usize>,
    /// The number of branches that have each title.
    titles: HashMap<&'s str, usize>,
    /// The number of branches that are lists.
    lists: usize,
    /// The number of branches that are lists of each number of items by position.
    tuples: HashMap<usize, usize>,
}

impl<'s> BranchKeys<'s> {
    /// The key that tells an object from the others: the first that must be there and that it alone has, or else that
    /// it alone has of several, or else that must be there and that not all have.
    fn telling(&self, merged: &Merged<'s>) -> Option<&'s str> {
        let count = |key: &str| self.counts.get(key).copied().unwrap_or_default();
        let required = || merged.required.iter().map(|(key, _)| *key).filter(|key| merged.property(key).is_some());
        let alone = required().find(|key| count(key) < 2);
        // An object alone is told by what it is, and not by a key that may be absent.
        let optional = merged.properties.iter().map(|(key, _)| *key).filter(|_| self.objects > 1);
        alone
            .or_else(|| optional.clone().find(|key| count(key) < 2))
            .or_else(|| required().find(|key| count(key) < self.objects))
    }
}

/// The number of values that name a branch together; more would be no name.
const VALUES_IN_WORDS: usize = 3;

/// The number of items that name a tuple together.
const ITEMS_IN_WORDS: usize = 3;

/// How many lists in one another have a word each.
const LISTS_IN_WORDS: usize = 4;

impl<'s> Lowering<'s> {
    /// What names branches, counted once for all of them.
    pub(in crate::lower) fn branch_keys(&self, all: &[(usize, Branch)]) -> BranchKeys<'s> {
        let mut keys = BranchKeys {
            counts: HashMap::new(),
            objects: 0,
            alike: 0,
            words: HashMap::new(),
            titles: HashMap::new(),
            lists: 0,
            tuples: HashMap::new(),
        };
        for (_, branch) in all {
            if let Some(title) = self.title(branch) {
                *keys.titles.entry(title).or_default() += 1;
            }
            let merged = self.merge(&branch.conjunction);
            keys.lists += usize::from(is_array(&merged));
            *keys.tuples.entry(merged.prefix_items.len()).or_default() += 1;
        }
        let objects = || {
            all.iter().filter_map(|(_, branch)| {
                let merged = self.merge(&branch.conjunction);
                let is_object = !merged.properties.is_empty() || merged.types.as_deref() == Some(&[TypeName::Object]);
                is_object.then_some((merged, branch.component))
            })
        };
        for (merged, _) in objects() {
            keys.objects += 1;
            for (key, _) in &merged.properties {
                *keys.counts.entry(key).or_default() += 1;
            }
        }
        let inline = objects().filter(|(_, component)| component.is_none());
        keys.alike = inline.filter(|(merged, _)| keys.telling(merged).is_none()).count();
        if keys.alike > 1 {
            for (merged, _) in objects() {
                for (key, schemas) in &merged.properties {
                    let of_key = self.merge(&Conjunction::all(schemas));
                    let kind = std::iter::once(self.merged_kind_words(&of_key, 0));
                    let texts = self.texts_of(&of_key).into_iter().flatten().map(str::to_owned);
                    for word in texts.chain(self.plain_words(&of_key).into_iter().flatten()).chain(kind) {
                        *keys.words.entry((key, word)).or_default() += 1;
                    }
                }
            }
        }
        keys
    }

    /// The few values of a key, or else the kind of its value, that a branch alone has.
    fn own_words(
        &self,
        merged: &Merged<'s>,
        keys: &BranchKeys<'s>,
        discriminator: Option<&Discriminator>,
    ) -> Option<String> {
        let is_own = |key: &'s str, word: &str| keys.words.get(&(key, word.to_owned())) == Some(&1);
        let joined = |key: &'s str, texts: &[&str]| {
            let is_name = |text: &&str| is_own(key, text) && text.contains(char::is_alphanumeric) && is_short(text);
            (texts.len() <= VALUES_IN_WORDS && texts.iter().all(is_name)).then(|| texts.join(" or "))
        };
        let of_texts = |(key, schemas): &(&'s str, Vec<SchemaId>)| {
            joined(key, &self.texts_of(&self.merge(&Conjunction::all(schemas)))?)
        };
        let of_plain = |(key, schemas): &(&'s str, Vec<SchemaId>)| {
            let words = self.plain_words(&self.merge(&Conjunction::all(schemas)))?;
            joined(key, &words.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let of_kind = |(key, _): &(&'s str, _)| {
            let kind = self.merged_kind_words(&self.merge(&Conjunction::all(merged.property(key)?)), 0);
            is_own(key, &kind).then(|| format!("{kind} {key}"))
        };
        let is_tag = |(key, _): &&(&str, _)| discriminator.is_some_and(|found| found.property == *key);
        let properties = || merged.properties.iter().filter(is_tag).chain(&merged.properties);
        let is_required = |(key, _): &&(&str, _)| merged.requires(key);
        let by_texts = properties().filter(is_required).find_map(of_texts);
        let by_values = by_texts.or_else(|| properties().filter(is_required).find_map(of_plain));
        by_values.or_else(|| merged.properties.iter().filter(is_required).find_map(of_kind))
    }

    /// The texts that are the only values of a schema.
    pub(in crate::lower) fn texts_of(&self, merged: &Merged<'s>) -> Option<Vec<&'s str>> {
        let text = |at: &At| match self.cursor.source.node(*at) {
            Node::String(text) => Some(&**text),
            _ => None,
        };
        merged.values.as_deref().filter(|_| !merged.nullable)?.iter().map(text).collect()
    }

    /// The words of the only values of a schema, where they are whole numbers or booleans: those that the variants of
    /// an enumeration have.
    fn plain_words(&self, merged: &Merged<'_>) -> Option<Vec<String>> {
        merged.values.as_deref().filter(|_| !merged.nullable)?.iter().map(|at| self.plain_word(*at)).collect()
    }

    fn plain_word(&self, at: At) -> Option<String> {
        match self.cursor.source.node(at) {
            Node::Integer(value) => Some(words_of_number((*value).into())),
            Node::Unsigned(value) => Some(words_of_number((*value).into())),
            Node::Boolean(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The words that tell a branch from the others: its title, the value that is always the same in it, a key that
    /// tells it, or what it is. None for a component, which has a name.
    pub(in crate::lower) fn words(
        &self,
        branch: &Branch,
        keys: &BranchKeys<'s>,
        discriminator: Option<&Discriminator>,
    ) -> Option<String> {
        if let Some(component) = branch.component {
            return (branch.conjunction.parts.len() > 1).then(|| self.component_name(component).to_owned());
        }
        if let Some(Origin { steps, .. }) = &branch.elsewhere
            && let [Step::Component(name)] = &steps[..]
        {
            return Some(name.clone());
        }
        let merged = self.merge(&branch.conjunction);
        for part in branch.conjunction.parts.iter().rev() {
            if let Schema::Object(object) = self.document.schema(*part)
                && let Some(title) = object.title.as_deref().filter(|title| is_short(title))
            {
                let is_unique = keys.titles.get(title).is_none_or(|count| *count < 2);
                if is_unique {
                    return Some(title.to_owned());
                }
            }
        }
        if let Some(words) = self.constant_words(&merged, discriminator) {
            return Some(words);
        }
        if is_array(&merged) {
            if keys.lists > 1 && !merged.prefix_items.is_empty() {
                return Some(self.tuple_words(&merged, keys));
            }
            let item = merged.items.first().filter(|_| keys.lists > 1);
            return Some(item.map_or_else(|| "list".to_owned(), |item| format!("{} list", self.kind_words(*item, 1))));
        }
        if merged.properties.is_empty() {
            return Some(self.kind_words(branch.conjunction.parts[branch.conjunction.parts.len() - 1], 0));
        }
        if let Some(key) = keys.telling(&merged) {
            return Some(key.to_owned());
        }
        if keys.alike < 2 {
            return Some("object".to_owned());
        }
        // Where several have the same keys, a key is better than the same word.
        let first = || merged.required.first().map_or(merged.properties[0].0, |(key, _)| *key).to_owned();
        Some(self.own_words(&merged, keys, discriminator).unwrap_or_else(first))
    }

    /// What a list of items by position is among others: its length, or where another has the same what its items are.
    fn tuple_words(&self, merged: &Merged<'_>, keys: &BranchKeys<'s>) -> String {
        let count = merged.prefix_items.len();
        if count > ITEMS_IN_WORDS || keys.tuples.get(&count).is_none_or(|others| *others < 2) {
            return format!("tuple {count}");
        }
        let items: Vec<String> = merged.prefix_items.iter().map(|item| self.kind_words(item[0], 1)).collect();
        items.join(" and ")
    }

    fn title(&self, branch: &Branch) -> Option<&'s str> {
        branch.conjunction.parts.iter().rev().find_map(|part| match self.document.schema(*part) {
            Schema::Object(object) => object.title.as_deref(),
            Schema::Boolean(..) | Schema::Invalid(_) => None,
        })
    }

    /// The value of the discriminator, or of the first key that has but one.
    fn constant_words(&self, merged: &Merged<'_>, discriminator: Option<&Discriminator>) -> Option<String> {
        let of_key = |schemas: &[SchemaId]| {
            let merged = self.merge(&Conjunction::all(schemas));
            match merged.values.as_deref() {
                // Where the value may be null instead, it is not always the same.
                Some([only]) if !merged.nullable => match self.cursor.source.node(*only) {
                    // An address is no name, whatever it is the address of.
                    Node::String(text) if !text.is_empty() && !text.contains("://") => Some(text.to_string()),
                    _ => None,
                },
                _ => None,
            }
        };
        // A whole number or a boolean is a name only where it is there to tell the branches apart.
        let plain = |schemas: &[SchemaId]| match &self.plain_words(&self.merge(&Conjunction::all(schemas)))?[..] {
            [only] => Some(only.clone()),
            _ => None,
        };
        let tagged = discriminator
            .and_then(|found| merged.property(&found.property))
            .and_then(|schemas| of_key(schemas).or_else(|| plain(schemas)));
        tagged.or_else(|| merged.properties.iter().find_map(|(_, schemas)| of_key(schemas)))
    }

    /// What a schema is, in a word, or for a list of lists in one for each.
    fn kind_words(&self, schema: SchemaId, depth: usize) -> String {
        let (simple, _) = self.simplified(&Conjunction::of(schema));
        if let [only] = simple.parts[..]
            && self.named.contains_key(&only)
        {
            return self.component_name(only).to_owned();
        }
        self.merged_kind_words(&self.merge(&simple), depth)
    }

    fn merged_kind_words(&self, merged: &Merged<'_>, depth: usize) -> String {
        match merged.types.as_deref() {
            Some([]) if merged.nullable => "null".to_owned(),
            Some([TypeName::String]) => "string".to_owned(),
            Some([TypeName::Integer]) => "integer".to_owned(),
            Some([TypeName::Number]) => "number".to_owned(),
            Some([TypeName::Boolean]) => "boolean".to_owned(),
            // A list may be one of lists without end.
            Some([TypeName::Array]) => match merged.items.first().filter(|_| depth < LISTS_IN_WORDS) {
                Some(item) => format!("{} list", self.kind_words(*item, depth + 1)),
                None => "list".to_owned(),
            },
            Some([TypeName::Object]) => "object".to_owned(),
            _ if !merged.properties.is_empty() => "object".to_owned(),
            _ => merged.values.as_deref().map_or("any", |values| self.value_words(values)).to_owned(),
        }
    }

    /// What the only values of a schema without a type are, where they are all of one kind.
    fn value_words(&self, values: &[At]) -> &'static str {
        let word = |at: &At| match self.cursor.source.node(*at) {
            Node::String(_) => "string",
            Node::Integer(_) | Node::Unsigned(_) => "integer",
            Node::Float(_) => "number",
            Node::Boolean(_) => "boolean",
            _ => "any",
        };
        let mut words = values.iter().filter(|at| !matches!(self.cursor.source.node(**at), Node::Null)).map(word);
        let Some(first) = words.next() else { return "any" };
        if words.all(|other| other == first) { first } else { "any" }
    }
}

/// Whether a schema is one of lists.
fn is_array(merged: &Merged<'_>) -> bool {
    let has_items = !merged.items.is_empty() || !merged.prefix_items.is_empty();
    merged.types.as_deref() == Some(&[TypeName::Array]) || (has_items && merged.types.is_none())
}

/// Whether a title is a name, and not a sentence.
pub(in crate::lower) fn is_short(title: &str) -> bool {
    let words = title.split_whitespace().count();
    (1..=4).contains(&words) && title.len() <= 40 && title.is_ascii()
}
