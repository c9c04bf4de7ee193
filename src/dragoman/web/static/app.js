// The app's own behaviour: a form that takes a while says so, and is not sent twice.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target, button = form.querySelector("button[type=submit]");
    if (!form.dataset.busy || !button || event.defaultPrevented) return;
    button.dataset.words = button.textContent;
    button.textContent = form.dataset.busy;
    setTimeout(() => { button.disabled = true; });
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-words]")) { button.disabled = false; button.textContent = button.dataset.words; }
  });
})();
