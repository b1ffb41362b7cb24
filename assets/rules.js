// The return policy in the browser: rules are dragged by their handle or moved with Alt and arrows, places of the editor get the focus,
// Enter keeps a field, and a chosen file becomes text.
(() => {
  if (globalThis.wesupplyRules) return;

  const ruleOf = (element) => element?.closest?.("[data-rules] > [data-rule]");
  const rules = () => [...document.querySelectorAll("[data-rules] > [data-rule]")];

  // Where the server hears of it: a field that a script fills as a person would.
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const put = (key, place) => {
    const field = document.querySelector("[data-put]");
    if (!field) return;
    write.call(field, "");
    write.call(field, `${key}:${place}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // The focus goes where something has just been drawn, or will be in a moment.
  const focusable = "input:not([type=hidden]), select, textarea, button";
  const when = (find, act, tries = 60) => {
    const found = find();
    if (found) act(found);
    else if (tries) setTimeout(when, 50, find, act, tries - 1);
  };
  const focus = (element) => { element.scrollIntoView({ block: "nearest" }); element.focus({ preventScroll: true }); };
  const scope = () => document.querySelector("[data-editor]") ?? document;
  const at = (place) => {
    if (place === "undo") return document.querySelector('[data-place="undo"]');
    for (let name = place; name; name = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "") {
      const found = scope().querySelector(`[data-place="${CSS.escape(name)}"]`);
      const control = found?.matches(focusable) ? found : found?.querySelector(focusable);
      if (control) return control;
    }
    return null;
  };
  const go = (place) => setTimeout(() => when(() => (place === "undo" || document.querySelector("[data-editor]")) && at(place), focus), 30);
  const back = (key) => setTimeout(() => when(() => document.querySelector(`[data-rule="${CSS.escape(key)}"] :is(.rule-name, .piece)`), focus), 60);

  // Alt and an arrow move the rule in which the focus is, and the focus goes with it.
  const editing = (target) => target.matches?.("input, select, textarea") || target.closest?.("[data-editor]");
  addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const rule = ruleOf(event.target);
    if (event.altKey && by && rule && !editing(event.target)) {
      event.preventDefault();
      const place = rules().indexOf(rule) + by;
      if (place < 0 || place >= rules().length) return;
      const key = rule.dataset.rule;
      put(key, place);
      const arrived = () => { const all = rules(); return all[place]?.dataset.rule === key ? all[place].querySelector("[data-handle]") : null; };
      when(arrived, focus);
    }
    // Enter keeps what is typed, without leaving the field.
    if (event.key === "Enter" && event.target.matches?.("input[data-commit]")) {
      event.preventDefault();
      const field = event.target, more = field.dataset.more;
      field.blur();
      if (more) setTimeout(() => when(() => document.querySelector(`[data-more="${CSS.escape(more)}"]`), focus), 250);
      else field.focus();
    }
  });

  // Dragging: the handle is taken, a line shows where the rule would go.
  let dragged = null;
  const unmark = () => { for (const each of document.querySelectorAll("[data-drop]")) delete each.dataset.drop; };
  const half = (rule, event) => { const box = rule.getBoundingClientRect(); return event.clientY < box.top + box.height / 2 ? "before" : "after"; };
  addEventListener("dragstart", (event) => {
    if (!event.target.closest?.("[data-handle]")) return;
    dragged = ruleOf(event.target);
    dragged.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.rule);
    event.dataTransfer.setDragImage(dragged, 16, 16);
  });
  addEventListener("dragover", (event) => {
    const over = dragged && ruleOf(event.target);
    if (!over) return;
    event.preventDefault();
    unmark();
    if (over !== dragged) over.dataset.drop = half(over, event);
  });
  addEventListener("drop", (event) => {
    const over = dragged && ruleOf(event.target);
    if (!over || over === dragged) return;
    event.preventDefault();
    const others = rules().filter((each) => each !== dragged);
    put(dragged.dataset.rule, others.indexOf(over) + (half(over, event) === "after" ? 1 : 0));
  });
  addEventListener("dragend", () => { unmark(); if (dragged) delete dragged.dataset.dragged; dragged = null; });

  // A chosen file is read here and shown as text, so that what is sent is what is seen.
  addEventListener("change", async (event) => {
    const file = event.target.matches?.("[data-reads-into]") && event.target.files[0];
    if (!file) return;
    const area = document.getElementById(event.target.dataset.readsInto);
    if (area) area.value = await file.text();
  });

  // What the server wrote into a field, or somebody else, shows unless somebody is typing there.
  const kept = "input[data-commit], textarea[data-kept]";
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const field = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      if (field?.matches?.(kept) && field !== document.activeElement && field.value !== field.defaultValue) field.value = field.defaultValue;
    }
  }).observe(document.documentElement, { attributeFilter: ["value"], childList: true, characterData: true, subtree: true });

  // Who leaves in the middle of a field has it kept.
  addEventListener("pagehide", () => document.activeElement?.matches?.("[data-commit]") && document.activeElement.blur());

  globalThis.wesupplyRules = { go, back };
})();
