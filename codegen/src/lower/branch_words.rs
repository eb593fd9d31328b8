//! What the branches of a union are called, where they are no components with names of their own.

use crate::doc::{Discriminator, Schema, SchemaId, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::union::Branch;
use crate::source::Node;

impl<'s> Lowering<'s> {
    /// The words that tell a branch from the others: its title, the value that is always the same in it, what it is, or
    /// the first key that it alone has, or else the first that must be there. None for a component, which has a name.
    pub(in crate::lower) fn words(
        &self,
        branch: &Branch,
        all: &[(usize, Branch)],
        discriminator: Option<&Discriminator>,
    ) -> Option<String> {
        if let Some(component) = branch.component {
            return (branch.conjunction.parts.len() > 1).then(|| self.component_name(component).to_owned());
        }
        let merged = self.merge(&branch.conjunction);
        for part in branch.conjunction.parts.iter().rev() {
            if let Schema::Object(object) = self.document.schema(*part)
                && let Some(title) = object.title.as_deref().filter(|title| is_short(title))
            {
                let is_unique = all.iter().filter(|(_, other)| self.title(other) == Some(title)).count() < 2;
                if is_unique {
                    return Some(title.to_owned());
                }
            }
        }
        if let Some(words) = self.constant_words(&merged, discriminator) {
            return Some(words);
        }
        let is_array = merged.types.as_deref() == Some(&[TypeName::Array]) || !merged.items.is_empty();
        if is_array {
            let lists = all.iter().filter(|(_, other)| self.is_list(other)).count();
            let item = merged.items.first().filter(|_| lists > 1);
            return Some(item.map_or_else(|| "list".to_owned(), |item| format!("{} list", self.kind_words(*item))));
        }
        if merged.properties.is_empty() {
            return Some(self.kind_words(branch.conjunction.parts[branch.conjunction.parts.len() - 1]));
        }
        let is_alone = |key: &str| {
            all.iter()
                .filter(|(_, other)| self.merge(&other.conjunction).properties.iter().any(|(known, _)| *known == key))
                .count()
                < 2
        };
        let own = merged.properties.iter().map(|(key, _)| *key).find(|key| is_alone(key));
        let key = own.or_else(|| merged.required.first().map(|(key, _)| *key)).unwrap_or(merged.properties[0].0);
        Some(key.to_owned())
    }

    fn title(&self, branch: &Branch) -> Option<&'s str> {
        branch.conjunction.parts.iter().rev().find_map(|part| match self.document.schema(*part) {
            Schema::Object(object) => object.title.as_deref(),
            Schema::Boolean(..) | Schema::Invalid(_) => None,
        })
    }

    fn is_list(&self, branch: &Branch) -> bool {
        let merged = self.merge(&branch.conjunction);
        merged.types.as_deref() == Some(&[TypeName::Array]) || !merged.items.is_empty()
    }

    /// The value of the discriminator, or of the first key that has but one.
    fn constant_words(&self, merged: &Merged<'_>, discriminator: Option<&Discriminator>) -> Option<String> {
        let of_key = |schemas: &Vec<SchemaId>| {
            let merged = self.merge(&Conjunction::all(schemas));
            match merged.values.as_deref() {
                // Where the value may be null instead, it is not always the same.
                Some([only]) if !merged.nullable => match self.cursor.source.node(*only) {
                    Node::String(text) if !text.is_empty() => Some(text.to_string()),
                    _ => None,
                },
                _ => None,
            }
        };
        let tagged = discriminator
            .and_then(|found| merged.properties.iter().find(|(key, _)| *key == found.property))
            .and_then(|(_, schemas)| of_key(schemas));
        tagged.or_else(|| merged.properties.iter().find_map(|(_, schemas)| of_key(schemas)))
    }

    /// What a schema is, in a word.
    fn kind_words(&self, schema: SchemaId) -> String {
        let (simple, _) = self.simplified(&Conjunction::of(schema));
        if let [only] = simple.parts[..]
            && self.named.contains_key(&only)
        {
            return self.component_name(only).to_owned();
        }
        let merged = self.merge(&simple);
        match merged.types.as_deref() {
            Some([TypeName::String]) => "string".to_owned(),
            Some([TypeName::Integer]) => "integer".to_owned(),
            Some([TypeName::Number]) => "number".to_owned(),
            Some([TypeName::Boolean]) => "boolean".to_owned(),
            Some([TypeName::Array]) => match merged.items.first() {
                Some(item) => format!("{} list", self.kind_words(*item)),
                None => "list".to_owned(),
            },
            Some([TypeName::Object]) => "object".to_owned(),
            _ if !merged.properties.is_empty() => "object".to_owned(),
            _ => "any".to_owned(),
        }
    }
}

fn is_short(title: &str) -> bool {
    let words = title.split_whitespace().count();
    (1..=4).contains(&words) && title.len() <= 40 && title.is_ascii()
}
