"use strict";
/* The clocks of the facilitator's pages and of the wall tick by themselves between two answers of the server. */

(() => {
  const known = new WeakMap();

  function tick() {
    const now = performance.now();
    for (const clock of document.querySelectorAll(".clock:not([id])")) {
      const face = clock.querySelector(".time");
      if (!face) continue;
      let had = known.get(clock);
      if (!had || had.left !== clock.dataset.left || had.running !== clock.dataset.running) {
        had = { left: clock.dataset.left, running: clock.dataset.running, until: now + 1000 * Number(clock.dataset.left) };
        known.set(clock, had);
      }
      if (had.running !== "1") continue;
      const left = Math.max(0, Math.ceil((had.until - now) / 1000));
      const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (face.textContent !== text) face.textContent = text;
      clock.classList.toggle("late", left <= 60);
    }
  }

  setInterval(tick, 250);
})();
