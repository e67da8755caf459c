// What has been signed: in the file that came with the page, in this browser, in a file that is loaded.

const DATA = JSON.parse(document.getElementById("data").textContent);
const STORE = "drafter-review:" + DATA.fingerprint;
const TAKEN_BACK = null;

const items = DATA.clauses.flatMap((clause) => clause.items.map((item) => ({ ...item, clause })));
items.forEach((item, place) => {
  item.key = JSON.stringify([item.clause.id, item.source]);
  item.place = place;
});
const itemByKey = new Map(items.map((item) => [item.key, item]));

// Blocks of the file for what this draft does not have any more: kept, and written back as they are.
let gone = [];
// What was done in this browser, by item: {entry, base, saved}. The base is what the page came with.
let records = new Map();
let keepsProgress = true;

function keyOf(entry) {
  return JSON.stringify([entry.clause, entry.source]);
}

function takeEntries(entries) {
  gone = [];
  for (const item of items) item.entry = TAKEN_BACK;
  for (const entry of entries) {
    const item = itemByKey.get(keyOf(entry));
    if (item) item.entry = entry.verdict || entry.note ? entry : TAKEN_BACK;
    else if (entry.verdict || entry.note) gone.push(entry);
  }
}

function standingOf(item) {
  if (!item.entry || !item.entry.verdict) return "pending";
  return item.entry.fingerprint === item.fingerprint ? item.entry.verdict : "changed";
}

function isOpen(item) {
  return ["pending", "changed"].includes(standingOf(item));
}

function sign(item, verdict, note, reviewer) {
  const entry = {
    clause: item.clause.id,
    source: item.source,
    verdict,
    by: verdict ? reviewer : "",
    on: verdict ? today() : "",
    note,
    wording: item.wording,
    text: item.text,
    fingerprint: item.fingerprint,
  };
  item.entry = verdict || note ? entry : TAKEN_BACK;
  const before = records.get(item.key);
  records.set(item.key, { entry: item.entry, base: before ? before.base : baseOf(item), saved: false });
  keep();
}

function baseOf(item) {
  return embedded.get(item.key) || "";
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// What an entry says, in short: enough to see whether two entries are the same.
function gist(entry) {
  return entry ? [entry.verdict, entry.by, entry.on, entry.note, entry.fingerprint].join("\u0000") : "";
}

// The entries that the page came with, by item: to see later whether a newer file came with it.
const embedded = new Map(DATA.review.entries.map((entry) => [keyOf(entry), gist(entry)]));

// Browsers keep some five million letters for a page, so texts that the page has itself are left out.
function packed([key, record]) {
  const { entry } = record;
  const item = itemByKey.get(key);
  if (!entry || entry.fingerprint !== item.fingerprint) return [key, record];
  const { verdict, by, on, note } = entry;
  return [key, { ...record, entry: { verdict, by, on, note } }];
}

function unpacked(item, entry) {
  if (!entry || entry.fingerprint) return entry;
  const { wording, text, fingerprint } = item;
  return { clause: item.clause.id, source: item.source, ...entry, wording, text, fingerprint };
}

function keep() {
  try {
    const kept = { reviewer: reviewerName(), records: [...records].map(packed) };
    localStorage.setItem(STORE, JSON.stringify(kept));
    // The name is asked for once, not for every draft.
    localStorage.setItem("drafter-review", reviewerName());
  } catch {
    keepsProgress = false;
  }
}

// What this browser has kept of an earlier visit; null where it has nothing or keeps nothing.
function kept() {
  try {
    localStorage.setItem("drafter-review-try", "");
    localStorage.removeItem("drafter-review-try");
    const reviewer = localStorage.getItem("drafter-review") || "";
    const found = JSON.parse(localStorage.getItem(STORE) || "null");
    return { reviewer, records: found ? found.records : [], ...(found ? { reviewer: found.reviewer } : {}) };
  } catch {
    keepsProgress = false;
    return null;
  }
}

// Verdicts of an earlier visit. Those that were saved give way to a file that is newer than they are.
function resume(found) {
  let count = 0;
  for (const [key, record] of found.records) {
    const item = itemByKey.get(key);
    if (!item || (record.saved && record.base !== baseOf(item))) continue;
    item.entry = unpacked(item, record.entry);
    records.set(key, { ...record, entry: item.entry });
    count += 1;
  }
  return count;
}

// Take what a file says, but not over what was done here and not saved yet.
function load(review) {
  const unsaved = [...records].filter(([, record]) => !record.saved);
  takeEntries(review.entries);
  records = new Map();
  let differing = 0;
  for (const [key, record] of unsaved) {
    const item = itemByKey.get(key);
    if (item.entry && gist(item.entry) !== gist(record.entry)) differing += 1;
    item.entry = record.entry;
    records.set(key, record);
  }
  for (const item of items) {
    if (!records.has(item.key) && gist(item.entry) !== baseOf(item)) {
      records.set(item.key, { entry: item.entry, base: baseOf(item), saved: true });
    }
  }
  keep();
  return differing;
}

function entriesToSave() {
  const blank = { verdict: "", by: "", on: "", note: "" };
  const pending = (item) => ({ ...blank, ...item, clause: item.clause.id });
  return [...items.map((item) => item.entry || pending(item)), ...gone];
}

function fileText() {
  return dumpReview(DATA.header, DATA.draft, entriesToSave());
}

function unsavedCount() {
  return [...records.values()].filter((record) => !record.saved).length;
}

function markSaved() {
  for (const record of records.values()) record.saved = true;
  keep();
}
