// Drives review.html as a reader would; see run.sh. Every check prints a line; the first that fails ends the run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [browserPath, diwan, work] = process.argv.slice(2);
/** Milliseconds until a page of 500 documents answers, and until it answers a key. */
const READY = 5000, KEY = 300;

/** A project of `files`, run; the address of its page. */
const project = (name, files) => {
  const folder = resolve(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "input"), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, "input", file), text);
  run(folder);
  return { folder, address: "file://" + join(folder, "output/review.html") };
};
const run = (folder) =>
  execFileSync(diwan, ["run", folder, "--as-of", "2024-06-30", "--only", "review,records", "--fail-on", "never", "-q"]);

const names = ["أمينة الصقلي", "كريم بناني", "ليلى العمراني", "يونس الدرقاوي", "سعاد الراجي", "هشام المريني", "نادية الفاسي"];
const communique = (at) => {
  const who = (step) => names[(at + step) % names.length];
  return `بلاغ رقم ${at}\nانتخب الجمع العام العادي لجمعية الحي رقم ${at}، المنعقد يوم السبت ${1 + (at % 27)} مارس 2023 بأكادير، المكتب المسير لولاية مدتها ثلاث سنوات:\n` +
    `- الرئيسة: ${who(0)}\n- نائب الرئيسة: ${who(1)}\n- الكاتب العام: ${who(2)}\n- أمينة المال: ${who(3)}\n` +
    "وناقش الحاضرون التقرير الأدبي والتقرير المالي وصادقوا عليهما بالإجماع.\n".repeat(6);
};
const hostile = communique(3) +
  "</script><script>window.broken = 1</script><img src=x onerror=\"window.broken = 2\">\n- المستشار: <b onmouseover=alert(1)>عمر</b>\n";

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const open = async (address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 850 }, permissions: [], ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("dialog", (dialog) => { page.faults.push("dialog " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => /^(file|data):/.test(request.url()) || page.faults.push("request " + request.url()));
  const started = performance.now();
  await page.goto(address);
  await page.waitForSelector("main p, main table");
  page.ready = performance.now() - started;
  return page;
};
const said = (what) => console.log("ok  " + what);
const shot = (page, name) => page.screenshot({ path: join(work, name + ".png") });
const chosen = (page) => page.$eval("#values .chosen", (node) => Number(node.dataset.value)).catch(() => -1);
const inView = (page, selector) => page.$eval(selector, (node) => {
  const box = node.getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
});

// One small project, with a text that would like to be markup.
const small = project("small", { "a.txt": communique(1), "b.txt": hostile, "c.txt": communique(1).replace("كريم بناني", "كريم بنانى") });
let page = await open(small.address);
await page.click("#documents li:nth-child(2) button");
assert.equal(await page.evaluate(() => window.broken), undefined);
const text = await page.textContent("main");
assert.ok(text.includes("</script><script>window.broken = 1</script>") && text.includes("onerror="), "the text shows as text");
assert.equal(await page.$$eval("main img, main script, main b", (nodes) => nodes.length), 0);
said("a communiqué with <script> in it shows as text");

await page.click("#documents li:nth-child(1) button");
const listed = await page.$$eval("#values .go", (nodes) => nodes.map((node) => node.textContent).join("\n"));
assert.ok(!/\b(president|male|female|saturday|assembly)\b/.test(listed), "ids have words");
await page.click("#values .go >> nth=4");
assert.ok(await page.$("mark.chosen") && await inView(page, "mark.chosen"), "a value shows its place");
await page.click("main mark >> nth=2");
assert.ok(await chosen(page) >= 0 && await inView(page, "#values .chosen"), "a place shows its values");
const title = await page.getAttribute("main mark >> nth=2", "title");
assert.match(title, /\(.+\)/, "the rule shows on hover");
const hovers = await page.$$eval("main mark[title], #values .go", (nodes) => nodes.map((node) => node.title));
assert.ok(hovers.some((words) => words.includes("قراءة أخرى: ")), "other readings show on hover");
said("click a value to see its place, a place to see its values, hover to see the rule");

await page.keyboard.press("j");
const first = await chosen(page);
await page.keyboard.press("j");
assert.equal(await chosen(page), first + 1);
await page.keyboard.press("k");
assert.equal(await chosen(page), first);
const current = () => page.$eval("#documents [aria-current]", (node) => node.textContent);
const before = await current();
await page.keyboard.press("n");
assert.notEqual(await current(), before);
await page.keyboard.press("p");
assert.equal(await current(), before);
await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "ت", code: "KeyJ", bubbles: true })));
assert.ok(await chosen(page) >= 0, "an Arabic keyboard works");
await page.keyboard.press("/");
assert.equal(await page.evaluate(() => document.activeElement.id), "search");
await page.keyboard.press("Escape");
await page.keyboard.press("?");
assert.ok(await page.$("#help[open]"));
await page.keyboard.press("Escape");
said("keyboard: j k n p / ? on any layout");

// A correction, from the key to the file, and what the next run makes of it.
await page.keyboard.press("Home");
const index = await page.$$eval("#values li", (items) => items.findIndex((item) => item.querySelector(".edit") && item.textContent.includes("كريم")));
await page.click(`#values li:nth-child(${index + 1}) .go`);
await page.keyboard.press("e");
await page.fill("#edit-value", 'كريم "البناني"');
await page.fill("#edit-reason", "كما في المحضر");
await page.click("#edit-keep");
await page.waitForFunction(() => document.getElementById("count").textContent === "1");
await page.keyboard.press("c");
const toml = await page.inputValue("#toml");
assert.match(toml, /\[\[value\]\]/);
await page.click("#copy");
await page.waitForFunction(() => document.getElementById("copied").textContent);
await page.keyboard.press("Escape");
writeFileSync(join(small.folder, "input/corrections.toml"), toml);
run(small.folder);
assert.ok(readFileSync(join(small.folder, "output/register.json"), "utf8").includes("البناني"), "the correction counts");
said("e corrects, c shows, and the next run takes the correction over");

