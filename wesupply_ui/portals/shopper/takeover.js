// Ends the server's drawing once the live page stands, keeps the tab's title true, and lets "8 minutes ago" grow older.
(() => {
  const first = () => document.body?.shadowRoot?.querySelector("[part=snapshot]");
  const see = () => {
    // A tab that was here before begins with what it knew then: only after loading does it know better than the drawing.
    const drawn = first();
    const live = document.querySelector(drawn ? "[data-live=true]" : "[data-live]");
    if (!live) return;
    if (drawn) {
      const open = [...drawn.querySelectorAll("details")].map((each) => each.open);
      [...live.querySelectorAll("details")].forEach((each, at) => { each.open = open[at] ?? false; });
      drawn.remove();
      document.body.shadowRoot.querySelector("slot").style.display = "contents";
    }
    if (live.dataset.title && document.title !== live.dataset.title) document.title = live.dataset.title;
  };
  new MutationObserver(see).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-title", "data-live"] });

  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });
  setInterval(() => {
    for (const time of [...document.querySelectorAll("time[data-ago]"), ...(first()?.querySelectorAll("time[data-ago]") ?? [])]) {
      const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
      if (!(minutes > 0 && minutes < 1440) || !time.firstChild) continue;
      time.firstChild.nodeValue = minutes < 60 ? words.format(-minutes, "minute") : words.format(-Math.floor(minutes / 60), "hour");
    }
  }, 30000);
})();
