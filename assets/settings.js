// What pages of settings do in the browser: know which sections have changes that are not saved, and ask before they are left behind.
(() => {
  if (globalThis.wesupplySettings) return;

  const forms = () => [...document.querySelectorAll("form[data-section]")];
  const unsaved = () => forms().filter((form) => form.hasAttribute("data-changed"));
  const mark = (form, changed) => form.toggleAttribute("data-changed", changed);

  const chosenFirst = (select) => Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
  const differs = (control) => {
    if (!control.name || control.type === "file") return false;
    if (control.tagName === "SELECT") return control.selectedIndex !== chosenFirst(control);
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    return control.defaultValue !== undefined && control.value !== control.defaultValue;
  };

  // What is on the page now is what is kept: the next change is told from here.
  const keep = (control) => {
    if (control.tagName === "SELECT") {
      const value = control.value;
      for (const option of control.options) option.defaultSelected = option.value === value;
      control.value = value;
    } else if (control.type === "checkbox" || control.type === "radio") control.defaultChecked = control.checked;
    else if (control.defaultValue !== undefined && control.type !== "file") control.value = control.defaultValue;
  };
  const saved = (name) => {
    // The page's own drawing of the saved values comes first.
    setTimeout(() => {
      for (const form of forms().filter((each) => each.dataset.section === name)) {
        [...form.elements].forEach(keep);
        mark(form, false);
      }
    }, 60);
  };

  const look = (event) => {
    const form = event.target.closest?.("form[data-section]");
    if (form) mark(form, [...form.elements].some(differs));
  };
  addEventListener("input", look);
  addEventListener("change", look);
  addEventListener("reset", (event) => { if (event.target.matches("form[data-section]")) setTimeout(() => mark(event.target, false)); });

  const mayLeave = () => {
    const [first] = unsaved();
    if (!first) return true;
    if (!confirm(first.dataset.leave)) return false;
    unsaved().forEach((form) => mark(form, false));
    return true;
  };
  // Reflex closes the page's socket when it hears of this: whoever stays needs it again.
  addEventListener("beforeunload", (event) => {
    if (!unsaved().length) return;
    event.preventDefault();
    setTimeout(() => document.dispatchEvent(new Event("visibilitychange")), 200);
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target === "_blank" || link.download || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (link.getAttribute("href").startsWith("#") || mayLeave()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // On a phone the list of subjects is a row that scrolls: it shows where we are.
  let here;
  const showHere = (event) => {
    const entry = document.querySelector(".settings-list [aria-current]");
    if (entry === here && event?.type !== "resize") return;
    here = entry;
    const list = entry?.closest(".settings-list");
    if (list) list.scrollLeft = entry.offsetLeft - list.offsetLeft - (list.clientWidth - entry.offsetWidth) / 2;
  };
  new MutationObserver(showHere).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("resize", showHere);

  globalThis.wesupplySettings = { saved, mayLeave, isUnsaved: () => unsaved().length > 0 }; // the latter two for leaving.js
})();
