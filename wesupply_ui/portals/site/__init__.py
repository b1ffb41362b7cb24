"""Public pages: the front door, the sign-in, an address nobody lives at, and the kit for those who build on it."""

from wesupply_ui.portals.marks import PERSON
from wesupply_ui.portals.page import Page
from wesupply_ui.portals.site.account.factors import FactorState
from wesupply_ui.portals.site.account.page import account
from wesupply_ui.portals.site.account.state import AccountState
from wesupply_ui.portals.site.forgot.page import forgot, reset
from wesupply_ui.portals.site.forgot.state import ForgotState, ResetState
from wesupply_ui.portals.site.invite.page import invite
from wesupply_ui.portals.site.invite.state import InviteState
from wesupply_ui.portals.site.landing import landing
from wesupply_ui.portals.site.login.confirm import confirm
from wesupply_ui.portals.site.login.page import login
from wesupply_ui.portals.site.login.second import second
from wesupply_ui.portals.site.login.state import ConfirmState, LoginState, SecondState
from wesupply_ui.portals.site.lost import lost
from wesupply_ui.portals.site.showcase.page import showcase
from wesupply_ui.portals.site.showcase.state import ShowcaseState
from wesupply_ui.portals.site.signup.confirming import ConfirmingState, confirming
from wesupply_ui.portals.site.signup.page import signup
from wesupply_ui.portals.site.signup.state import SignUpState

# Their addresses hold what opens an account: no search engine and no other site shall see them.
_UNLISTED = ({"name": "robots", "content": "noindex"}, {"name": "referrer", "content": "no-referrer"})

PAGES = (
    Page("/", landing, "WeSupply: after the order, under your own roof"),
    Page("/login", login, "Sign in", on_load=[LoginState.load]),
    Page("/login/second", second, "One more step", on_load=[SecondState.load]),
    Page("/login/confirm", confirm, "Is it still you?", PERSON, on_load=[ConfirmState.load]),
    Page("/signup", signup, "Sign up", on_load=[SignUpState.load]),
    Page("/confirm/[token]", confirming, "Confirm your address", on_load=[ConfirmingState.load], meta=_UNLISTED),
    Page("/forgot", forgot, "Forgot your password?", on_load=[ForgotState.load]),
    Page("/reset/[token]", reset, "Choose a new password", on_load=[ResetState.load], meta=_UNLISTED),
    Page("/invite/[token]", invite, "An invitation", on_load=[InviteState.load], meta=_UNLISTED),
    Page("/app/account", account, "Your account", PERSON, on_load=[AccountState.load, FactorState.load]),
    Page("/404", lost, "Nothing at this address"),
    Page("/kit", showcase, "The kit", on_load=[ShowcaseState.load], meta=({"name": "robots", "content": "noindex"},)),
)
