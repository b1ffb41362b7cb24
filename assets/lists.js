// What lists do in the browser without asking the server: a range of ticks by shift, "f" for filters, "e" for export, and the place where one was.
(() => {
  if (globalThis.wesupplyLists) return;
  globalThis.wesupplyLists = true;

  // In the capture phase the box already says what the press made of it; later its page may have put it back until the server answers.
  let last = null;
  addEventListener("click", (event) => {
    const tick = event.target.closest?.("[data-tick]");
    if (!tick || !event.isTrusted) return;
    const all = [...document.querySelectorAll("[data-tick]")];
    const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((a, b) => a - b);
    const wanted = tick.checked;
    if (event.shiftKey && from >= 0) {
      const between = all.slice(from, to + 1).filter((each) => each !== tick && each !== last);
      setTimeout(() => { for (const each of between) if (each.checked !== wanted) each.click(); });
    }
    last = tick;
  }, true);

  // What is typed into a filter is in force when it is left; Enter leaves it.
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[data-applied]")) event.target.blur();
  });

  const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]");
  const open = (summary) => {
    const menu = summary?.closest("details");
    if (!menu) return false;
    menu.open = true;
    (menu.querySelector("select, a, input") ?? summary).focus();
    return true;
  };
  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (event.key === "f" && open(document.querySelector("[data-filters]"))) event.preventDefault();
    if (event.key === "e" && open(document.querySelector("[data-export]"))) event.preventDefault();
  });

  // A name out of the menu goes into the note, where the cursor is.
  addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-mention]");
    if (!name) return;
    const field = name.closest("form").querySelector("textarea");
    const at = field.selectionStart ?? field.value.length;
    const before = field.value.slice(0, at);
    field.setRangeText(`${before && !/\s$/.test(before) ? " " : ""}@${name.dataset.mention} `, at, field.selectionEnd ?? at, "end");
    name.closest("details").open = false;
    field.focus();
  });

  // A menu's link was followed, or a file is on its way: the menu has done its work.
  addEventListener("click", (event) => {
    const menu = event.target.closest?.("a")?.closest("details.menu");
    if (menu) menu.open = false;
  });
})();
