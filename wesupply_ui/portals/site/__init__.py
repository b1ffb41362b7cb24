"""Public pages: the front door, the sign-in, an address nobody lives at, and the kit for those who build on it."""

from wesupply_ui.portals.marks import PERSON
from wesupply_ui.portals.page import Page
from wesupply_ui.portals.site.account.factors import FactorState
from wesupply_ui.portals.site.account.page import account
from wesupply_ui.portals.site.account.state import AccountState
from wesupply_ui.portals.site.landing import landing
from wesupply_ui.portals.site.login.confirm import confirm
from wesupply_ui.portals.site.login.page import login
from wesupply_ui.portals.site.login.second import second
from wesupply_ui.portals.site.login.state import ConfirmState, LoginState, SecondState
from wesupply_ui.portals.site.lost import lost
from wesupply_ui.portals.site.showcase.page import showcase
from wesupply_ui.portals.site.showcase.state import ShowcaseState

PAGES = (
    Page("/", landing, "WeSupply: after the order, under your own roof"),
    Page("/login", login, "Sign in", on_load=[LoginState.load]),
    Page("/login/second", second, "One more step", on_load=[SecondState.load]),
    Page("/login/confirm", confirm, "Is it still you?", PERSON, on_load=[ConfirmState.load]),
    Page("/app/account", account, "Your account", PERSON, on_load=[AccountState.load, FactorState.load]),
    Page("/404", lost, "Nothing at this address"),
    Page("/kit", showcase, "The kit", on_load=[ShowcaseState.load], meta=({"name": "robots", "content": "noindex"},)),
)
