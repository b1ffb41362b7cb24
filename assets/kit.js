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
    try { await navigator.clipboard.writeText(button.dataset.copy); toast(button.dataset.copied || "Copied", "done", 3); }
    catch { toast("Copying is not allowed here. Select the text and copy it by hand.", "attention"); }
  };

  addEventListener("click", (event) => {
    const copied = event.target.closest?.("[data-copy]");
    if (copied) { event.preventDefault(); copy(copied); return; }
    const chosen = event.target.closest?.("[data-choose-theme]");
    if (chosen) theme(chosen.dataset.chooseTheme);
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

  const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]");

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    if (event.target.closest?.("[role=tablist]")) return inTabs(event);
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    const rows = [...document.querySelectorAll("[data-rows] .row-link")];
    if (event.key === "/") { const field = document.querySelector("[data-search]"); if (field) { field.focus(); event.preventDefault(); } }
    else if (event.key === "j" && rows.length) step(rows, 1);
    else if (event.key === "k" && rows.length) step(rows, -1);
    else if (event.key === "x") document.activeElement.closest?.("tr")?.querySelector("input[type=checkbox]")?.click();
    else if (event.key === "?") document.querySelector("[data-shortcuts]")?.click();
  });

  // Who mistyped a password need not type the address again. It stays in this tab, and only until the next page that is not the form.
  const ADDRESS = "wesupply-sign-in";
  if (location.pathname.replace(/\/+$/, "") !== "/login") sessionStorage.removeItem(ADDRESS);
  addEventListener("submit", (event) => {
    if (event.target.matches?.("form[action='/api/sign-in']")) sessionStorage.setItem(ADDRESS, event.target.elements.email.value);
  });
  const signInAgain = () => {
    const { email, password } = document.querySelector("form[action='/api/sign-in']")?.elements ?? {};
    if (!email || email.value) return;
    email.value = sessionStorage.getItem(ADDRESS) ?? "";
    sessionStorage.removeItem(ADDRESS);
    if (email.value) password.focus();
  };

  globalThis.wesupply = { toast, theme, signInAgain };
})();
