"use strict";
// Leaves the rows that have all that was typed.
(() => {
  const rows = [...document.querySelectorAll("tbody tr")];
  const words = rows.map((row) => row.textContent.toLowerCase());
  document.getElementById("filter").addEventListener("input", (event) => {
    const asked = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, at) => { row.hidden = !asked.every((word) => words[at].includes(word)); });
  });
})();
