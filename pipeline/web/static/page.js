"use strict";
/* Comfort only: every page works without it. */
(() => {
  const phone = window.matchMedia("(max-width: 900px)");

  // Filters and structure stand open beside the text; on a phone they are drawers.
  function drawers(root) {
    root.querySelectorAll("details.drawer").forEach((each) => { each.open = !phone.matches; });
  }

  // Which of the choices were open is kept while the page is renewed under them.
  let opened = [];
  document.addEventListener("htmx:beforeSwap", () => {
    opened = [...document.querySelectorAll("details.pick")].map((each) => each.open);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const picks = document.querySelectorAll("details.pick");
    if (picks.length === opened.length) picks.forEach((each, at) => { each.open = opened[at]; });
    drawers(document);
    if (event.target && event.target.id === "panel-body") {
      document.getElementById("panel").hidden = false;
      event.target.focus();
      event.target.parentElement.scrollTop = 0;
    }
  });

  let from = null;
  function close() {
    const panel = document.getElementById("panel");
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    if (from) from.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.open");
    if (link) from = link;
    if (event.target.closest(".panel .close")) close();
    const pick = event.target.closest("details.pick");
    document.querySelectorAll(".filters:not(.plainly) details.pick[open]").forEach((each) => {
      if (each !== pick) each.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    document.querySelectorAll(".filters:not(.plainly) details.pick[open]").forEach((each) => { each.open = false; });
  });

  // Empty fields stay out of the address.
  document.addEventListener("submit", (event) => {
    event.target.querySelectorAll("input, select").forEach((each) => { if (!each.value) each.disabled = true; });
    setTimeout(() => event.target.querySelectorAll("[disabled]").forEach((each) => { each.disabled = false; }), 0);
  }, true);
  document.addEventListener("htmx:configRequest", (event) => {
    const given = event.detail.parameters;
    for (const key of Object.keys(given)) if (given[key] === "") delete given[key];
  });

  function wanted() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target) target.classList.add("wanted");
  }
  window.addEventListener("hashchange", wanted);
  drawers(document);
  wanted();
})();
