"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const grid = byId("grid"), panel = byId("panel"), body = byId("panel-body"), form = byId("filters");
  const lines = [...grid.querySelectorAll("tr.line")];
  const regions = [...form.querySelectorAll("input.region")];
  let opened = null;

  function close() {
    panel.hidden = true;
    if (opened) { opened.classList.remove("open"); opened.focus({ preventScroll: true }); }
    opened = null;
  }

  function open(cell) {
    if (opened) opened.classList.remove("open");
    if (opened === cell) { close(); return; }
    opened = cell;
    cell.classList.add("open");
    byId("panel-title").textContent = cell.dataset.head;
    body.replaceChildren();
    for (const id of cell.dataset.open.trim().split(" ")) {
      const clause = byId(id).cloneNode(true);
      clause.removeAttribute("id");
      body.append(clause);
    }
    panel.hidden = false;
    body.scrollTop = 0;
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function filter() {
    const family = byId("family").value, group = byId("group").value;
    const money = byId("money").checked, mentioned = byId("mentioned").checked;
    const shown = regions.map((box) => box.checked);
    regions.forEach((box) => {
      grid.querySelectorAll(".c" + box.value).forEach((cell) => { cell.hidden = !box.checked; });
    });
    const columns = shown.filter(Boolean).length;
    grid.querySelectorAll("tr.family td").forEach((cell) => { cell.colSpan = Math.max(1, columns); });
    let count = 0;
    for (const line of lines) {
      const cells = [...line.querySelectorAll("td")].filter((cell, at) => shown[at]);
      const fits = (cell) => (!money || "money" in cell.dataset)
        && (!group || cell.dataset.groups.split(" ").includes(group));
      const narrowed = money || group;
      cells.forEach((cell) => cell.classList.toggle("dim", Boolean(narrowed) && !fits(cell)));
      const letter = line.parentElement.dataset.family;
      line.hidden = Boolean(family && letter !== family)
        || Boolean(narrowed && !cells.some(fits))
        || (mentioned && cells.every((cell) => cell.classList.contains("absent")));
      if (!line.hidden) count += 1;
    }
    for (const part of grid.tBodies) part.hidden = [...part.querySelectorAll("tr.line")].every((line) => line.hidden);
    byId("count").textContent = "共 " + count + " 类";
    byId("empty").hidden = count > 0;
    if (opened && (opened.hidden || opened.parentElement.hidden)) close();
  }

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-open]");
    if (cell && !String(window.getSelection())) open(cell);
  });
  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-open]");
    if (cell && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(cell); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && opened) close(); });
  byId("close").addEventListener("click", close);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter, 0));
  filter();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted) {
    const cell = [...grid.querySelectorAll("td[data-open]")].find((each) => each.dataset.head === wanted);
    if (cell) open(cell);
  }
})();
