"""The parts that every screen is made of. Look at them all on the page `/kit`; styles are in `assets/tokens.css` and `assets/kit.css`.

Import from here: `from wesupply_ui.portals import kit`, then

    kit.shell(..., places=, current=, name=, account=)   a portal's frame        kit.open_shell(...)   a shopper's or sign-in page
    kit.page_header(title, *actions, about=, back=)      the page's h1           kit.card, kit.facts_card(title, (name, value), …)
    kit.button / icon_button / copy_button   act here    kit.link / link_button / outside_link   go elsewhere
    kit.badge(word, tone) / notice(..., tone=)           tone: moving, done, attention, problem, quiet
    kit.table(columns, rows, cells, label=, href=)       kit.Column, kit.Ticks   kit.table_skeleton()
    kit.toolbar, search_field, filter_chips, select      kit.pager               kit.tabs + tab_panel, link_tabs, kit.Tab
    kit.plain_form                                       posted by the browser itself, for signing in and out
    kit.text_field, text_area, select_field, checkbox, choices                   error=State.errors["email"] shows under the field
    kit.section(title, *fields, name=, on_submit=)       saved by itself, asks before unsaved changes are left; `return kit.saved(name)`
    kit.dialog / drawer (State opens), dialog_with_trigger / drawer_with_trigger (their button opens), kit.closing(button)
    kit.timeline + happening, milestone_bar              kit.bar_chart(rows)     rows made by kit.bars([kit.Point(...)])
    kit.line_chart(rows, …)                              rows made by kit.lines([(name, values, "solid"), …])
    kit.empty_state, skeleton                            kit.stat_card in kit.stat_row
    kit.t("Orders"), kit.tn(one, more, count)            words in the person's language, {name} filled from Vars
    return kit.toast("Saved")                            from a handler          kit.brand_of("#aabbcc").style() on class "branded"

Words and tones come ready-made in rows: nothing here formats dates, money or numbers. Layout is Tailwind's utilities with our names
(`text-soft`, `bg-surface`, `border-line`, `text-title`, `rounded-card`); use logical ones (`ms-2`, `ps-4`, `text-start`).
"""

from wesupply_ui.portals.kit.badges import TONES, badge, count, notice, tone_icon
from wesupply_ui.portals.kit.brand import Brand, brand_of
from wesupply_ui.portals.kit.buttons import button, copy_button, icon_button, link, link_button, outside_link
from wesupply_ui.portals.kit.cards import avatar, card, facts, facts_card, initials_of, stat_card, stat_row, thumbnail
from wesupply_ui.portals.kit.charts import Bar, Point, bar_chart, bars, chart_frame
from wesupply_ui.portals.kit.connection import connection_line
from wesupply_ui.portals.kit.empty import empty_state, skeleton
from wesupply_ui.portals.kit.filters import filter_chip, filter_chips, pager, removable_chip, search_field, toolbar
from wesupply_ui.portals.kit.forms import checkbox, choices, plain_form, select, select_field, text_area, text_field
from wesupply_ui.portals.kit.headers import page_header
from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.lines import Line, line_chart, lines
from wesupply_ui.portals.kit.overlays import closing, dialog, dialog_with_trigger, drawer, drawer_with_trigger
from wesupply_ui.portals.kit.sections import guarded, saved, section
from wesupply_ui.portals.kit.shell import Place, account_menu, open_shell, shell
from wesupply_ui.portals.kit.stories import happening, milestone_bar, timeline
from wesupply_ui.portals.kit.tables import Column, Ticks, table, table_skeleton
from wesupply_ui.portals.kit.tabs import Tab, link_tabs, tab_panel, tabs
from wesupply_ui.portals.kit.toast import toast
from wesupply_ui.portals.kit.words import first_words, speaking, t, titled, tn

__all__ = [
    "TONES",
    "Bar",
    "Brand",
    "Column",
    "Line",
    "Place",
    "Point",
    "Tab",
    "Ticks",
    "account_menu",
    "avatar",
    "badge",
    "bar_chart",
    "bars",
    "brand_of",
    "button",
    "card",
    "chart_frame",
    "checkbox",
    "choices",
    "closing",
    "connection_line",
    "copy_button",
    "count",
    "dialog",
    "dialog_with_trigger",
    "drawer",
    "drawer_with_trigger",
    "empty_state",
    "facts",
    "facts_card",
    "filter_chip",
    "filter_chips",
    "first_words",
    "guarded",
    "happening",
    "icon",
    "icon_button",
    "initials_of",
    "line_chart",
    "lines",
    "link",
    "link_button",
    "link_tabs",
    "milestone_bar",
    "notice",
    "open_shell",
    "outside_link",
    "page_header",
    "pager",
    "plain_form",
    "removable_chip",
    "saved",
    "search_field",
    "section",
    "select",
    "select_field",
    "shell",
    "skeleton",
    "speaking",
    "stat_card",
    "stat_row",
    "t",
    "tab_panel",
    "table",
    "table_skeleton",
    "tabs",
    "text_area",
    "text_field",
    "thumbnail",
    "timeline",
    "titled",
    "tn",
    "toast",
    "tone_icon",
    "toolbar",
]
