// Branding in the browser: sends a chosen picture, keeps swatches and colours alike, and shows the shopper's page with what is typed.
(() => {
  if (globalThis.wesupplyBranding) return;
  globalThis.wesupplyBranding = true;

  const one = (selector) => document.querySelector(selector);
  const changed = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));
  const WIDTHS = { phone: 390, desk: 1280 };

  // The shopper's page: a new frame is laid over the old one when it is there, at the place that was looked at.
  let token = "";
  const chosen = (name) => one(`input[name="${name}"]:checked`)?.value;
  const fit = () => {
    const stage = one("[data-stage]");
    if (!stage) return;
    const width = WIDTHS[chosen("branding-width")] ?? WIDTHS.phone;
    const scale = Math.min(1, stage.clientWidth / width);
    stage.style.blockSize = width === WIDTHS.desk ? `${Math.max(240, Math.round(860 * scale))}px` : "";
    for (const frame of stage.querySelectorAll("iframe")) {
      frame.style.inlineSize = `${Math.max(width, stage.clientWidth / scale)}px`;
      frame.style.blockSize = `${stage.clientHeight / scale}px`;
      frame.style.transform = `scale(${scale})`;
    }
  };
  const show = () => {
    const stage = one("[data-stage]");
    const page = one("[data-preview]")?.dataset[chosen("branding-page")];
    if (!stage || !page || !token) return;
    const before = stage.querySelector("iframe[data-ready]");
    for (const frame of stage.querySelectorAll("iframe:not([data-ready])")) frame.remove();
    const frame = document.createElement("iframe");
    frame.title = stage.dataset.title;
    frame.setAttribute("sandbox", "allow-same-origin"); // no scripts, no forms: it is there to be looked at
    frame.style.visibility = before ? "hidden" : "visible";
    frame.addEventListener("load", () => {
      frame.dataset.ready = page;
      if (before?.dataset.ready === page) frame.contentWindow.scrollTo(0, before.contentWindow?.scrollY ?? 0);
      frame.style.visibility = "visible";
      before?.remove();
    }, { once: true });
    frame.src = `${page}?preview=${encodeURIComponent(token)}`;
    stage.append(frame);
    fit();
  };

  const typed = () => Object.fromEntries(
    [...document.querySelectorAll("[data-drafting] form")].flatMap((form) => [...new FormData(form)]).filter(([, value]) => typeof value === "string"),
  );
  const correct = (corrections) => {
    for (const told of document.querySelectorAll("[data-correction]")) {
      const found = corrections.find((each) => each.use === told.dataset.correction);
      told.hidden = !found;
      if (found) told.querySelector("[data-used]").style.background = found.used;
    }
  };
  let sending = null;
  const draft = async () => {
    sending?.abort();
    const mine = sending = new AbortController();
    try {
      const answer = await fetch("/api/branding/draft", { method: "POST", body: JSON.stringify(typed()), headers: { "Content-Type": "application/json" }, signal: mine.signal });
      if (!answer.ok) return;
      const told = await answer.json();
      token = told.token;
      correct(told.corrections);
      const partly = one("[data-partly]");
      if (partly) partly.hidden = !Object.keys(told.problems).length;
      show();
    } catch (error) { if (error.name !== "AbortError") return; }
  };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(draft, 350); };

  const swatch = (field) => {
    const chooser = one(`[data-swatch="${field.name}"]`);
    if (!chooser) return;
    const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(field.value.trim());
    const long = /^#?([0-9a-f]{6})$/i.exec(field.value.trim());
    chooser.value = long ? `#${long[1]}` : short ? `#${short.slice(1).map((each) => each + each).join("")}` : "#ffffff";
  };

  // A picture.
  const put = (name, address) => {
    const field = one(`[data-address="${name}"]`);
    field.value = address;
    changed(field);
    depict(name);
  };
  const depict = (name) => {
    const address = one(`[data-address="${name}"]`).value;
    const picture = one(`[data-shown="${name}"]`);
    if (address) picture.src = address;
    picture.hidden = !address;
    one(`[data-remove="${name}"]`).hidden = !address;
  };
  const send = async (input) => {
    const name = input.dataset.picture;
    const [file] = input.files;
    const wrong = one(`[data-wrong="${name}"]`);
    if (!file) return;
    wrong.textContent = "";
    input.parentElement.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/api/branding/pictures?kind=${encodeURIComponent(name)}`, { method: "POST", body: file });
      const told = await answer.json();
      if (answer.ok) put(name, told.url);
      else wrong.textContent = told.detail || one(`[data-words="${name}"]`).dataset.failed;
    } catch { wrong.textContent = one(`[data-words="${name}"]`).dataset.failed; }
    input.value = "";
    input.parentElement.removeAttribute("aria-busy");
  };

  addEventListener("click", (event) => {
    const remove = event.target.closest?.("[data-remove]");
    if (remove) put(remove.dataset.remove, "");
  });
  addEventListener("change", (event) => {
    if (event.target.matches?.("[data-picture]")) send(event.target);
    else if (event.target.name === "branding-width") fit();
    else if (event.target.name === "branding-page") show();
    else if (event.target.closest?.("[data-drafting]")) soon();
  });
  addEventListener("input", (event) => {
    if (!event.target.closest?.("[data-drafting]")) return;
    if (event.target.matches("[data-swatch]")) {
      const field = one(`#${event.target.dataset.swatch}`);
      field.value = event.target.value;
      changed(field);
      return;
    }
    swatch(event.target);
    soon();
  });
  addEventListener("reset", (event) => {
    if (!event.target.closest?.("[data-drafting]")) return;
    setTimeout(() => { begin(event.target); soon(); });
  });

  const begin = (within) => {
    for (const chooser of within.querySelectorAll("[data-swatch]")) swatch(one(`#${chooser.dataset.swatch}`));
    for (const field of within.querySelectorAll("[data-address]")) depict(field.dataset.address);
  };
  let known = null;
  const look = () => {
    const forms = one("[data-drafting]");
    if (forms === known) return;
    known = forms;
    if (!forms) return;
    begin(forms);
    new ResizeObserver(fit).observe(one("[data-stage]"));
    draft();
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
})();
