"""Draws the demo shop's products and its logo as small SVGs. `assets/demo/` holds what this makes; a test keeps the two equal."""

from __future__ import annotations

from pathlib import Path

from wesupply_ui.demo_data.goods import GOODS, LOGO_PATH, Good, picture_path

# Each drawing fills a square of 100 units; {a} and {b} are the product's main and second colour.
_DRAWINGS = {
    "boot": "<path fill='{a}' d='M34 20h22l2 28 20 8c6 3 8 8 8 14H30c2-18 4-32 4-50z'/><path fill='{b}' d='M28 70h59v8H28z'/>"
    "<path stroke='{b}' stroke-width='3' d='M42 30h14M42 38h15M42 46h16'/>",
    "jacket": "<path fill='{a}' d='M36 18l14 6 14-6 20 14-8 16-8-4v38H32V44l-8 4-8-16z'/><path stroke='{b}' stroke-width='3' "
    "d='M50 24v58'/>"
    "<path fill='{b}' d='M36 58h8v10h-8zM56 58h8v10h-8z'/>",
    "socks": "<path fill='{a}' d='M28 18h18v36l-14 22c-4 6-14 4-16-3s4-9 12-21zM58 18h18v36l-14 22c-4 6-14 4-16-3s4-9 12-21z'/>"
    "<path fill='{b}' d='M28 18h18v8H28zM58 18h18v8H58z'/>",
    "cap": "<path fill='{a}' d='M22 60c0-22 12-34 30-34s28 12 28 34z'/><path fill='{b}' d='M22 58h58c10 2 14 6 14 10-24-6-48-6-72-2z'/>",
    "tent": "<path fill='{a}' d='M50 20l40 58H10z'/><path fill='{b}' d='M50 40l14 38H36z'/><path stroke='{b}' "
    "stroke-width='3' d='M50 14v10'/>",
    "bag": "<rect x='30' y='14' width='40' height='72' rx='20' fill='{a}'/><path fill='{b}' d='M38 26c0-8 24-8 24 0v10H38z'/>"
    "<path stroke='{b}' stroke-width='2' d='M32 50h36M32 62h36M34 74h32'/>",
    "mat": "<circle cx='34' cy='56' r='22' fill='{a}'/><circle cx='34' cy='56' r='12' fill='none' stroke='{b}' stroke-width='4'/>"
    "<path fill='{a}' d='M34 34h52v44H34z'/><path stroke='{b}' stroke-width='3' d='M52 34v44M70 34v44'/>",
    "pack": "<path stroke='{b}' stroke-width='6' fill='none' d='M38 24c0-14 24-14 24 0'/><rect x='26' y='22' width='48' "
    "height='62' rx='14' fill='{a}'/>"
    "<rect x='34' y='52' width='32' height='24' rx='6' fill='{b}'/><path fill='{b}' d='M30 38h40v5H30z'/>",
    "stove": "<path stroke='{b}' stroke-width='5' d='M30 28l12 20M70 28L58 48M50 26v20'/><rect x='40' y='44' width='20' "
    "height='18' rx='3' fill='{b}'/>"
    "<rect x='30' y='60' width='40' height='24' rx='10' fill='{a}'/>",
    "pot": "<rect x='24' y='38' width='52' height='40' rx='6' fill='{a}'/><path fill='{b}' d='M20 34h60v7H20z'/><path "
    "stroke='{b}' stroke-width='5' d='M76 52h14'/>"
    "<circle cx='50' cy='29' r='5' fill='{b}'/>",
    "bottle": "<rect x='36' y='30' width='28' height='56' rx='9' fill='{a}'/><rect x='40' y='14' width='20' height='18' "
    "rx='4' fill='{b}'/>"
    "<path fill='#fff' opacity='.25' d='M42 36h5v42h-5z'/>",
    "headlamp": "<path fill='none' stroke='{b}' stroke-width='9' d='M18 54c8-28 56-28 64 0'/><rect x='36' y='40' width='28' "
    "height='26' rx='8' fill='{b}'/>"
    "<circle cx='50' cy='53' r='9' fill='{a}'/>",
    "lamp": "<path fill='{a}' d='M28 44l30-24 14 20-30 18z'/><path fill='none' stroke='{b}' stroke-width='5' d='M60 40l14 22-22 18'/>"
    "<rect x='32' y='78' width='40' height='7' rx='3' fill='{a}'/>",
    "mug": "<path fill='none' stroke='{b}' stroke-width='6' d='M66 42c20-4 20 28 0 24'/><rect x='24' y='32' width='44' "
    "height='46' rx='6' fill='{a}'/>"
    "<path fill='{b}' d='M24 32h44v6H24z'/>",
    "pan": "<circle cx='42' cy='56' r='28' fill='{a}'/><circle cx='42' cy='56' r='21' fill='{b}'/><path stroke='{a}' "
    "stroke-width='9' stroke-linecap='round' d='M64 38l22-20'/>",
    "board": "<rect x='22' y='26' width='56' height='54' rx='8' fill='{a}'/><rect x='42' y='14' width='16' height='18' "
    "rx='6' fill='{a}'/>"
    "<circle cx='50' cy='22' r='4' fill='{b}'/><path stroke='{b}' stroke-width='2' d='M30 42c14-6 26 6 40 0M30 58c14-6 26 6 40 0'/>",
    "knife": "<path fill='{a}' d='M16 66L70 18c8 12 2 26-14 34L24 74z'/><path stroke='{b}' stroke-width='10' "
    "stroke-linecap='round' d='M58 54l22 26'/>",
    "blanket": "<path fill='{a}' d='M18 34h64v44H18z'/><path fill='{b}' d='M18 44h64v5H18zM18 62h64v5H18z'/><path "
    "stroke='{a}' stroke-width='3' "
    "d='M22 78v8M34 78v8M46 78v8M58 78v8M70 78v8'/>",
    "candle": "<path fill='#e8a33d' d='M50 12c8 10 6 18 0 20-6-2-8-10 0-20z'/><rect x='30' y='36' width='40' height='48' "
    "rx='6' fill='{a}'/>"
    "<rect x='30' y='50' width='40' height='20' fill='{b}'/>",
    "vase": "<path fill='{a}' d='M40 16h20l-3 16c16 8 18 46-2 54H45c-20-8-18-46-2-54z'/><path fill='{b}' d='M31 52h38v6H31z'/>",
    "rug": "<rect x='16' y='28' width='68' height='46' rx='2' fill='{a}'/><path fill='none' stroke='{b}' stroke-width='4' "
    "d='M24 36h52v30H24z'/>"
    "<path fill='{b}' d='M50 42l10 9-10 9-10-9z'/>",
    "chair": "<path fill='{b}' d='M28 18h44v26H28zM28 52h44v8H28z'/><path stroke='{a}' stroke-width='6' d='M26 16v68M74 "
    "16v68M26 60l48 24M74 60L26 84'/>",
    "axe": "<path stroke='{b}' stroke-width='8' stroke-linecap='round' d='M36 84L62 20'/><path fill='{a}' d='M52 16l18 "
    "6c10 4 12 14 6 24l-32-12z'/>",
    "card": "<rect x='14' y='28' width='72' height='46' rx='6' fill='{a}'/><path fill='{b}' d='M14 46h72v6H14zM46 28h6v46h-6z'/>"
    "<path fill='none' stroke='{b}' stroke-width='4' d='M49 46c-14-4-14-16-4-14 4 2 4 14 4 14zm0 0c14-4 14-16 4-14-4 2-4 14-4 14z'/>",
    "book": "<path fill='{a}' d='M24 18h46c4 0 6 2 6 6v58H30c-4 0-6-2-6-6z'/><path fill='{b}' d='M30 74h46v8H30c-6 0-6-8 "
    "0-8zM36 30h28v5H36zM36 40h20v4H36z'/>",
}


def draw(good: Good) -> str:
    """The product's picture: 100 by 100 units on a quiet ground."""
    main, second = good.colours
    body = _DRAWINGS[good.drawing].format(a=main, b=second).replace("'", '"')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#f3f0ea" d="M0 0h100v100H0z"/>{body}</svg>\n'


def logo() -> str:
    """A fern leaf over an anvil's line, in the shop's green."""
    leaf = (
        '<path fill="#1f6f54" d="M20 6c9 8 9 20 0 30C11 26 11 14 20 6z"/>'
        '<path stroke="#fff" stroke-width="1.6" d="M20 12v22M20 20l4-4M20 20l-4-4M20 27l5-5M20 27l-5-5"/>'
        '<path fill="#1f6f54" d="M9 35h22v2.5H9z"/>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" fill="none">{leaf}</svg>\n'


def write(assets: Path) -> int:
    """Write every picture below an `assets` folder; returns how many changed."""
    wanted = {LOGO_PATH: logo()} | {picture_path(good.sku): draw(good) for good in GOODS}
    changed = 0
    for path, content in wanted.items():
        file = assets / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")
            changed += 1
    return changed
