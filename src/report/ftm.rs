//! `register.ftm.jsonl`: the register as FollowTheMoney entities, one a line.
//!
//! Properties hold what FollowTheMoney has a place for; the object as `register.json` has it, with every claim and
//! every piece of evidence, stands beside them under `popolo`, so that nothing is lost. Always holds: an entity that a
//! property names has a line of its own.

use super::register::RegisterView;
use super::{Output, Reports};
use serde_json::{Map, Value, json};

/// The entities.
pub(super) fn make(reports: &Reports<'_>) -> Vec<Output> {
    let register =
        serde_json::to_value(RegisterView::new(reports.register, reports.sources)).unwrap_or_default();
    let mut lines: Vec<Value> = Vec::new();
    for document in reports.sources.iter() {
        let mut entity = Entity::new("Document", &document_id(&document.path));
        entity.add("fileName", &document.path);
        entity.add("contentHash", &document.sha256);
        entity.add("mimeType", document.media_type);
        entity.add("title", document.head.title.as_deref().unwrap_or_default());
        entity.add("publisher", document.head.publisher.as_deref().unwrap_or_default());
        entity.add("date", document.head.published.as_deref().unwrap_or_default());
        lines.push(entity.line(None));
    }
    let objects = |key: &str| register.get(key).and_then(Value::as_array).into_iter().flatten();
    lines.extend(objects("organizations").map(organization));
    lines.extend(objects("persons").map(person));
    lines.extend(objects("posts").map(post));
    lines.extend(objects("events").map(event));
    let posts: Vec<&Value> = objects("posts").collect();
    lines.extend(objects("memberships").map(|known| membership(known, &posts)));
    lines.extend(objects("likely").zip(1..).map(|(pair, at)| likely(pair, at)));
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    vec![Output { path: "register.ftm.jsonl".to_owned(), bytes: text.into_bytes() }]
}

struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Value>,
}

impl Entity {
    fn new(schema: &'static str, id: &str) -> Self {
        Self { id: entity_id(id), schema, properties: Map::new() }
    }

    /// Adds a value; an empty one is none.
    fn add(&mut self, property: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let values = self.properties.entry(property).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values
            && !values.iter().any(|known| known == value)
        {
            values.push(Value::from(value));
        }
    }

