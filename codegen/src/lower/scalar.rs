//! Schemas without branches: what their `type` says.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Schema, TypeName};
use crate::ir::{IntegerWidth, NumberWidth, Origin, Shape, Step, StringFormat, Type, Variant, Why};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::limits::{Bounds, ItemBounds};
use crate::lower::pattern;
use crate::lower::schema::Lowered;

impl Lowering<'_> {
    /// What a conjunction says beside its `oneOf` and `anyOf`.
    pub(in crate::lower) fn plain(
        &mut self,
        merged: &Merged<'_>,
        conjunction: &Conjunction,
        origin: &Origin,
    ) -> Lowered {
        if let Some(values) = &merged.values {
            return self.values(merged, values, conjunction, origin);
        }
        match merged.types.as_deref() {
            Some([]) if merged.nullable => Lowered::of(Shape::Null),
            Some([]) => Lowered::of(Shape::Any(Why::Conflict)),
            Some([only]) => Lowered::of(self.of_type(*only, merged, origin)),
            Some(several) => self.several_types(several, merged, conjunction, origin),
            None => Lowered::of(self.of_no_type(merged, origin)),
        }
    }

    /// A schema of several types is a union of them.
    fn several_types(
        &mut self,
        types: &[TypeName],
        merged: &Merged<'_>,
        conjunction: &Conjunction,
        origin: &Origin,
    ) -> Lowered {
        let has_number = types.contains(&TypeName::Number);
        // A whole number is a number, so that the second says it all.
        let types: Vec<TypeName> =
            types.iter().copied().filter(|name| *name != TypeName::Integer || !has_number).collect();
        let mut variants = Vec::new();
        for name in types {
            let words = type_words(name).to_owned();
            let mut origin = origin.clone();
            origin.steps.push(Step::Variant(words.clone()));
            let shape = self.of_type(name, merged, &origin);
            let shape = if shape.needs_name() {
                self.define(conjunction.parts[0], None, origin, Lowered::of(shape)).shape
            } else {
                shape
            };
            let value = Type { shape, nullable: false, at: merged.at };
            variants.push(Variant { value, words: Some(words), mapped: Vec::new(), default_at: None, component: None });
        }
        Self::union_of(variants, None, false)
    }

    /// A schema without `type` is what its other keywords speak of.
    fn of_no_type(&mut self, merged: &Merged<'_>, origin: &Origin) -> Shape {
        let speaks_of_objects =
            !merged.properties.is_empty() || !merged.additional.is_empty() || !merged.patterns.is_empty();
        if speaks_of_objects {
            self.of_type(TypeName::Object, merged, origin)
        } else if !merged.items.is_empty() || !merged.prefix_items.is_empty() {
            self.of_type(TypeName::Array, merged, origin)
        } else if let Some((format, at)) = merged.format {
            let message = format!("the format `{format}` without a `type` allows values of every kind");
            self.cursor.sink.push(
                Diagnostic::warning(Code::Degraded, Spot::Value(at), message)
                    .help(type_of_format(format))
                    .help("without it: any JSON value is accepted here"),
            );
            Shape::Any(Why::FormatAlone)
        } else {
            Shape::Any(Why::Unconstrained)
        }
    }

    pub(in crate::lower) fn of_type(&mut self, name: TypeName, merged: &Merged<'_>, origin: &Origin) -> Shape {
        let format = merged.format.map(|(format, _)| format);
        match name {
            TypeName::Null => Shape::Null,
            TypeName::Boolean => Shape::Boolean,
            TypeName::Integer => self.integer(merged),
            TypeName::Number => Shape::Number(number_width(format)),
            TypeName::String => Shape::String(string_format(format, merged.content_encoding)),
            TypeName::Array => self.array(merged, origin),
            TypeName::Object => self.object(merged, origin),
        }
    }

    /// A whole number, with a report where its format allows more than the widest type holds.
    pub(in crate::lower) fn integer(&self, merged: &Merged<'_>) -> Shape {
        let width = integer_width(merged.format.map(|(format, _)| format), merged.bounds);
        if let Some((format, at)) = merged.format
            && is_wider_than_64_bits(format)
        {
            let message =
                format!("the format `{format}` allows numbers of more than 64 bits, which no type here holds");
            let (least, most) = range_of_64_bits(width);
            self.degraded(at, &message, &format!("a number that is not from {least} to {most} is refused"));
        } else if allows_more(width, merged.bounds) {
            let (least, most) = range_of_64_bits(width);
            // Where the type has no sign already, or the greatest number is too great even so, it would not help.
            let is_helped = width == IntegerWidth::Signed64
                && merged.bounds.minimum.is_none()
                && merged.bounds.maximum.is_some_and(|most| most <= 2.0 * ABOVE_63_BITS);
            self.cursor.sink.push(
                Diagnostic::warning(
                    Code::Degraded,
                    Spot::Value(merged.at),
                    "no type of 64 bits holds all the whole numbers that the bounds allow",
                )
                .maybe_help(is_helped.then(|| "add `minimum: 0` where none of them is negative".to_owned()))
                .help(format!("without it: a number that is not from {least} to {most} is refused")),
            );
        }
        Shape::Integer(width)
    }

    fn array(&mut self, merged: &Merged<'_>, origin: &Origin) -> Shape {
        let is_never = |schema: &_| matches!(self.document.schema(*schema), Schema::Boolean(false, _));
        let is_closed = merged.items.iter().any(is_never);
        let count = merged.prefix_items.len() as u64;
        let ItemBounds { least, most } = merged.item_bounds;
        if !merged.prefix_items.is_empty() {
            let ends = is_closed || most == Some(count);
            if ends && least == Some(count) && merged.prefix_items.len() <= LONGEST_TUPLE {
                let items = merged.prefix_items.iter().enumerate().map(|(position, schemas)| {
                    let step = Step::Variant(format!("item {}", position + 1));
                    let origin = self.step(origin, step, schemas[0]);
                    self.use_of_all(&Conjunction::all(schemas), &origin)
                });
                return Shape::Tuple(items.collect());
            }
            return self.loose_tuple(merged, origin, ends);
        }
        if is_closed || merged.items.is_empty() {
            let shape = Shape::Any(if is_closed { Why::Never } else { Why::AnyItems });
            return Shape::Array(Box::new(Type { shape, nullable: false, at: merged.at }));
        }
        let origin = self.step(origin, Step::Items, merged.items[0]);
        Shape::Array(Box::new(self.use_of_all(&Conjunction::all(&merged.items), &origin)))
    }

    /// A list whose first items have types of their own, and whose length is not known: a list of any of these types.
    fn loose_tuple(&mut self, merged: &Merged<'_>, origin: &Origin, ends: bool) -> Shape {
        let mut branches: Vec<Conjunction> = merged.prefix_items.iter().map(|item| Conjunction::all(item)).collect();
        if !ends {
            branches.extend(merged.items.iter().map(|schema| Conjunction::of(*schema)));
        }
        // What an item may be stands at the first of them: the place of the list is the list.
        let origin = self.step(origin, Step::Items, merged.prefix_items[0][0]);
        if !ends && merged.items.is_empty() {
            self.degraded(
                merged.at,
                "the items after those that the schema names may be anything",
                "the items are any JSON value",
            );
            let shape = Shape::Any(Why::AnyItems);
            return Shape::Array(Box::new(Type { shape, nullable: false, at: merged.at }));
        }
        let lowered = self.branches(&branches, None, false, &origin);
        if let Shape::Union(_) = lowered.shape {
            self.report_loose_tuple(merged, ends);
        }
        let lowered = if lowered.shape.needs_name() {
            self.define(merged.prefix_items[0][0], None, origin, lowered)
        } else {
            lowered
        };
        Shape::Array(Box::new(Type { shape: lowered.shape, nullable: lowered.nullable, at: merged.at }))
    }

    /// Reports items of several types by position of which no tuple is made.
    fn report_loose_tuple(&self, merged: &Merged<'_>, ends: bool) {
        let count = merged.prefix_items.len();
        let (message, help) = if ends && merged.item_bounds.least == Some(count as u64) {
            let message = format!("a list of {count} items by position is longer than the {LONGEST_TUPLE} of a tuple");
            (message, "make an object of it, with a key for each item".to_owned())
        } else {
            let message = "how many of these items there are is not fixed, so that no tuple holds them".to_owned();
            // A document with a list under `items`, as OpenAPI 3.0 knew it, has no `items: false` beside it.
            let least = (merged.item_bounds.least != Some(count as u64)).then(|| format!("`minItems: {count}`"));
            let most = (!ends).then(|| format!("`maxItems: {count}`"));
            let missing: Vec<String> = least.into_iter().chain(most).collect();
            (message, format!("write {} where all of them are always there", missing.join(" and ")))
        };
        self.cursor.sink.push(
            Diagnostic::warning(Code::Degraded, Spot::Value(merged.at), message)
                .help(help)
                .help("without it: a list, of which each item is of any of these types"),
        );
    }

    fn object(&mut self, merged: &Merged<'_>, origin: &Origin) -> Shape {
        let is_for_some_keys = pattern::prefixes(merged).is_some_and(|prefixes| !prefixes.is_empty());
        // A key that is required of a map has a field, so that nobody leaves it out.
        if merged.properties.is_empty() && !is_for_some_keys && merged.required.is_empty() {
            if let Some(values) = self.additional(merged, origin) {
                return Shape::Map(Box::new(values));
            }
            if !merged.is_closed() {
                let shape = Shape::Any(Why::Open);
                return Shape::Map(Box::new(Type { shape, nullable: false, at: merged.at }));
            }
        }
        Shape::Record(self.record(merged, origin))
    }
}

