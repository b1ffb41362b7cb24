// What the merchant's portal does in the browser without asking the server: sends a chosen file and tells how far it is.
(() => {
  if (globalThis.wesupplyMerchant) return;
  globalThis.wesupplyMerchant = true;

  const said = (text, values = {}) => globalThis.wesupplySaid?.(text, values) ?? text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const part = (name) => document.querySelector(`[data-upload-${name}]`);
  const tell = (words, share) => {
    part("told").textContent = words;
    part("bar").hidden = share === null;
    if (share !== null) part("bar").firstElementChild.style.inlineSize = `${share}%`;
  };
  const fail = (words) => { tell("", null); part("problem").textContent = words; };

  const send = (input) => {
    const [file] = input.files;
    if (!file) return;
    part("problem").textContent = "";
    input.disabled = true;
    const request = new XMLHttpRequest();
    request.open("POST", `${input.dataset.upload}?name=${encodeURIComponent(file.name)}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      const share = total ? Math.floor((loaded / total) * 100) : 0;
      tell(said("Sending {name}: {share} %", { name: file.name, share }), share);
    };
    request.onload = () => {
      if (request.status === 200) location.assign(input.dataset.next + encodeURIComponent(request.response.file));
      else fail(request.response?.detail || said("The file could not be sent. Please try again."));
    };
    request.onerror = () => fail(said("The connection was lost. Please try again."));
    request.onloadend = () => { input.disabled = false; if (request.status !== 200) input.value = ""; };
    tell(said("Sending {name}", { name: file.name }), 0);
    request.send(file);
  };

  addEventListener("change", (event) => { if (event.target.matches?.("input[data-upload]")) send(event.target); });
  for (const [name, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
    addEventListener(name, (event) => event.target.closest?.(".drop")?.toggleAttribute("data-over", over));
  }
})();
