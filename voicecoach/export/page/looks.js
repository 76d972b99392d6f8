"use strict";
// Two buttons for how a page looks, remembered by the browser.
(() => {
  // A page that was opened as a file may not be allowed to remember anything.
  const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* not allowed */ } };
  const look = (button, attribute, on, first) => {
    const set = (pressed) => {
      document.documentElement.setAttribute(attribute, pressed ? on : "plain");
      button.setAttribute("aria-pressed", String(pressed));
    };
    const before = remembered(attribute);
    set(before === null ? first : before === on);
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      set(pressed);
      remember(attribute, pressed ? on : "plain");
    });
  };
  look(document.getElementById("dark"), "data-theme", "dark", matchMedia("(prefers-color-scheme: dark)").matches);
  look(document.getElementById("large"), "data-print", "large", false);
})();
