// Passkeys in the browser: buttons with data-passkey ("enter", "confirm", "register") ask the device, and the server judges its answer.
(() => {
  if (globalThis.wesupplyPasskeys) return;
  globalThis.wesupplyPasskeys = true;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const post = async (path, body = {}) => {
    const answer = await fetch(`/api/passkeys/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(said.detail || said.title || ""), { type: said.type || "", ours: true });
    return said;
  };

  const make = async () => {
    const { publicKey } = await post("register/options");
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.user.id = bytes(publicKey.user.id);
    for (const each of publicKey.excludeCredentials ?? []) each.id = bytes(each.id);
    return navigator.credentials.create({ publicKey });
  };
  const prove = async () => {
    const { publicKey } = await post("enter/options");
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.allowCredentials = [];
    return navigator.credentials.get({ publicKey });
  };
  const written = (credential) => {
    const { response } = credential;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const said = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])]));
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said };
  };

  const run = async (button) => {
    const deed = button.dataset.passkey;
    const form = button.closest("form");
    const name = form?.elements.passkey_name;
    if (name && !name.reportValidity()) return;
    button.disabled = true;
    try {
      const credential = await (deed === "register" ? make() : prove());
      const next = new URLSearchParams(location.search).get("next") ?? "";
      globalThis.wesupply?.going(); // the session gets a new token, and the answer says where to go
      const { next: to } = await post(deed, { credential: written(credential), name: name?.value, next });
      location.assign(to);
    } catch (error) {
      button.disabled = false;
      if (error.type?.endsWith("confirm-needed")) { location.assign(`/login/confirm?next=${encodeURIComponent(location.pathname)}`); return; }
      // Who closed the device's own question knows that; everything else is told.
      if (error.name !== "NotAllowedError" && error.name !== "AbortError") globalThis.wesupply?.toast(error.ours && error.message ? error.message : button.dataset.sorry, "problem", 10);
      else globalThis.wesupply?.toast(button.dataset.nothing, "attention");
    }
  };

  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-passkey]");
    if (button) { event.preventDefault(); run(button); }
  });
  addEventListener("submit", (event) => {
    const button = event.target.querySelector?.("[data-passkey='register']");
    if (button) { event.preventDefault(); run(button); }
  }, true);
})();
