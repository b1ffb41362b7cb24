"""Words that a page draws by itself, in the language of whoever looks.

Pages are built in English; `assets/words.js` says them in other languages.
"""

from __future__ import annotations

import json
from typing import Any

import reflex as rx
from reflex_base.vars import VarData

from wesupply_ui.kernel.words import addresses

_FROM = "$/public/words.js"
_SPEAKER = {"const said = useWords()": None}
# Before the first paint: whose cookie, or else whose browser, names another language starts fetching its words, and sees the page when it
# can speak.
# Shoppers' pages have no part in it.
_FIRST = """(()=>{const at=globalThis.wesupplyWords={addresses:%s};
const found=/(?:^|; )wesupply_language=(\\w\\w)/.exec(document.cookie)?.[1]
??(navigator.languages??[]).map((one)=>one.slice(0,2).toLowerCase()).find((one)=>one==="en"||at.addresses[one]);
if(!at.addresses[found]||/^\\/[strp]\\//.test(location.pathname))return;
const html=document.documentElement;at.language=html.lang=found;html.dataset.words="";
at.coming=fetch(at.addresses[found]).then((answer)=>answer.json());at.coming.catch(()=>{});
setTimeout(()=>{delete html.dataset.words},3000)})()"""


def t(text: str, **values: Any) -> Any:
    """The English text, said in the person's language; `{name}` is filled from `values`, which may be Vars."""
    return _said(f"said({json.dumps(text)}{_filling(values)})", values)


def tn(one: str, more: str, count: Any, **values: Any) -> Any:
    """As `t`, in the form that the language has for this count, which may be a Var; `{count}` is filled by itself."""
    number = rx.Var.create(count)
    return _said(f"said.many({json.dumps(one)}, {json.dumps(more)}, {number}{_filling(values)})", {**values, "count": number})


def first_words() -> str:
    """The script that goes first into every page's head."""
    return _FIRST.replace("\n", "") % json.dumps(addresses())


def speaking(language: Any) -> rx.Component:
    """Draws nothing; from when `language` (a State's var, empty until known) is there, the page speaks it."""
    return _Speaking.create(language=language)


def titled(text: str) -> rx.Component:
    """Draws nothing; says the page's name in the browser's tab in the person's language."""
    return _Titled.create(text=text)


class _Speaking(rx.Component):
    library = _FROM
    tag = "Speaking"
    language: rx.Var[str]


class _Titled(rx.Component):
    library = _FROM
    tag = "Titled"
    text: rx.Var[str]


def _filling(values: dict[str, Any]) -> str:
    if not values:
        return ""
    return ", {" + ", ".join(f"{json.dumps(name)}: {rx.Var.create(value)}" for name, value in values.items()) + "}"


def _said(expression: str, values: dict[str, Any]) -> Any:
    own = VarData(hooks=_SPEAKER, imports={_FROM: [rx.ImportVar(tag="useWords")]})
    data = VarData.merge(own, *(rx.Var.create(value)._get_all_var_data() for value in values.values()))
    return rx.Var(_js_expr=expression, _var_type=str, _var_data=data).to(str)
