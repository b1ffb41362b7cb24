// What the inbox of exceptions does in the browser: one key for each deed, and where the focus goes when a case is done.
(() => {
  if (globalThis.wesupplyInbox) return;
  const links = () => [...document.querySelectorAll(".inbox-row [data-case]")];
  const of = (id) => links().find((link) => link.dataset.case === id);
  const isWide = () => matchMedia("(min-width: 1024px)").matches;
  let wanted = ""; // the case that was opened last; its page may still be under way
  const go = (link) => { link.focus(); link.click(); link.scrollIntoView({ block: "nearest" }); };
  const later = (deed) => setTimeout(deed, 150); // a closing dialog gives the focus back first

  const goOn = (id) => later(() => {
    const all = links();
    const at = all.findIndex((link) => link.dataset.case === id);
    const next = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()].find((link) => link.closest("li").dataset.done !== "yes");
    if (!isWide()) { document.querySelector("[data-case-back]")?.click(); later(() => (next ?? of(id))?.focus()); }
    else if (next) go(next);
    else of(id)?.focus();
  });
  const focusOn = (id) => later(() => { const link = of(id); if (link) { if (isWide()) go(link); else link.focus(); } });

  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-case], [data-case-back]");
    if (link) wanted = link.dataset.case ?? "";
  }, true);
  addEventListener("popstate", () => { wanted = new URLSearchParams(location.search).get("case") ?? ""; });

  // A deed is about the case that was asked for, never about the one that is still drawn when the key is pressed.
  const whenShown = (deed, tries = 200) => {
    const shown = document.querySelector("[data-shown]")?.dataset.shown;
    if (!wanted || shown === wanted || !of(wanted)) return deed();
    if (tries) setTimeout(() => whenShown(deed, tries - 1), 50);
  };

  const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]");
  let began = 0;
  addEventListener("keydown", (event) => {
    if (!document.querySelector(".inbox") || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    const { key } = event;
    const follows = Date.now() - began < 1500; // "g s" goes to the shipments and snoozes nothing
    began = key === "g" ? Date.now() : 0;
    if (follows) return;
    if (key === "j" || key === "k") {
      const all = links();
      const open = all.findIndex((link) => link.getAttribute("aria-current") === "true");
      const focused = all.indexOf(document.activeElement);
      const from = focused >= 0 ? focused : open;
      const next = all[Math.min(all.length - 1, Math.max(0, from + (key === "j" ? 1 : -1)))];
      if (next) { if (isWide()) go(next); else next.focus(); event.preventDefault(); }
    } else if (key === "x") {
      document.activeElement?.closest?.(".inbox-row")?.querySelector("input[type=checkbox]")?.click();
    } else if (/^[a-z]$/.test(key)) {
      const button = () => document.querySelector(`[data-shortcut="${key}"]`);
      if (button()) { whenShown(() => button()?.click()); event.preventDefault(); }
    }
  });

  globalThis.wesupplyInbox = { goOn, focusOn };
})();
