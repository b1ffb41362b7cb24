"""The only place that knows Reflex: screens for merchants, shoppers, stores and anyone, on the parts of `portals/kit`.

How to add a screen
-------------------
1. A folder named after the noun under its audience: `portals/merchant/orders/`, with three files.

   `rows.py` holds frozen dataclasses with ready-made text (only fields reach the browser, never properties):

       @dataclass(frozen=True)
       class OrderRow:
           number: str
           href: str
           placed: str      # "20 Nov, 10:15", in the merchant's time zone
           status: str
           tone: str        # one of kit.TONES

   `state.py` holds what the screen knows and what a person does there. A handler is three moves: read the input, call one use case or
   query, put rows into vars or return a toast. All are async, all are marked, the mark stands right below `@rx.event`:

       class OrdersState(rx.State):
           rows: list[OrderRow] = []
           loaded: bool = False

           @rx.event
           @audience(MERCHANT, may="orders.read")
           async def load(self) -> None:
               async with look(self) as (db, scope):
                   found = await queries.recent(db, scope)
               self.rows, self.loaded = [row_of(order) for order in found], True
               watch(self, f"merchant:{scope.merchant_id}")

           @rx.event
           @audience(MERCHANT, may="orders.read")
           async def refresh(self) -> None:                   # called when a watched topic has news
               ...

           @rx.event
           @audience(MERCHANT, may="tracking.poll")
           async def poll(self, number: str):
               async with work(self) as (db, scope):          # ONE transaction, committed at the end of the block
                   await poll_now(db, scope, number, now=clock.now())
               return kit.toast("Asking the carrier …")

   `from wesupply_ui.portals.access import MERCHANT, audience, look, work` and `from wesupply_ui.portals.live import watch`.
   Shoppers and anyone: `open_look(self)` and `open_work(self)` give `db` alone; the use case makes the scope from the link's token
   (`self.router.page.params` holds route arguments: the State's own var of that name, such as `token`, is made by Reflex).
   What a use case raises (`kernel/errors.Situation`) may simply fly: the page shows its words as a toast. Catch it only to put
   `problems.field_errors(situation)` beside fields. Arguments of handlers come from strangers: hand them to the domain unparsed.

   `page.py` draws, and decides nothing:

       def orders() -> rx.Component:
           return frame(kit.page_header("Orders"), rx.cond(OrdersState.loaded, kit.table(...), kit.table_skeleton()), current="/app/orders")

2. A line in `PAGES` of the audience's `__init__.py` (see `portals/site/__init__.py`):
   `Page("/app/orders", orders, "Orders", MERCHANT, on_load=[OrdersState.load])`. `portals/pages.py` puts the lists together.
3. Tests under `tests/portals/<audience>/`, and a screenshot at 360, 768 and 1280 pixels, light and dark, that you have looked at.

Never: a query or tenant data in `@rx.var` (it is sent to every visitor), `rx.button` and other Radix Themes parts (300 kB), a token in
browser storage, a synchronous handler, `async with self` around I/O.
"""
