// What the kit does in the browser without asking the server: theme, copying, toasts, arrow keys in tabs, list shortcuts, the address of who signs in.
(() => {
  const html = document.documentElement;
  const KEY = "wesupply-theme";

  const theme = (choice) => {
    if (choice === "system") { delete html.dataset.theme; localStorage.removeItem(KEY); }
    else { html.dataset.theme = choice; localStorage.setItem(KEY, choice); }
  };

  let region;
  const announceRegion = () => {
    if (region?.isConnected) return region;
    region = document.createElement("div");
    region.className = "toasts";
    region.setAttribute("role", "status");
    document.body.append(region);
    return region;
  };
  const said = (text) => globalThis.wesupplySaid?.(text) ?? text;
  const toast = (text, tone = "quiet", seconds = 6) => {
    const into = announceRegion();
    // The region has to be there before its content, or readers stay silent.
    setTimeout(() => {
      const box = document.createElement("div");
      box.className = "toast";
      box.dataset.tone = tone;
      const words = document.createElement("span");
      words.textContent = text;
      box.append(words);
      into.append(box);
      setTimeout(() => box.remove(), seconds * 1000);
    }, 50);
  };

  const copy = async (button) => {
    try { await navigator.clipboard.writeText(button.dataset.copy); toast(button.dataset.copied || said("Copied"), "done", 3); }
    catch { toast(said("Copying is not allowed here. Select the text and copy it by hand."), "attention"); }
  };

  addEventListener("click", (event) => {
    const copied = event.target.closest?.("[data-copy]");
    if (copied) { event.preventDefault(); copy(copied); return; }
    const chosen = event.target.closest?.("[data-choose-theme]");
    if (chosen) { theme(chosen.dataset.chooseTheme); showTheme(); }
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  const step = (items, by) => {
    const at = items.indexOf(document.activeElement);
    items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
  };

  const inTabs = (event) => {
    const tabs = [...event.target.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const rtl = getComputedStyle(event.target).direction === "rtl" ? -1 : 1;
    const next = tabs[(tabs.indexOf(event.target) + by * rtl + tabs.length) % tabs.length];
    next.focus();
    next.click();
    event.preventDefault();
  };

  // A combobox: the cursor stays in its field, arrows walk the options, Enter opens one. Enter pressed before the answer is there waits for it.
  const optionsOf = (field) => {
    const list = document.getElementById(field.getAttribute("aria-controls"));
    return list?.dataset.answered === field.value.trim() ? [...list.querySelectorAll("[role=option]")] : [];
  };
  const choose = (field, option) => {
    for (const other of document.querySelectorAll("[role=option][aria-selected=true]")) other.removeAttribute("aria-selected");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const openWhenThere = (field, tries = 40) => {
    const [first] = optionsOf(field);
    if (first) first.click();
    else if (tries && field.isConnected && field.value.trim()) setTimeout(openWhenThere, 50, field, tries - 1);
  };
  const inCombobox = (event) => {
    const field = event.target, options = optionsOf(field);
    const at = options.findIndex((option) => option.id === field.getAttribute("aria-activedescendant"));
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1, Home: 0, End: options.length - 1 }[event.key];
    if (event.key === "Enter") { event.preventDefault(); if (options[at]) options[at].click(); else openWhenThere(field); }
    else if (to !== undefined && options.length && (at >= 0 || event.key.startsWith("Arrow"))) { event.preventDefault(); choose(field, options[(to + options.length) % options.length]); }
  };
  addEventListener("input", (event) => { if (event.target.matches?.("[data-combobox]")) choose(event.target, null); });

  // Keys that press something: `data-key="/"` one key, `data-key="g o"` two in a row.
  let first = "", firstAt = 0;
  const pressed = (key) => {
    const both = performance.now() - firstAt < 1500 ? `${first} ${key}` : "";
    const found = [both, key].filter(Boolean).map((keys) => document.querySelector(`[data-key="${CSS.escape(keys)}"]`)).find(Boolean);
    first = found ? "" : key; firstAt = performance.now();
    found?.click();
    return found;
  };

  const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]");

  addEventListener("keydown", (event) => {
    // Pictures in a dialog are turned by the arrows: the dialog's buttons say by which.
    const turning = /^Arrow(Left|Right)$/.test(event.key) && !event.target.matches?.("input, textarea, select") && document.querySelector(`[role=dialog] [data-turn="${event.key}"]`);
    if (turning) { event.preventDefault(); return turning.click(); }
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    if (event.target.matches?.("[data-combobox]")) return inCombobox(event);
    if (event.target.closest?.("[role=tablist]")) return inTabs(event);
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target) || document.querySelector("[role=dialog]")) return;
    if (event.key.length === 1 && pressed(event.key)) return event.preventDefault();
    const rows = [...document.querySelectorAll("[data-rows] .row-link")];
    if (event.key === "/") { const field = document.querySelector("[data-search]"); if (field) { field.focus(); event.preventDefault(); } }
    else if (event.key === "j" && rows.length) step(rows, 1);
    else if (event.key === "k" && rows.length) step(rows, -1);
    else if (event.key === "x") document.activeElement.closest?.("tr")?.querySelector("input[type=checkbox]")?.click();
  });

  // A dialog that the server opened has no button of its own to give the focus back to: it goes where it was, or to the page.
  let focused = null;
  addEventListener("focusin", (event) => { if (!event.target.closest("[role=dialog]")) focused = event.target; });
  new MutationObserver((changes) => {
    const gone = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.matches?.("[role=dialog]")));
    if (!gone) return;
    setTimeout(() => {
      if (document.querySelector("[role=dialog]") || (document.activeElement && document.activeElement !== document.body)) return;
      (focused?.isConnected ? focused : document.getElementById("content"))?.focus({ preventScroll: true });
    });
  }).observe(html, { childList: true, subtree: true });

  // A form that came back with something to mend: the focus goes to the first such field, unless its person went elsewhere meanwhile.
  let sent = null;
  const toMend = () => {
    const field = sent?.form.querySelector("[aria-invalid=true]:not([type=hidden])");
    const stayed = [sent?.from, document.body, null].includes(document.activeElement);
    if (field && stayed) { sent = null; field.focus(); }
  };
  addEventListener("submit", (event) => { sent = { form: event.target, from: document.activeElement }; }, true);
  new MutationObserver(() => { if (sent) setTimeout(toMend, 50); }).observe(html, { attributeFilter: ["aria-invalid"], subtree: true });

  // Which theme is chosen is told when the menu opens.
  const showTheme = () => {
    const chosen = html.dataset.theme ?? "system";
    for (const each of document.querySelectorAll("[data-choose-theme]")) each.setAttribute("aria-pressed", String(each.dataset.chooseTheme === chosen));
  };
  addEventListener("toggle", showTheme, true);

  // Who mistyped a password need not type the address again. It stays in this tab, and only until the next page that is not the form.
  const ADDRESS = "wesupply-sign-in";
  if (location.pathname.replace(/\/+$/, "") !== "/login") sessionStorage.removeItem(ADDRESS);
  addEventListener("submit", (event) => {
    // Who is quicker than the page's socket still gets to where they wanted to go.
    const next = event.target.elements?.next;
    if (next && !next.value) next.value = new URLSearchParams(location.search).get("next") ?? "";
    if (event.target.matches?.("form[action='/api/sign-in']")) sessionStorage.setItem(ADDRESS, event.target.elements.email.value);
  });
  const signInAgain = () => {
    const { email, password } = document.querySelector("form[action='/api/sign-in']")?.elements ?? {};
    if (!email || email.value) return;
    email.value = sessionStorage.getItem(ADDRESS) ?? "";
    sessionStorage.removeItem(ADDRESS);
    if (email.value) password.focus();
  };

  // What sets a cookie belongs to HTTP: a page that has just been told how to go on posts a form, as if a person had.
  const post = (action, fields) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
    for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.body.append(form);
    form.submit();
  };

  // This page is on its own way elsewhere: whoever asks it to load anew meanwhile would cut that short.
  let left = 0;
  const going = () => { left = Date.now(); };
  addEventListener("beforeunload", going);

  // This page's socket came with a session that is over. Another tab may have brought the browser a new one: then this page goes on with it.
  const goOn = async (elsewhere, tries) => {
    const isGoing = () => Date.now() - left < 10_000;
    for (let more = tries; more > 0; ) {
      if (!isGoing()) {
        more -= 1;
        const answer = await fetch("/api/session", { cache: "no-store" }).catch(() => null);
        if (answer?.ok && (await answer.json()).open && !isGoing()) return location.reload();
      }
      await new Promise((done) => setTimeout(done, 300));
    }
    if (!isGoing()) location.assign(elsewhere);
  };

  globalThis.wesupply = { toast, theme, signInAgain, post, goOn, going };
})();
