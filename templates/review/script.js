"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const ROWS = 400; // rows of a sheet shown at once
  const store = "diwan-corrections:" + data.digest;
  const state = { document: -1, value: -1, rows: ROWS, corrections: [] };

  /** An element with attributes and children; text is always text, never markup. */
  const el = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") node.addEventListener("click", value);
      else if (value !== null && value !== false) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };
  const label = (field) => data.fields[field] ?? field;
  const IDS = ["classification", "gender", "outgoing-post", "post", "weekday"];
  /** A value as people say it: ids of seats, meetings and weekdays have words. */
  const told = (field, value) => (IDS.includes(field) && data.words[value]) || value;
  const isolated = (text) => el("bdi", {}, text);

  // Corrections outlive the page where the browser allows it; without storage they live as long as the page.
  try { state.corrections = JSON.parse(localStorage.getItem(store)) ?? []; } catch { state.corrections = []; }
  const keep = () => {
    try { localStorage.setItem(store, JSON.stringify(state.corrections)); } catch { /* private window */ }
    $("count").textContent = state.corrections.length;
  };

  const quoted = (text) => '"' + [...text].map((c) => {
    const code = c.codePointAt(0);
    if (c === '"' || c === "\\") return "\\" + c;
    if (code < 0x20 || code === 0x7f || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
      return "\\u" + code.toString(16).padStart(4, "0");
    }
    return c;
  }).join("") + '"';
  const toml = () => state.corrections.map(({ kind, ...rest }) => {
    const lines = Object.entries(rest).map(([key, value]) =>
      key + " = " + (Array.isArray(value) ? "[" + value.map(quoted).join(", ") + "]" : quoted(value)));
    return "[[" + kind + "]]\n" + lines.join("\n") + "\n";
  }).join("\n");

  // What else is read of one field of one subject, in this document or another: by field and subject.
  const readings = new Map();
  data.documents.forEach((doc) => doc.values.forEach((value) => {
    if (!value.subject) return;
    const key = value.field + "\n" + value.subject;
    if (!readings.has(key)) readings.set(key, new Map());
    if (!readings.get(key).has(value.value)) readings.get(key).set(value.value, doc.path || doc.id);
  }));
  const OTHERS = 6; // other readings shown of one value
  const others = (value) => [...(readings.get(value.field + "\n" + value.subject) ?? [])]
    .filter(([said]) => said !== value.value).slice(0, OTHERS);
  /** Field, value and rule, and the other readings below. */
  const hover = (value) => [label(value.field) + ": " + told(value.field, value.value) + " (" + value.rule + ")",
    ...others(value).map(([said, path]) => "قراءة أخرى: " + told(value.field, said) + " (" + path + ")")].join("\n");

  // The list of documents.
  const buttons = data.documents.map((doc, at) => {
    const count = data.findings.filter((finding) => finding.places.some((place) => place.document === at)).length;
    const about = doc.values.length + " قيمة" + (count ? "، " + count + " ملاحظة" : "");
    const button = el("button", { type: "button", onclick: () => open(at) }, isolated(doc.path || doc.id), document.createElement("br"), el("small", {}, about));
    $("documents").append(el("li", {}, button));
    return button;
  });
  let small = null; // paths, titles and texts in small letters, made once when somebody searches
  $("search").addEventListener("input", () => {
    small ??= data.documents.map((doc) => [doc.path, doc.title ?? "", doc.text].join("\n").toLowerCase());
    const words = $("search").value.trim().toLowerCase();
    data.documents.forEach((_, at) => { buttons[at].parentElement.hidden = !small[at].includes(words); });
  });

  /** The nodes of `text[start..end)`, each stretch marked with the values and findings that cite it. */
  const marked = (doc, at, start, end, spans) => {
    const inside = spans.filter((span) => span.start < end && span.end > start);
    const cuts = [...new Set([start, end, ...inside.flatMap((span) => [Math.max(span.start, start), Math.min(span.end, end)])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, i) => {
      const text = doc.text.slice(from, cuts[i + 1]);
      const here = inside.filter((span) => span.start <= from && span.end >= cuts[i + 1]);
      const values = here.filter((span) => span.value !== undefined).sort((a, b) => (a.end - a.start) - (b.end - b.start));
      if (!here.length) return text;
      const first = values.length ? doc.values[values[0].value] : null;
      const title = values.map((span) => hover(doc.values[span.value])).join("\n");
      return el("mark", {
        "data-kind": first?.kind, "data-values": values.map((span) => span.value).join(" "),
        class: here.some((span) => span.finding !== undefined) ? "said" : null, title: title || null,
        onclick: () => values.length && choose(values[0].value, "list"),
      }, text);
    });
  };

  const spansOf = (doc, at) => {
    const spans = doc.values.map((value, index) => ({ start: value.at[0], end: value.at[1], value: index }));
    data.findings.forEach((finding, index) => finding.places.forEach((place) => {
      // A whole row or item is the finding's context; marking all of it would hide what it is about.
      if (place.document === at && place.at[1] - place.at[0] < 200) spans.push({ start: place.at[0], end: place.at[1], finding: index });
    }));
    return spans.sort((a, b) => a.start - b.start);
  };

  const draw = () => {
    const at = state.document, doc = data.documents[at];
    const spans = spansOf(doc, at);
    const within = (start, end) => {
      // Spans are short and sorted: those that can reach this stretch begin before its end.
      const out = [];
      for (const span of spans) { if (span.start >= end) break; if (span.end > start) out.push(span); }
      return out;
    };
    const main = $("text");
    // One direction for the document: a line of an Arabic text that begins with a Latin name still runs right to left.
    const letters = (pattern) => (doc.text.match(pattern) ?? []).length;
    main.dir = letters(/\p{Script=Latin}/gu) > letters(/\p{Script=Arabic}/gu) ? "ltr" : "rtl";
    main.replaceChildren(el("h2", {}, isolated(doc.title ?? doc.path ?? doc.id)));
    if (!doc.sheets.length) {
      let start = 0;
      for (const line of doc.text.split("\n")) {
        const end = start + line.length;
        if (line.trim()) {
          const middle = start + (line.length >> 1);
          const aside = doc.furniture.some(([from, to]) => from <= middle && middle < to);
          main.append(el("p", { class: aside ? "furniture" : null }, ...marked(doc, at, start, end, within(start, end))));
        }
        start = end + 1;
      }
      return;
    }
    let left = state.rows, more = false;
    for (const sheet of doc.sheets) {
      const table = el("table", {}, el("caption", {}, isolated(sheet.name)));
      for (const row of sheet.rows) {
        if (left-- <= 0) { more = true; break; }
        const cells = [];
        for (const [column, start, end] of row.cells) {
          while (cells.length < column) cells.push(el("td"));
          cells.push(el("td", {}, ...marked(doc, at, start, end, within(start, end))));
        }
        table.append(el("tr", {}, el("th", { scope: "row" }, String(row.number)), ...cells));
      }
      main.append(table);
      if (more) break;
    }
    if (more) main.append(el("button", { type: "button", onclick: () => { state.rows += 4 * ROWS; draw(); } }, "صفوف أخرى"));
  };

  const list = () => {
    const doc = data.documents[state.document];
    let group = null;
    const items = [];
    doc.values.forEach((value, index) => {
      if (value.subject !== group) {
        group = value.subject;
        if (group) items.push(el("li", { class: "group" }, el("h3", {}, isolated(group))));
      }
      items.push(el("li", {},
        el("button", { type: "button", class: "go", "data-value": index, title: hover(value), onclick: () => choose(index, "text") },
          el("span", { class: "field" }, label(value.field)), isolated(told(value.field, value.value))),
        !value.correct ? "" : el("button", { type: "button", class: "edit", "aria-label": "تصحيح " + label(value.field) + " " + told(value.field, value.value), onclick: () => edit(index) }, "✎")));
    });
    $("values").replaceChildren(...items);
    $("detail").textContent = "";
  };

  const names = { error: "خطأ", warning: "تنبيه", note: "إشارة" };
  const remarks = () => {
    const shown = new Set([...document.querySelectorAll("#severities input[value]")].filter((box) => box.value !== "on" && box.checked).map((box) => box.value));
    const everywhere = $("everywhere").checked;
    const items = data.findings.flatMap((finding) => {
      const here = finding.places.find((place) => place.document === state.document);
      if (!shown.has(finding.severity) || !(everywhere || here || !finding.places.length)) return [];
      const place = (everywhere ? finding.places[0] : here) ?? null;
      const item = el("li", { class: finding.severity + (finding.suppressed ? " suppressed" : "") },
        el("button", { type: "button", class: "go", onclick: () => place && show(place) },
          el("b", {}, names[finding.severity]), " ", isolated(finding.message.ar), " ", el("code", {}, finding.code)));
      if (finding.suggestion) item.append(el("p", { class: "remedy" }, "المقترح: ", isolated(finding.suggestion)));
      if (finding.suppressed) item.append(el("p", { class: "remedy" }, "مقبولة: ", isolated(finding.suppressed)));
      if (finding.names.length === 2) {
        item.append(
          el("button", { type: "button", onclick: () => verdict("same", finding) }, "شخص واحد"), " ",
          el("button", { type: "button", onclick: () => verdict("different", finding) }, "شخصان"));
      }
      return [item];
    });
    $("findings").replaceChildren(...(items.length ? items : [el("li", {}, "لا ملاحظات هنا.")]));
  };

  const verdict = (kind, finding) => {
    state.corrections.push({ kind, names: finding.names, reason: "مراجعة بشرية" });
    keep();
    sheet();
  };

  const show = (place) => {
    if (place.document !== state.document) open(place.document);
    const doc = data.documents[place.document];
    const index = doc.values.findIndex((value) => value.at[0] < place.at[1] && value.at[1] > place.at[0]);
    if (index >= 0) choose(index, "both");
  };

  const choose = (index, where) => {
    const doc = data.documents[state.document], value = doc.values[index];
    if (!value) return;
    state.value = index;
    document.querySelectorAll(".chosen").forEach((node) => node.classList.remove("chosen"));
    const marks = [...document.querySelectorAll("mark")].filter((mark) => mark.dataset.values.split(" ").includes(String(index)));
    marks.forEach((mark) => mark.classList.add("chosen"));
    const row = document.querySelector('#values .go[data-value="' + index + '"]');
    row?.classList.add("chosen");
    if (where !== "list") marks[0]?.scrollIntoView({ block: "center" });
    if (where !== "text") row?.scrollIntoView({ block: "nearest" });
    const also = others(value);
    $("detail").replaceChildren(label(value.field), " · ", isolated(value.place), " · ", el("code", {}, value.rule),
      ...(also.length ? [" · قراءات أخرى: ", ...also.flatMap(([said, path]) => [isolated(told(value.field, said)), " (", isolated(path), ") "])] : []));
  };

  let edited = -1;
  const edit = (index) => {
    const value = data.documents[state.document].values[index];
    if (!value?.correct) return;
    edited = index;
    choose(index, "both");
    $("edit-read").replaceChildren(label(value.field), ": ", isolated(value.value));
    $("edit-value").value = value.value;
    $("edit-reason").value = "";
    $("edit").showModal();
    $("edit-value").select();
  };
  $("edit").addEventListener("close", () => {
    if ($("edit").returnValue !== "keep") return;
    const doc = data.documents[state.document], value = doc.values[edited];
    state.corrections.push({
      kind: "value", document: doc.path || doc.id, record: value.record, ...(value.subject && { subject: value.subject }),
      field: value.correct, read: value.value, value: $("edit-value").value, reason: $("edit-reason").value,
    });
    $("edit").returnValue = "";
    keep();
  });

  const sheet = () => {
    $("toml").value = toml();
    $("copied").textContent = "";
    if (!$("sheet").open) $("sheet").showModal();
  };
  $("corrections").addEventListener("click", sheet);
  $("copy").addEventListener("click", async () => {
    $("toml").select();
    let done = false;
    try { await navigator.clipboard.writeText($("toml").value); done = true; } catch { done = document.execCommand("copy"); }
    $("copied").textContent = done ? "نُسخ" : "لم يُنسخ؛ انسخ النص المحدد";
  });
  $("clear").addEventListener("click", () => { state.corrections = []; keep(); sheet(); });
  document.querySelectorAll("dialog .close").forEach((button) => button.addEventListener("click", () => button.closest("dialog").close()));
  $("keys").addEventListener("click", () => $("help").showModal());

  const dress = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    $("theme").setAttribute("aria-pressed", String(dark));
  };
  dress(matchMedia("(prefers-color-scheme: dark)").matches);
  $("theme").addEventListener("click", () => dress(document.documentElement.dataset.theme !== "dark"));
  $("severities").addEventListener("change", remarks);

  const open = (at) => {
    if (at < 0 || at >= data.documents.length) return;
    buttons[state.document]?.removeAttribute("aria-current");
    state.document = at; state.value = -1; state.rows = ROWS;
    buttons[at].setAttribute("aria-current", "true");
    buttons[at].scrollIntoView({ block: "nearest" });
    draw(); list(); remarks();
    $("text").scrollTop = 0;
  };

  /** The next document that the search shows, in direction `step`. */
  const turn = (step) => {
    for (let at = state.document + step; at >= 0 && at < buttons.length; at += step) {
      if (!buttons[at].parentElement.hidden) return open(at);
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // By the key's place as well: on an Arabic keyboard these keys give Arabic letters.
    const key = { KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p", KeyE: "e", KeyC: "c" }[event.code] ?? event.key;
    const act = {
      j: () => choose(state.value + 1, "both"), k: () => choose(state.value - 1, "both"),
      n: () => turn(1), p: () => turn(-1), e: () => edit(state.value), c: sheet,
      "/": () => $("search").focus(), "?": () => $("help").showModal(),
    }[key];
    if (act) { event.preventDefault(); act(); }
  });

  const count = data.documents.reduce((sum, doc) => sum + doc.values.length, 0);
  $("summary").textContent = data.documents.length + " وثيقة، " + count + " قيمة، " + data.findings.length + " ملاحظة؛ بتاريخ " + data.as_of;
  keep();
  if (data.documents.length) open(0);
  else $("text").textContent = "لم تُقرأ أي وثيقة.";
})();
