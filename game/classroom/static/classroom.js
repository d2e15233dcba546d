"use strict";
/* What pages of a class do by themselves: go on living without disturbing who reads or writes. Everything
   works without this file too; it adds the clock's ticking, the connection's state, drafts, the map's keys. */

(() => {
  const byId = (id) => document.getElementById(id);

  /* ---------- fresh parts never take away focus, what is open, or what somebody types ---------- */

  const typed = (field) =>
    (field.matches("textarea, input[type=text], input:not([type])") && field.value !== field.defaultValue) ||
    (field.matches("select") && (field === document.activeElement || [...field.options].some((each) => each.selected !== each.defaultSelected) && field.selectedIndex > 0));

  Object.assign(Idiomorph.defaults.callbacks, {
    beforeNodeMorphed: (old, fresh) => !(old instanceof Element && fresh instanceof Element && old.id === fresh.id && typed(old)),
    beforeAttributeUpdated: (name, element) => !(name === "open" && element.tagName === "DETAILS"),
  });

  /* ---------- words ---------- */

  const LASTS = 6000;

  function say(text, kind = "") {
    if (!text) return;
    const toast = document.createElement("p");
    toast.className = `toast ${kind}`;
    toast.textContent = text;
    byId("said").append(toast);
    setTimeout(() => toast.remove(), LASTS + 40 * text.length);
  }

  const warn = (text) => { byId("warned").textContent = text; };

  /* ---------- the clock ---------- */

  let clock = null;
  let deadline = 0;
  let shown = Infinity;

  function tick() {
    const element = byId("clock");
    if (!element) return;
    if (element !== clock) {
      clock = element;
      deadline = performance.now() + 1000 * Number(element.dataset.left);
      shown = Number(element.dataset.left) + 1;
    }
    const face = element.querySelector(".time");
    if (!face || element.dataset.running !== "1") return;
    const left = Math.max(0, Math.ceil((deadline - performance.now()) / 1000));
    if (left === shown) return;
    if (shown > 60 && left <= 60 && left > 50) warn("One minute is left for your orders.");
    if (shown > 10 && left <= 10 && left > 5) warn("Ten seconds are left.");
    shown = left;
    face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    element.classList.toggle("late", left <= 60);
  }

  setInterval(tick, 250);

  /* ---------- the connection ---------- */

  const banner = () => byId("connection");
  let lost = false;

  function lose(text) {
    if (!lost || banner().textContent !== text) banner().textContent = text;
    banner().hidden = false;
    lost = true;
  }

  function find() {
    if (!lost) return;
    lost = false;
    banner().hidden = true;
    say("Connected again.");
  }

  const isPulse = (event) => event.detail.elt.id === "pulse";

  htmx.config.timeout = 10000;
  document.addEventListener("htmx:sendError", (event) => failed(event));
  document.addEventListener("htmx:timeout", (event) => failed(event));
  document.addEventListener("htmx:responseError", (event) => refused(event));

  function failed(event) {
    lose("The connection is lost. Everything you typed is kept; this page tries again by itself.");
    if (!isPulse(event)) say("Not sent: there is no connection. Try again in a moment.", "bad");
  }

  function refused(event) {
    const { status, responseText } = event.detail.xhr;
    if (!isPulse(event)) return say(responseText || "That cannot be done now.", "bad");
    if (status === 401 || status === 403) {
      lose(`${responseText} `);
      const link = document.createElement("a");
      link.href = status === 401 ? "/" : "/table";
      link.textContent = status === 401 ? "Join" : "To the seats";
      banner().append(link);
    } else if (status !== 429) {
      lose("The server does not answer as it should. This page tries again by itself.");
    }
  }

  /* ---------- what came of a form ---------- */

  let turn = byId("bar")?.dataset.turn;

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, successful, elt } = event.detail;
    if (!successful) return;
    find();
    const said = xhr.getResponseHeader("x-said");
    if (said) say(decodeURIComponent(said));
    if (elt.dataset?.clears) clear(elt);
  });

  document.addEventListener("htmx:afterSettle", () => {
    const now = byId("bar")?.dataset.turn;
    if (turn && now && now !== turn) say(Number(now) > Number(turn) ? `Turn ${now} has begun. Read in the brief what happened.` : `The game went back to turn ${now}.`);
    turn = now || turn;
    restore();
    rove();
  });

  /* A button of the form `w` writes an order: each on its own, so that quick clicks never mix. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[form=w]");
    if (!button) return;
    event.preventDefault();
    if (button.disabled) return;
    const values = Object.fromEntries(new FormData(byId("w")));
    values[button.name] = button.value;
    htmx.ajax("POST", "/seat/write", { source: button, values, swap: "none" });
  });

  /* ---------- drafts ---------- */

  const drafts = () => document.querySelectorAll("textarea[data-draft]");
  const name = (field) => `draft:${field.dataset.draft}`;

  document.addEventListener("input", (event) => {
    if (event.target.dataset?.draft) sessionStorage.setItem(name(event.target), event.target.value);
  });

  if (document.querySelector("form[action='/join']")) sessionStorage.clear(); // whoever joins here next finds nobody's drafts

  function restore() {
    for (const field of drafts()) {
      const kept = sessionStorage.getItem(name(field));
      if (kept && !field.value) field.value = kept;
    }
  }

  function clear(form) {
    for (const field of form.querySelectorAll("textarea")) {
      sessionStorage.removeItem(name(field));
      field.value = "";
    }
  }

  /* ---------- the map ---------- */

  const areas = () => [...document.querySelectorAll("#map .area")];

  function look(link) {
    const place = link.dataset.place;
    const url = `/seat/part?on=map&at=${encodeURIComponent(place)}`;
    htmx.ajax("GET", url, { source: "#map", target: "#tab", swap: "none" }).then(() => {
      history.replaceState(null, "", link.href);
      for (const area of areas()) area.setAttribute("aria-pressed", String(area.dataset.area === place));
      centre(place);
      byId("place")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    });
  }

  document.addEventListener("click", (event) => {
    const area = event.target.closest?.("#map .area");
    const link = area ? document.querySelector(`a[data-place="${area.dataset.area}"]`) : event.target.closest?.("a[data-place]");
    if (!link || !byId("map") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    look(link);
  });

  /* One area can be reached by Tab, the others from there by arrows. */
  function rove(to) {
    const all = areas();
    if (!all.length) return;
    const kept = to || all.find((each) => each === document.activeElement) || all.find((each) => each.getAttribute("tabindex") === "0" && each.dataset.roved) || all[0];
    for (const each of all) {
      each.dataset.roved = "1";
      each.setAttribute("tabindex", each === kept ? "0" : "-1");
    }
  }

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function middle(area) {
    const box = area.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  function neighbour(area, [right, down]) {
    const [x, y] = middle(area);
    let best = null;
    let least = Infinity;
    for (const other of areas()) {
      const [ox, oy] = middle(other);
      const along = (ox - x) * right + (oy - y) * down;
      const aside = Math.abs((ox - x) * down) + Math.abs((oy - y) * right);
      const cost = along + 2 * aside;
      if (other !== area && along > 4 && cost < least) [best, least] = [other, cost];
    }
    return best;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && byId("sheet-open")?.checked) byId("sheet-open").checked = false;
    const area = event.target.closest?.("#map .area");
    if (!area) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const link = document.querySelector(`a[data-place="${area.dataset.area}"]`);
      if (link) look(link);
    } else if (WAYS[event.key]) {
      event.preventDefault();
      const next = neighbour(area, WAYS[event.key]);
      if (next) {
        rove(next);
        next.focus();
      }
    }
  });

  /* Bring a place into the middle of a map that is larger than its window; without one, the sea about Japan. */
  function centre(place) {
    const map = byId("map");
    const area = map && (areas().find((each) => each.dataset.area === place) || areas().find((each) => each.dataset.area === "ECS"));
    if (!area || map.scrollWidth <= map.clientWidth + 4) return;
    const frame = map.getBoundingClientRect();
    const [x, y] = middle(area);
    map.scrollBy({ left: x - frame.x - frame.width / 2, top: y - frame.y - frame.height / 2 });
  }

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.("[data-zoom]")?.dataset.zoom;
    if (!step) return;
    const map = byId("map");
    const now = Number(map.dataset.zoomed);
    map.dataset.zoomed = String(Math.min(3, Math.max(1, now + (step === "in" ? 1 : -1))));
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });

  /* ---------- at the beginning ---------- */

  document.addEventListener("DOMContentLoaded", () => {
    for (const each of document.querySelectorAll("[data-zoom], [data-print]")) each.hidden = false;
    restore();
    rove();
    centre(new URLSearchParams(location.search).get("at"));
    tick();
    const own = document.querySelector("#tabs [aria-current=page]");
    own?.scrollIntoView({ block: "nearest", inline: "center" });
  });
})();
