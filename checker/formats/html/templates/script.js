
"use strict";
(() => {
  const table = document.getElementById("table");

  // A link to a field of the matrix opens its evidence, also where the browser does not.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  // A second click on the same link changes no hash.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });
  reveal();
  if (!table) return;

  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    text: `${row.cells[0].textContent} ${row.cells[2].textContent}`.toLowerCase(),
    evidence: document.getElementById(row.id.replace("r-", "v-")),
  }));
  const form = document.getElementById("filter");
  const words = document.getElementById("words");
  const verdict = document.getElementById("verdict");
  const shown = document.getElementById("shown");

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const letter = verdict.value.slice(0, 1);
    let count = 0;
    for (const { row, text, evidence } of rows) {
      const fits = wanted.every((word) => text.includes(word)) && (!letter || row.querySelector(`td.${letter}`) !== null);
      if (row.hidden === fits) row.hidden = !fits;
      if (evidence) evidence.hidden = !fits;
      count += fits;
    }
    shown.value = count === rows.length ? "" : `${count} of ${rows.length} shown`;
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;

  // Fields sort by what they mean, worst first; texts by the alphabet, numbers by size.
  const ranks = { e: 0, f: 1, u: 2, w: 3, p: 4, s: 5 };
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const cell = row.cells[column];
    if (column === 0 || column === 2) return cell.textContent.toLowerCase();
    if (column === 3) return -Number(cell.textContent);
    return ranks[cell.className[0]] ?? 6;
  };
  const sort = (column) => {
    const head = heads[column];
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sign = down ? -1 : 1;
    const keys = new Map(rows.map(({ row }) => [row, key(row, column)]));
    const order = rows.map(({ row }) => row).sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      return sign * (x < y ? -1 : x > y ? 1 : 0);
    });
    body.append(...order);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = head.textContent;
    const text = head.querySelector("span") ?? head.firstChild;
    text.replaceWith(button);
    button.append(text.textContent);
    button.addEventListener("click", () => sort(column));
  });

  // Laid out as boxes, a table is none to some screen readers.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const each of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) each.setAttribute("role", roles[each.tagName]);
  for (const each of heads) each.setAttribute("role", "columnheader");
  for (const { row } of rows) row.cells[0].setAttribute("role", "rowheader");
})();
