// In which language does a page speak? Pages are built in English; for another language its words are fetched once, and every text follows.
// The person's choice is kept in a cookie, so that the next page starts with it; `wesupplyWords` (set in the head) has begun to fetch by then.
import { useEffect, useSyncExternalStore } from "react";

const NUMBERS = { en: "en-GB" };
const at = globalThis.wesupplyWords ?? { addresses: {} };
const filled = (text, values) => (values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name] ?? "") : whole)) : text);

const speaker = (language, words = {}, forms = {}) => {
  const said = (text, values) => filled(words[text] ?? text, values);
  said.language = language;
  said.many = (one, more, count, values) => {
    const kind = new Intl.PluralRules(language).select(Number(count) || 0);
    const form = words[one]?.[forms[kind] ?? 0] ?? (Number(count) === 1 ? one : more);
    return filled(form, { count: Number(count || 0).toLocaleString(NUMBERS[language] ?? language), ...values });
  };
  return said;
};

const ENGLISH = speaker("en");
let now = ENGLISH;
const listeners = new Set();

const show = () => requestAnimationFrame(() => {
  const html = document.documentElement;
  if (!("words" in html.dataset)) return;
  delete html.dataset.words;
  document.querySelector("[autofocus]")?.focus();
});
const take = (next) => {
  now = next;
  globalThis.wesupplySaid = now;
  document.documentElement.lang = now.language;
  for (const tell of listeners) tell();
  show();
};
const subscribe = (tell) => {
  listeners.add(tell);
  if (now.language === at.language) show();
  return () => listeners.delete(tell);
};

// From now on this tab, and those opened later, speak this language.
export const speak = async (language) => {
  if (language !== "en" && !at.addresses[language]) return;
  const safe = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `wesupply_language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${safe}`;
  if (language === at.language) return;
  at.language = language;
  at.coming = language === "en" ? null : fetch(at.addresses[language]).then((answer) => answer.json());
  await arrive();
};

const arrive = async () => {
  const { language, coming } = at;
  try {
    const found = await coming;
    if (language === at.language) take(found ? speaker(language, found.words, found.forms) : ENGLISH);
  } catch {
    at.language = now.language;
    show();
  }
};

if (typeof document !== "undefined") {
  at.language ??= "en";
  globalThis.wesupplySaid = now;
  if (at.coming) arrive();
}

// `const said = useWords()`: the first drawing is English, as the page was built; the person's language follows before they see it.
export const useWords = () => useSyncExternalStore(subscribe, () => now, () => ENGLISH);

// The language that the server knows for whoever is signed in.
export function Speaking({ language }) {
  useEffect(() => { if (language) speak(language); }, [language]);
  return null;
}

// The name of the page in the browser's tab.
export function Titled({ text }) {
  const said = useWords();
  useEffect(() => { if (document.title !== said(text)) document.title = said(text); }, [said, text]);
  return null;
}
