// The browser's way back from a page with unsaved changes: the router is held until the person has said whether to leave.
import { useEffect } from "react";
import { useBlocker } from "react-router";

export const Leaving = () => {
  const settings = () => globalThis.wesupplySettings;
  const held = useBlocker(({ historyAction }) => historyAction === "POP" && Boolean(settings()?.isUnsaved()));
  useEffect(() => {
    if (held.state !== "blocked") return;
    if (settings().mayLeave()) held.proceed();
    else held.reset();
  }, [held]);
  return null;
};