const shown = () => page.$$eval("#findings li", (items) => items.map((item) => item.className).filter(Boolean));
await page.check("#everywhere");
const all = await shown();
assert.ok(all.length > 0, "there are findings");
for (const severity of ["error", "warning", "note"]) await page.uncheck(`#severities input[value=${severity}]`);
assert.equal((await shown()).length, 0);
for (const severity of ["error", "warning", "note"]) {
  await page.check(`#severities input[value=${severity}]`);
  assert.ok((await shown()).every((kind) => kind.startsWith(severity)), severity);
  await page.uncheck(`#severities input[value=${severity}]`);
}
for (const severity of ["error", "warning", "note"]) await page.check(`#severities input[value=${severity}]`);
assert.deepEqual(await shown(), all);
await page.click("#findings .go >> nth=0");
said("findings are filtered by severity, and lead to their place");

const nameless = async () => {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const asks = ["button", "textbox", "searchbox", "checkbox", "link", "dialog", "navigation", "complementary", "main", "toolbar"];
  const open = nodes.filter((node) => !node.ignored && asks.includes(node.role?.value));
  assert.ok(open.length > 20, "the tree is there");
  return open.filter((node) => !node.name?.value?.trim()).map((node) => node.role.value);
};
assert.deepEqual(await nameless(), []);
await page.keyboard.press("c");
const client = await page.context().newCDPSession(page);
const { nodes } = await client.send("Accessibility.getFullAXTree");
assert.ok(nodes.some((node) => node.role?.value === "dialog" && node.name?.value), "the dialog has a name");
await page.keyboard.press("Escape");
said("everything that can be used has a name");

const contrast = () => page.evaluate(() => {
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const light = (hex) => {
    const part = (at) => { const c = parseInt(hex.slice(at, at + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  };
  const pairs = [["--ink", "--paper"], ["--soft", "--paper"], ["--soft", "--panel"], ["--error", "--panel"], ["--warning", "--panel"],
    ["--note", "--panel"], ["--ink", "--person"], ["--ink", "--post"], ["--ink", "--body"], ["--ink", "--event"], ["--ink", "--other"], ["--chosen-ink", "--chosen"]];
  return pairs.map(([ink, ground]) => {
    const [one, other] = [light(value(ink)), light(value(ground))].sort((a, b) => b - a);
    return [ink + " on " + ground, (one + 0.05) / (other + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5);
});
assert.deepEqual(await contrast(), [], "light");
await shot(page, "desktop");
await page.click("#theme");
assert.equal(await page.getAttribute("html", "data-theme"), "dark");
assert.deepEqual(await contrast(), [], "dark");
await shot(page, "dark");
await page.emulateMedia({ media: "print" });
assert.equal(await page.isVisible("nav"), false);
assert.ok(await page.isVisible("main") && await page.isVisible("#findings"));
const ink = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
assert.equal(ink, "rgb(255, 255, 255)", "paper is white, by night too");
const grounds = await page.$$eval("mark", (marks) => [...new Set(marks.map((mark) => getComputedStyle(mark).backgroundColor))]);
assert.deepEqual(grounds, ["rgba(0, 0, 0, 0)"], "marks are underlined, not coloured");
await shot(page, "print");
said("dark mode and print; every colour can be read");
assert.deepEqual(page.faults, []);
await page.context().close();

page = await open(small.address, { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true });
assert.equal(await page.getAttribute("html", "data-theme"), "dark", "the reader's own preference");
await page.tap("main mark >> nth=0");
assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing stands beyond the edge");
await shot(page, "phone");
assert.deepEqual(page.faults, []);
await page.context().close();
said("a phone shows it without scrolling sideways");

// Five hundred documents.
const files = {};
for (let at = 0; at < 500; at++) files[`bayan-${String(at).padStart(3, "0")}.txt`] = communique(at);
const large = project("large", files);
page = await open(large.address);
const key = async (name) => {
  const took = await page.evaluate((name) => new Promise((done) => {
    const started = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  }), name);
  return took;
};
const worst = {};
for (const name of ["j", "n", "k", "p"]) {
  const times = [];
  for (let again = 0; again < 12; again++) times.push(await key(name));
  worst[name] = Math.round(times.sort((a, b) => a - b)[9]);
}
worst.search = Math.round(await page.evaluate(() => new Promise((done) => {
  const box = document.getElementById("search");
  box.value = "رقم 4";
  box.dispatchEvent(new Event("input"));
  const started = performance.now();
  box.value = "رقم 499";
  box.dispatchEvent(new Event("input"));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})));
await page.check("#everywhere");
worst.everywhere = Math.round(await page.evaluate(() => new Promise((done) => {
  const started = performance.now();
  document.getElementById("severities").dispatchEvent(new Event("change"));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
})));
const visible = await page.$$eval("#documents li", (items) => items.filter((item) => item.checkVisibility()).length);
const findings = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).findings.length);
console.log(`    ${findings} findings; ready in ${Math.round(page.ready)} ms; milliseconds, of twelve the third worst: ${JSON.stringify(worst)}`);
assert.equal(visible, 1, "the search finds one");
assert.ok(page.ready < READY, `ready in ${page.ready} ms`);
for (const [name, took] of Object.entries(worst)) assert.ok(took < KEY, `${name} takes ${took} ms`);
await shot(page, "large");
assert.deepEqual(page.faults, []);
said("500 documents stay responsive");
await browser.close();
