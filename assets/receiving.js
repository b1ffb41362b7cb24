// At the bench: the scan field is ready after each box, what a scanner types lands in it wherever the focus is, and counters count.
(() => {
  if (globalThis.wesupplyBench) return;
  const field = () => document.getElementById("bench-scan");
  globalThis.wesupplyBench = {
    ready() {
      const scan = field();
      if (!scan) return;
      scan.value = "";
      if (!document.querySelector(".bench-form ~ * [name=contents]")) scan.focus();
    },
  };
  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    const scan = field();
    if (!scan || event.target === scan) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]")) return;
    scan.focus();
  }, true);
  addEventListener("click", (event) => {
    const key = event.target.closest?.("[data-step]");
    const number = key?.parentElement.querySelector("input[type=number]");
    if (!number) return;
    const wanted = Number(number.value || 0) + Number(key.dataset.step);
    number.value = Math.max(Number(number.min), Math.min(Number(number.max), wanted));
    number.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
