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
// Where a file says something else than the page: what the file says, by item, until the reviewer decides.
const conflicts = new Map();
let keepsProgress = true;

function keyOf(entry) {
  return JSON.stringify([entry.clause, entry.source]);
}

function takeEntries(entries) {
  gone = [];
  for (const item of items) item.entry = TAKEN_BACK;
  for (const entry of entries) {
    const item = itemByKey.get(keyOf(entry));
    if (item) item.entry = says(entry) ? entry : TAKEN_BACK;
    else if (says(entry)) gone.push(entry);
  }
}

// Whether a block is more than a blank to be filled in.
function says(entry) {
  return Boolean(entry && (entry.verdict || entry.note));
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
  conflicts.delete(item.key); // to sign is to decide
  put(item, says(entry) ? entry : TAKEN_BACK, false);
  keep();
}

function put(item, entry, saved) {
  item.entry = entry;
  records.set(item.key, { entry, base: baseOf(item), saved });
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
  return says(entry) ? [entry.verdict, entry.by, entry.on, entry.note, entry.fingerprint].join("\u0000") : "";
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
    const kept = {
      reviewer: reviewerName(),
      records: [...records].map(packed),
      conflicts: [...conflicts].map(packed),
      gone: gone.filter((entry) => embedded.get(keyOf(entry)) !== gist(entry)),
    };
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
    return { records: [], conflicts: [], gone: [], reviewer, ...found };
  } catch {
    keepsProgress = false;
    return null;
  }
}

// What becomes of what a file says, when it meets what the page has of an item. A blank never takes the place
// of anything. A verdict gives way only to a later one of the same person.
function meeting(own, isSaved, theirs) {
  if (!says(theirs) || gist(own) === gist(theirs)) return "same";
  if (!own) return isSaved ? "added" : "different"; // what has just been taken back here is not brought back
  const isLater = own.verdict && theirs.verdict && own.by === theirs.by && theirs.on > own.on;
  return isLater && isSaved ? "replaced" : "different";
}

// Verdicts and notes of an earlier visit, met by a file that the page was made with since.
function resume(found) {
  let count = 0;
  for (const [key, record] of found.records) {
    const item = itemByKey.get(key);
    if (!item) continue;
    const own = unpacked(item, record.entry);
    if (record.base !== baseOf(item)) {
      const what = meeting(own, record.saved, item.entry);
      if (["added", "replaced"].includes(what)) continue;
      if (what === "different") conflicts.set(key, { entry: item.entry, file: "the file that this page was made with" });
    }
    item.entry = own;
    records.set(key, { ...record, entry: own });
    count += 1;
  }
  for (const [key, { entry, file }] of found.conflicts || []) {
    const item = itemByKey.get(key);
    if (item) conflicts.set(key, { entry: unpacked(item, entry), file });
  }
  (found.gone || []).forEach(addGone);
  return count;
}

// Take what a file says where the page has nothing; where both say something else, the reviewer decides.
function load(review, file) {
  const counts = { same: 0, added: 0, replaced: 0, different: 0 };
  const theirs = new Map(review.entries.map((entry) => [keyOf(entry), entry]));
  // What both have together stands in no file yet, unless this one has it all.
  const hasAll = items.every((item) => !item.entry || gist(item.entry) === gist(theirs.get(item.key)));
  conflicts.clear();
  for (const entry of review.entries) {
    const item = itemByKey.get(keyOf(entry));
    if (!says(entry)) continue;
    if (!item) {
      counts[addGone(entry)] += 1;
      continue;
    }
    const record = records.get(item.key);
    const what = meeting(item.entry, !record || record.saved, entry);
    counts[what] += 1;
    if (what === "different") conflicts.set(item.key, { entry, file });
    else if (what !== "same") put(item, entry, hasAll);
  }
  keep();
  return counts;
}

// A block for what the draft does not have any more. Nobody can decide on it here: the page's own stays.
function addGone(entry) {
  if (gone.some((one) => keyOf(one) === keyOf(entry))) return "same";
  gone.push(entry);
  return "added";
}

function decide(item, takeTheirs) {
  const { entry } = conflicts.get(item.key);
  conflicts.delete(item.key);
  if (takeTheirs) put(item, entry, false);
  else if (records.has(item.key)) records.get(item.key).base = baseOf(item);
  keep();
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
