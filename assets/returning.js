/* Makes the steps of a return more pleasant: the money follows each choice, photos are sent as they are chosen, and what is sent without a
   connection waits for one. Every step works without it. */
(() => {
  const form = document.getElementById("r-form");
  if (!form) return;
  const offline = document.getElementById("r-offline");
  let peek = 0, timer = 0, sending = 0, held = null, isSent = false;

  // The money, and what else is asked, for what is chosen now.
  async function look() {
    const mine = ++peek;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    try {
      const answer = await fetch(form.dataset.peek, { method: "POST", body });
      if (!answer.ok || mine !== peek || answer.redirected) return;
      const told = await answer.json();
      for (const [name, words] of Object.entries(told.money)) {
        const place = form.querySelector(`[data-money="${name}"]`);
        if (place.textContent !== words) place.textContent = words;
      }
      for (const [key, asks] of Object.entries(told.asks)) for (const name of ["comment", "photo"]) {
        const place = form.querySelector(`[data-asks="${name}.${CSS.escape(key)}"]`);
        if (!place) continue;
        const isKept = place.querySelector(".r-thumb") || place.querySelector("textarea")?.value;
        place.hidden = asks[name] === "no" && !isKept;
        place.querySelector("[data-words]").textContent = asks[`${name}_label`];
      }
    } catch { /* without a connection the figure stays; the server counts again at the next step */ }
  }
  if (form.dataset.peek) form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    if (event.target.classList.contains("r-number")) event.target.closest(".r-good").querySelector("[type=checkbox]").checked = true;
    clearTimeout(timer);
    timer = setTimeout(look, event.target.tagName === "TEXTAREA" ? 600 : 60);
  });

  // Photos.
  function send(input, file) {
    const list = input.closest(".r-field").querySelector(".r-thumbs"), problem = document.getElementById(`pe.${input.name.slice(2)}`);
    const say = (words) => { problem.textContent = words; problem.hidden = !words; };
    if (file.size > Number(form.dataset.most)) return say(form.dataset.large);
    const item = document.createElement("li"), picture = document.createElement("img"), bar = document.createElement("progress");
    item.className = "r-thumb";
    const preview = URL.createObjectURL(file);
    Object.assign(picture, { src: preview, alt: file.name, width: 88, height: 88 });
    Object.assign(bar, { max: 1, value: 0 });
    bar.setAttribute("aria-label", `${form.dataset.sending}: ${file.name}`);
    item.append(picture, bar);
    list.append(item);
    say("");
    const body = new FormData(), request = new XMLHttpRequest();
    body.append(input.name, file);
    sending += 1;
    request.open("POST", form.dataset.photos);
    request.responseType = "json";
    request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    request.onloadend = () => {
      sending -= 1;
      const photo = request.response?.photo;
      URL.revokeObjectURL(preview);
      if (photo) {
        const link = Object.assign(document.createElement("a"), { href: photo.url, target: "_blank", rel: "noopener" });
        Object.assign(picture, { src: photo.small, alt: photo.label });
        link.append(picture);
        const button = Object.assign(document.createElement("button"), { type: "submit", name: "remove", value: photo.id, title: photo.remove, textContent: "×" });
        button.setAttribute("aria-label", photo.remove);
        item.replaceChildren(link, button);
      } else {
        item.remove();
        say(request.response?.problem ?? form.dataset.failed);
        held = null;
      }
      if (!sending && held) release();
    };
    request.send(body);
  }
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !form.dataset.photos) return;
    for (const file of [...event.target.files]) send(event.target, file);
    event.target.value = "";
  });

  // A step that is sent while photos are on their way, or without a connection, waits.
  function release() {
    const button = held;
    held = null;
    delete form.dataset.held;
    offline.hidden = true;
    form.requestSubmit(button);
  }
  form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    if (navigator.onLine && !sending) { isSent = true; return; }
    event.preventDefault();
    held = event.submitter ?? form.querySelector(".r-bar button");
    form.dataset.held = "";
    offline.hidden = navigator.onLine;
  });
  addEventListener("online", () => { if (held && !sending) release(); });
  addEventListener("pageshow", () => { isSent = false; if (form.dataset.peek) look(); });
  if (document.getElementById("problem")) (form.querySelector("[aria-invalid]") ?? form).focus?.({ preventScroll: false });
})();