    /// Adds the values of all claims of a field, and their documents as proof.
    fn claims(&mut self, property: &str, object: &Value, field: &str) {
        for claim in claims(object.get(field)) {
            if let Some(value) = claim.get("value") {
                self.add(property, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
            self.proof(claim.get("evidence"));
        }
    }

    fn proof(&mut self, places: Option<&Value>) {
        for place in places.and_then(Value::as_array).into_iter().flatten() {
            if let Some(path) = place.get("source").and_then(Value::as_str) {
                self.add("proof", &entity_id(&document_id(path)));
            }
        }
    }

    /// Adds the entity that a field names.
    fn link(&mut self, property: &str, object: &Value, field: &str) {
        if let Some(id) = object.get(field).and_then(Value::as_str) {
            self.add(property, &entity_id(id));
        }
    }

    fn line(self, popolo: Option<&Value>) -> Value {
        let mut out = json!({
            "id": self.id,
            "schema": self.schema,
            "properties": self.properties,
            "datasets": ["diwan"],
        });
        if let (Some(object), Some(popolo)) = (out.as_object_mut(), popolo) {
            object.insert("popolo".to_owned(), popolo.clone());
        }
        out
    }
}

fn claims(field: Option<&Value>) -> &[Value] {
    match field {
        Some(Value::Array(claims)) => claims,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

fn of(schema: &'static str, object: &Value) -> Entity {
    Entity::new(schema, object.get("id").and_then(Value::as_str).unwrap_or_default())
}

/// An id of the register as FollowTheMoney likes it.
fn entity_id(id: &str) -> String {
    id.replace('/', "-")
}

fn document_id(path: &str) -> String {
    format!("document/{path}")
}

fn organization(object: &Value) -> Value {
    let mut out = of("Organization", object);
    out.claims("name", object, "name");
    out.claims("alias", object, "other_names");
    out.claims("weakAlias", object, "acronym");
    if !out.properties.contains_key("name") {
        out.claims("name", object, "acronym");
    }
    out.claims("address", object, "area");
    out.link("parent", object, "parent_id");
    out.line(Some(object))
}

fn person(object: &Value) -> Value {
    let mut out = of("Person", object);
    out.claims("name", object, "name");
    let latin = if out.properties.contains_key("name") { "alias" } else { "name" };
    out.claims(latin, object, "other_names");
    out.claims("title", object, "honorific_prefix");
    out.claims("gender", object, "gender");
    out.claims("email", object, "email");
    out.claims("phone", object, "phone");
    out.claims("idNumber", object, "identifier");
    out.line(Some(object))
}

fn post(object: &Value) -> Value {
    let mut out = of("Position", object);
    out.add("name", object.get("label").and_then(Value::as_str).unwrap_or_default());
    out.add("summary", object.get("organ").and_then(Value::as_str).unwrap_or_default());
    out.link("organization", object, "organization_id");
    out.line(Some(object))
}

fn event(object: &Value) -> Value {
    let mut out = of("Event", object);
    out.claims("name", object, "classification");
    if !out.properties.contains_key("name") {
        out.add("name", "event");
    }
    out.claims("summary", object, "organ");
    out.claims("date", object, "start_date");
    out.claims("startDate", object, "term_start");
    out.claims("endDate", object, "term_end");
    out.claims("location", object, "location");
    out.link("organizer", object, "organization_id");
    out.line(Some(object))
}

/// A seat is an `Occupancy` of its `Position`, an office elsewhere an `Employment`, any other a `Membership`.
fn membership(object: &Value, posts: &[&Value]) -> Value {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let label =
        claims(object.get("post")).first().and_then(|claim| claim.get("value")).and_then(Value::as_str);
    let position = posts.iter().find(|post| {
        label.is_some()
            && post.get("label").and_then(Value::as_str) == label
            && post.get("organization_id").and_then(Value::as_str) == text("organization_id")
    });
    let standing = text("standing").unwrap_or_default();
    let schema = match (standing, position) {
        ("seat" | "outgoing", Some(_)) => "Occupancy",
        ("affiliation", _) if text("organization_id").is_some() => "Employment",
        _ => "Membership",
    };
    let mut out = of(schema, object);
    match (schema, position) {
        ("Occupancy", Some(position)) => {
            out.link("holder", object, "person_id");
            out.link("post", position, "id");
            out.add("status", if standing == "outgoing" { "ended" } else { "unknown" });
            out.claims("summary", object, "role");
        }
        ("Employment", _) => {
            out.link("employee", object, "person_id");
            out.link("employer", object, "organization_id");
            out.claims("role", object, "role");
        }
        _ => {
            out.link("member", object, "person_id");
            let body = if text("organization_id").is_some() { "organization_id" } else { "on_behalf_of_id" };
            out.link("organization", object, body);
            out.claims("role", object, "role");
            out.claims("role", object, "post");
        }
    }
    out.claims("startDate", object, "start_date");
    out.claims("endDate", object, "end_date");
    out.proof(object.get("evidence"));
    out.line(Some(object))
}

/// Two people that may be one: an `UnknownLink` for a human to judge.
fn likely(pair: &Value, at: usize) -> Value {
    let mut out = Entity::new("UnknownLink", &format!("likely/{at}"));
    for (property, place) in [("subject", "/persons/0"), ("object", "/persons/1")] {
        let person = pair.pointer(place).and_then(Value::as_str).unwrap_or_default();
        out.add(property, &entity_id(person));
    }
    out.add("role", "possibly-same-as");
    out.proof(pair.get("evidence"));
    out.line(Some(pair))
}