/// The number of items up to which the runtime knows tuples.
const LONGEST_TUPLE: usize = 8;

/// The name of a type in a union of types.
const fn type_words(name: TypeName) -> &'static str {
    match name {
        TypeName::Null => "null",
        TypeName::Boolean => "boolean",
        TypeName::Integer => "integer",
        TypeName::Number => "number",
        TypeName::String => "string",
        TypeName::Array => "list",
        TypeName::Object => "object",
    }
}

/// Whether a format is that of whole numbers that need more than 64 bits, such as `uint128`.
fn is_wider_than_64_bits(format: &str) -> bool {
    let signed = format.strip_prefix('u').unwrap_or(format);
    signed.strip_prefix("int").and_then(|bits| bits.parse::<u16>().ok()).is_some_and(|bits| bits > 64)
}

/// The least and the greatest number of a type of 64 bits.
const fn range_of_64_bits(width: IntegerWidth) -> (&'static str, &'static str) {
    match width {
        IntegerWidth::Unsigned64 => ("0", "2^64 - 1"),
        _ => ("-2^63", "2^63 - 1"),
    }
}

/// 2^63, with what whoever writes it as a `double` rounds it to.
const ABOVE_63_BITS: f64 = 9_223_372_036_854_775_808.0 * 1.001;

