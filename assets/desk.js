// A store's tablet locks itself when nobody touches it for as long as the shop says; the server ends the session by itself at that time too.
(() => {
  if (globalThis.wesupplyDesk) return;
  globalThis.wesupplyDesk = true;
  let touched = Date.now();
  for (const kind of ["pointerdown", "keydown", "scroll", "touchstart"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
  setInterval(() => {
    const form = document.getElementById("desk-lock");
    const minutes = Number(form?.dataset.idle ?? 0);
    if (minutes && Date.now() - touched >= minutes * 60_000) form.submit();
  }, 5_000);
})();
