//! The register as tables: which columns show which fields, for the database and for CSV files.

use serde_json::Value;

/// Each table, the register's key for it, and its columns in the order of the schema.
pub(super) const TABLES: [(&str, &str, &[&str]); 6] = [
    ("organizations", "organizations", &["id", "name", "acronym", "area", "parent_id"]),
    (
        "persons",
        "persons",
        &["id", "name", "other_names", "honorific_prefix", "gender", "email", "phone", "identifier"],
    ),
    ("posts", "posts", &["id", "label", "organization_id", "organ"]),
    (
        "events",
        "events",
        &[
            "id",
            "organization_id",
            "organ",
            "classification",
            "start_date",
            "weekday",
            "location",
            "term_years",
            "term_start",
            "term_end",
        ],
    ),
    (
        "memberships",
        "memberships",
        &[
            "id",
            "standing",
            "person_id",
            "organization_id",
            "on_behalf_of_id",
            "post",
            "role",
            "portfolio",
            "area",
            "start_date",
            "end_date",
            "event_id",
            "organ",
        ],
    ),
    ("terms", "terms", &["id", "organization_id", "event_id", "start_date", "end_date", "until"]),
];

/// What a table shows of a field: its own value, or the value of its best claim.
pub(super) fn best(field: Option<&Value>) -> Option<&Value> {
    match field {
        Some(Value::Array(claims)) => claims.first().and_then(|claim| claim.get("value")),
        Some(one @ Value::Object(_)) => one.get("value"),
        other => other,
    }
}

/// A value in a cell: text as such, anything else as JSON.
pub(super) fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
