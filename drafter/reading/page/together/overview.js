// What stands around the question: the theme as a grid, the groups so far, answers that go against one another.

const IN_GRID = 12; // words of each

function nameButton(number, act) {
  const item = items[number];
  const button = makeButton("link", item.name, () => act(number));
  button.title = item.text;
  return button;
}

function gridElement(theme, top, act) {
  const whole = make("div", "scrolls");
  whole.tabIndex = 0;
  whole.setAttribute("role", "region");
  whole.setAttribute("aria-label", "Grid");
  const inTheme = items.flatMap((item, number) => (item.themes.includes(theme) ? [number] : []));
  const names = new Set(inTheme.map((number) => order.names[number]).filter((name) => order.groups.has(name)));
  // Only those that have something here.
  const has = new Set([...inTheme, ...[...names].flatMap((name) => order.membersOf(name))].flatMap((number) => items[number].regions));
  const regions = DATA.regions.filter(([key]) => has.has(key));
  const table = make("table");
  table.append(make("caption", "path", `${themeTitles.get(theme) || "No theme"}: what is the same stands in one row.`));
  const head = make("tr");
  const corner = make("th", "row-kind", `${REGIONS[0].toUpperCase()}${REGIONS.slice(1)}`);
  corner.scope = "col";
  head.append(corner);
  for (const [, name] of regions) {
    const cell = makeWords("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  table.append(head);
  for (const name of names) table.append(rowElement(regions, order.membersOf(name), theme, top, act));
  const others = inTheme.filter((number) => !names.has(order.names[number]));
  const [near, alone] = [true, false].map((wanted) => others.filter((number) => Boolean(order.nearTo(number).length) === wanted));
  if (near.length) table.append(rowElement(regions, near, theme, top, act, "near another"));
  if (alone.length) table.append(rowElement(regions, alone, theme, top, act, "alone"));
  whole.append(table);
  return whole;
}

function rowElement(regions, members, theme, top, act, kind) {
  const row = make("tr");
  const count = new Set(members.flatMap((number) => items[number].regions)).size;
  const head = make("th", "row-kind", kind || `${count} the same`);
  head.scope = "row";
  row.append(head);
  for (const [key] of regions) {
    const cell = make("td");
    for (const number of members) {
      const item = items[number];
      if (!item.regions.includes(key)) continue;
      const line = make("p");
      line.append(nameButton(number, act), " ", makeWords("span", "", openingWords(item.text, IN_GRID)));
      if (!item.themes.includes(theme)) line.append(make("span", "path", ` (under ${themesOf(item)})`));
      const near = order.nearTo(number).map((name) => items[name].name);
      if (near.length) line.append(make("span", "path", ` (near ${near.join(", ")})`));
      if (order.read.has(number)) line.append(" ", makeSign("✓"), make("span", "unseen", "done"));
      if (number === top) line.firstChild.setAttribute("aria-current", "true");
      cell.append(line);
    }
    row.append(cell);
  }
  return row;
}

function groupsElement(act) {
  const whole = make("div");
  const groups = [...order.groups.values()].map((members) => [members, new Set(members.flatMap((one) => items[one].regions)).size]);
  for (const [members, regions] of groups.sort((one, other) => other[1] - one[1])) {
    whole.append(make("h3", "", counted(regions, REGION, REGIONS)));
    const list = make("ul", "with");
    for (const number of members) {
      const line = make("li");
      line.append(nameButton(number, act), " ", makeWords("span", "", items[number].opening));
      list.append(line);
    }
    whole.append(list);
  }
  if (!groups.length) whole.append(make("p", "", "Nothing yet."));
  return whole;
}

// Each contradiction with the chain that makes two the same, and every answer in it to be looked at again.
function showAgainst(look) {
  const found = order.contradictions();
  byId("against").hidden = !found.length;
  byId("against-list").replaceChildren(
    ...found.map(({ first, second, answer, through }) => {
      const element = make("div", "against");
      const names = through.map((number) => items[number].name).join(" = ");
      element.append(
        make("p", "", `By your answers, ${names}. But of ${items[first].name} and ${items[second].name} you said: ${answer}. One of these answers must give way:`),
      );
      const pairs = [[first, second], ...through.slice(1).map((number, place) => [through[place], number])];
      for (const [one, other] of pairs) {
        element.append(makeButton("", `Look at ${items[one].name} and ${items[other].name}`, () => look(one, other)), " ");
      }
      return element;
    }),
  );
}