/// Whether bounds allow numbers that a type of 64 bits has not.
fn allows_more(width: IntegerWidth, bounds: Bounds) -> bool {
    let (least, most) = match width {
        IntegerWidth::Unsigned64 => (0.0, 2.0 * ABOVE_63_BITS),
        IntegerWidth::Signed64 => (-ABOVE_63_BITS, ABOVE_63_BITS),
        _ => return false,
    };
    bounds.maximum.is_some_and(|bound| bound > most) || bounds.minimum.is_some_and(|bound| bound < least)
}

/// The width of a number with a fraction.
pub(in crate::lower) fn number_width(format: Option<&str>) -> NumberWidth {
    if format == Some("float") { NumberWidth::Single } else { NumberWidth::Double }
}

/// The width of an integer: that of its format, where the bounds fit into it.
pub(in crate::lower) fn integer_width(format: Option<&str>, bounds: Bounds) -> IntegerWidth {
    let (width, least, most) = match format {
        Some("int8") => (IntegerWidth::Signed8, -128.0, 127.0),
        Some("int16") => (IntegerWidth::Signed16, -32_768.0, 32_767.0),
        Some("int32") => (IntegerWidth::Signed32, -2_147_483_648.0, 2_147_483_647.0),
        Some("uint8") => (IntegerWidth::Unsigned8, 0.0, 255.0),
        Some("uint16") => (IntegerWidth::Unsigned16, 0.0, 65_535.0),
        Some("uint32") => (IntegerWidth::Unsigned32, 0.0, 4_294_967_295.0),
        Some("uint64" | "uint") => return IntegerWidth::Unsigned64,
        Some(wide) if wide.starts_with('u') && is_wider_than_64_bits(wide) => return IntegerWidth::Unsigned64,
        _ => {
            let is_unsigned = bounds.minimum.is_some_and(|least| least >= 0.0)
                && bounds.maximum.is_some_and(|most| most > ABOVE_63_BITS);
            return if is_unsigned { IntegerWidth::Unsigned64 } else { IntegerWidth::Signed64 };
        }
    };
    let fits = bounds.minimum.is_none_or(|bound| bound >= least) && bounds.maximum.is_none_or(|bound| bound <= most);
    if fits { width } else { IntegerWidth::Signed64 }
}

/// What a text holds.
pub(in crate::lower) fn string_format(format: Option<&str>, encoding: Option<&str>) -> StringFormat {
    if encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        return StringFormat::Base64;
    }
    match format.unwrap_or_default() {
        "date" => StringFormat::Date,
        "date-time" => StringFormat::DateTime,
        "time" => StringFormat::Time,
        "duration" => StringFormat::Duration,
        "uuid" => StringFormat::Uuid,
        "uri" | "uri-reference" | "iri" | "iri-reference" | "url" | "uri-template" => StringFormat::Uri,
        "byte" | "base64" => StringFormat::Base64,
        "binary" => StringFormat::Binary,
        "decimal" => StringFormat::Decimal,
        "ipv4" => StringFormat::Ipv4,
        "ipv6" => StringFormat::Ipv6,
        "email" | "idn-email" => StringFormat::Email,
        "password" => StringFormat::Password,
        _ => StringFormat::Plain,
    }
}

/// What to add beside a format that stands without a type. Some documents have a type under `format` by mistake.
fn type_of_format(format: &str) -> String {
    match format {
        "boolean" | "integer" | "number" | "string" | "object" | "array" => {
            format!("write `type: {format}` in place of it")
        }
        "float" | "double" => "add `type: number`".to_owned(),
        _ if has_type_of_its_own(format) => "add `type: integer`".to_owned(),
        _ => "add `type: string`".to_owned(),
    }
}

/// Whether the Rust type says all that the format says.
pub(in crate::lower) fn has_type_of_its_own(format: &str) -> bool {
    let numbers = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double"];
    numbers.contains(&format)
}
