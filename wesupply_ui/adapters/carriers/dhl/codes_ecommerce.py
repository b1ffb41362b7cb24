"""What do the codes of DHL eCommerce (Americas, Asia-Pacific), eCommerce Europe and PPL say on our axes?

Source: DHL's list of status codes for the unified tracking service (service, status, description). Each row gives the meaning first.
"""

from __future__ import annotations

from wesupply_ui.adapters.carriers.meanings import (
    ACCEPTED,
    DELIVERED,
    LABEL,
    MOVING,
    NOTE,
    OUT,
    READY,
    RETURNED,
    VOIDED,
    attempt,
    customs,
    damaged,
    delayed,
    held,
    lost,
    returning,
    table,
)

ECOMMERCE = table(
    (
        # Announced: label, manifest or booking, nothing handed over yet
        (LABEL, "109 128 129 235 238 400 445"),
        (held("not_handed_over"), "134 135"),  # the collection at the sender failed or was put off
        (VOIDED, "101"),
        # In DHL's hands for the first time
        (ACCEPTED, "100 115 130 132 200 211 220 229 461"),
        # Between hubs and with partners, USPS among them
        (
            MOVING,
            """50 51 401 451 561
               104 106 110 113 114 116 120 125 150 155 156 360 361 365 371 399 402 431 454 456 462 464 468 470 472 473 477 478 479
               480 481 482 483 494 499 505 510 511 513 515 517 518 520 521 523 524 525 526 528 529 530 531 532 533 534 535 536 537 538 539
               540 541 542 543 545 547 548 549 557 562 566 567 568 575 576 577 579 642""",
        ),
        # Customs: arrived, being cleared, cleared
        (MOVING, "441 442 447 449 452 463 501 502 504 509 241"),
        (customs("customs_inspection"), "443 453 506 507 508"),
        (customs("customs_duties"), "240 242 503"),
        (customs("import_refused"), "448"),
        (customs("waiting_for_collection"), "588"),  # lies at the customs office, where the recipient collects it
        # Late, misrouted, held
        (delayed("carrier_delay"), "450 592 593 680 699"),
        (delayed("missorted"), "546 640 641 670 671"),
        (held("other"), "312 358 573 644"),
        (held("holiday"), "594"),
        (MOVING, "359 313"),  # released from hold; customer service solved it
        (delayed("shopper_asked"), "609"),
        (delayed(), "581 616"),
        # To the door
        (OUT, "544 558 580 583 597 598"),
        # Waits for the recipient
        (READY, "469 522 560 565 570 585 599 601"),
        (DELIVERED, "572 589 590 600 606 607 621 652 653 654 655 656 657 658 659"),  # 589, 590: collected by the recipient's agent
        # Tried in vain
        (attempt("nobody_home"), "550 551 552 613"),
        (attempt("no_room"), "553"),
        (attempt("no_safe_place"), "554"),
        (attempt("business_closed"), "555 564 612"),
        (attempt("signature_needed"), "556"),
        (attempt(None), "563 571 595 596 615 629 637 638 639 651"),
        (attempt("no_access"), "605"),
        (attempt("payment_due"), "614"),
        (attempt("carrier_delay"), "665"),  # the service point could not take it
        (held("bad_address"), "683"),
        (held("nobody_home"), "844"),  # the recipient cannot be reached
        # Not deliverable: goes back or to the dead letter office
        (returning("bad_address"), "630 631 633 689 700 710 740"),
        (returning("moved"), "686 691 720 730 750"),
        (returning("unclaimed"), "693 760 804"),
        (returning("refused"), "610 611 619"),
        (returning("customs_duties"), "608"),
        (returning("undeliverable"), "602 625 626 770 780 800 802 808 809"),
        (returning("security"), "107 108"),
        (returning("recalled"), "604"),
        (
            returning(),
            "603 624 627 628 805 806 810 811 813 815 816 817 818 820 821 849 853 854 855 856 857 858 859 862 882",
        ),
        # The way back went wrong
        (returning("bad_address"), "880 885"),
        (returning("refused"), "881 884"),
        (returning("no_access"), "883"),
        (returning("nobody_home"), "886"),
        (returning("business_closed"), "887"),
        (RETURNED, "860 863 864"),
        # Will not come
        (damaged(), "620 623"),
        (lost("destroyed"), "636 825"),
        (lost(), "690"),
        (lost("undeliverable"), "650"),
        # Says nothing of the parcel's progress
        (NOTE, "99 161 162 163 164 300 350 574 582 591 617 618 632 807 867 868 869 870 871 872"),
    )
)

EUROPE = table(
    (
        (LABEL, "1 254 367 368 369 370"),
        (ACCEPTED, "2 3 4 5 6 7 8 9 226"),
        (
            MOVING,
            """14 15 16 17 228 19 20 22 23 25 26 27 28 29 30 31 32 33 37 38 40 41 47 130 133 230 231 232 233 234 235 236 237 238 240 242 255
               354 355 356 358 364 377 378 379 380""",
        ),
        (OUT, "42"),
        (READY, "43 44 45 46"),  # DHL's headline says delivered: handed to the access point, shop, locker or post office
        (DELIVERED, "63 64 65 66 67 68 69 70 71 302 306"),
        (attempt("nobody_home"), "73 74 75 85 372"),
        (attempt("refused"), "76 207 208 209 210 211"),
        (attempt("payment_due"), "77 78 86 214 215"),
        (attempt("bad_address"), "79 80 206"),
        (attempt("moved"), "81"),
        (attempt("signature_needed"), "82 330"),
        (attempt("business_closed"), "87 90 96 395"),
        (attempt("volume"), "88 91 93 97"),
        (attempt("oversize"), "89 92 98 200"),
        (attempt("mechanical"), "94 392"),
        (attempt("prohibited"), "95"),
        (attempt("weather"), "264"),
        (attempt("volume"), "265"),
        (attempt("shopper_asked"), "159 218 219 222 223"),
        (attempt(None), "72 154 156 161 217 253"),
        (held("shopper_asked"), "142 172 194"),
        (held("nobody_home"), "141"),
        (held("weather"), "266"),
        (held("volume"), "267"),
        (held("payment_due"), "268"),
        (held("other"), "269"),
        (damaged(), "83"),
        (customs("customs_inspection"), "258"),
        (returning("unclaimed"), "99 100 101 102 155"),
        (returning("refused"), "151"),
        (returning("import_refused"), "152"),
        (returning("moved"), "157"),
        (returning("customs_documents"), "259"),
        (returning("undeliverable"), "149 160 248 249"),
        (returning(), "363 365"),
        (RETURNED, "366"),
        (NOTE, "52 53 56 57 58 59 60 61 62"),  # the recipient was told, or asked for something
    )
)

PPL = table(
    (
        (LABEL, "900"),
        (ACCEPTED, "150"),
        (MOVING, "300 500"),
        (OUT, "400"),
        (READY, "343"),
        (DELIVERED, "450"),
        (delayed(), "460"),
        (attempt("refused"), "464"),
        (lost(), "997"),
        (VOIDED, "999"),
    )
)
