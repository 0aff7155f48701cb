#![allow(
    clippy::all,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::expect_used,
    missing_docs
)]
use diwan::{document::*, extract, model::*, seeds::Seeds, text::*};
use serde_json::json;
fn main() {
    let mut own = std::collections::BTreeMap::new();
    if let Ok(d) = std::env::var("SEEDS") {
        for f in std::fs::read_dir(d).unwrap() {
            let f = f.unwrap();
            own.insert(
                format!("lexicon/{}", f.file_name().to_string_lossy()),
                std::fs::read_to_string(f.path()).unwrap(),
            );
        }
    }
    let seeds = Seeds::load(&own).unwrap_or_else(|e| panic!("{e}"));
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = std::path::Path::new(&path).file_stem().unwrap().to_string_lossy().to_string();
        let doc = Document {
            source: SourceId(0),
            id,
            path,
            sha256: String::new(),
            media_type: "text/plain",
            head: Head::default(),
            text,
            blocks: vec![],
            notes: vec![],
        };
        let r = extract::record(&doc, &seeds);
        let g =
            |g: &Option<Cited<Gender>>| g.as_ref().map(|g| if g.value == Gender::Female { "f" } else { "m" });
        let v = |c: &Option<Cited<String>>| c.as_ref().map(|c| c.value.clone());
        let members: Vec<_> = r.memberships.iter().map(|m| json!({"name": m.person.name.value, "gender": g(&m.person.gender), "post": m.post.as_ref().map(|p| p.value.0.clone()), "portfolio": v(&m.portfolio), "role": v(&m.role), "hon": v(&m.person.honorific_prefix),
            "affiliations": m.affiliations.iter().map(|a| json!({"role_text": v(&a.role), "organization": v(&a.organization), "acronym": v(&a.acronym), "area": v(&a.area)})).collect::<Vec<_>>()})).collect();
        let e = r.event.as_ref();
        println!(
            "{}",
            json!({"id": r.id, "organization": r.organization.as_ref().map(|o| o.name.value.clone()), "others": r.organization.as_ref().map(|o| o.other_names.iter().map(|n| n.value.clone()).collect::<Vec<_>>()), "organ": v(&r.organ),
            "event": {"type": e.map(|e| e.classification.value), "date": e.and_then(|e| e.start_date.as_ref()).map(|d| d.value.to_string()), "weekday": e.and_then(|e| e.weekday.as_ref()).map(|d| d.value), "place": e.and_then(|e| v(&e.location))},
            "term_years": r.term.as_ref().and_then(|t| t.years.as_ref()).map(|y| y.value), "counts": r.declared_counts.iter().map(|c| format!("{}={}", c.value.what, c.value.value)).collect::<Vec<_>>(),
            "members": members, "outgoing": r.outgoing.iter().map(|o| json!({"name": o.person.name.value, "post": o.post.as_ref().map(|p| p.value.0.clone())})).collect::<Vec<_>>()})
        );
    }
}
