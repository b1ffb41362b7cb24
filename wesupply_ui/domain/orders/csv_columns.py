"""Which field does a column hold? Knows the names that shops' exports give to the fields of an order.

The names of the API work, with or without their part in front: `customer.email`, `customer_email` and `Customer Email` are one. So do
the usual names of Shopify, WooCommerce and Magento exports. `option <name>` and `attribute <name>` make options and attributes,
`custom.<key>` is a field of the merchant's own.
Capitals, blanks and punctuation don't count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDER = {
    "external_id": "orderid externalid id orderexternalid internalid entityid",
    "number": "ordernumber name orderno incrementid order ordername",
    "placed_at": "createdat orderdate date datecreated purchasedate placedat orderedat purchasedon",
    "currency": "currencycode ordercurrency",
    "status": "orderstatus",
    "channel": "saleschannel",
    "locale": "language customerlocale",
    "shipping_amount": "shipping shippingcost shippingtotal ordershipping shippingprice",
    "discount_amount": "discount discounttotal orderdiscount cartdiscount",
    "tax_amount": "tax taxes taxtotal ordertax totaltax",
    "total_amount": "total ordertotal grandtotal amount",
    "tags": "ordertags",
}
_CUSTOMER = {
    "external_id": "customerid customerexternalid",
    "email": "email customeremail billingemail emailaddress",
    "phone": "phone customerphone billingphone telephone",
    "first_name": "firstname customerfirstname billingfirstname",
    "last_name": "lastname customerlastname billinglastname surname",
    "group": "customergroup",
    "tags": "customertags",
}
_ADDRESS = {
    "name": "shippingname recipient shipto shiptoname",
    "company": "shippingcompany company",
    "line1": "shippingaddress1 shippingstreet shippingline1 address1 street address shippingaddressline1 shippingaddress",
    "line2": "shippingaddress2 shippingline2 address2 shippingaddressline2",
    "city": "shippingcity city town",
    "region": "shippingregion shippingprovince shippingstate state region province shippingprovincename",
    "postcode": "shippingpostcode shippingzip zip postcode postalcode zipcode shippingpostalcode",
    "country": "shippingcountry country countrycode shippingcountrycode",
    "phone": "shippingphone",
}
_LINE = {
    "external_id": "lineid lineexternalid lineitemid itemid",
    "sku": "sku lineitemsku linesku itemsku productsku",
    "title": "title lineitemname linetitle itemname productname product item itemtitle",
    "quantity": "quantity qty lineitemquantity linequantity itemquantity",
    "unit_price": "unitprice lineitemprice price lineunitprice itemprice itemcost",
    "discount_amount": "linediscountamount lineitemdiscount linediscount itemdiscount",
    "tax_amount": "linetaxamount linetax itemtax lineitemtax",
    "weight_grams": "weightgrams weight grams lineweightgrams",
    "image_url": "imageurl image lineimageurl",
    "product_url": "producturl lineproducturl",
    "fulfilment": "fulfilment fulfillment linefulfilment deliverymethod",
    "location": "location store pickuplocation linelocation",
    "vendor": "vendor supplier linevendor",
    "collected_at": "collectedat linecollectedat",
    "options": "options lineoptions",
    "attributes": "attributes lineattributes",
}
_SHIPMENT = {
    "carrier": "carrier trackingcompany shipmentcarrier shippingcarrier courier",
    "tracking_number": "trackingnumber tracking trackingno shipmenttrackingnumber trackingcode awb",
    "service": "service shipmentservice shippingmethod shippingservice",
    "shipped_at": "shippedat shipdate dateshipped shipmentshippedat fulfilledat",
    "delivered_at": "deliveredat datedelivered shipmentdeliveredat",
    "quantity": "shippedquantity shipmentquantity",
}
_PARTS = {
    "order": (_ORDER, ("", "order")),
    "customer": (_CUSTOMER, ("customer",)),
    "shipping_address": (_ADDRESS, ("shippingaddress",)),
    "line": (_LINE, ("line", "lines", "lineitem")),
    "shipment": (_SHIPMENT, ("shipment", "shipments")),
}
_OBJECTS = frozenset({"customer", "shippingaddress", "lines", "shipments"})
_NAMED = re.compile(r"(?:line[ ._]*)?(option|attribute)s?[ ._:]+(.+)", re.IGNORECASE)


_OWN = re.compile(r"(?:order[ ._]*)?custom(?:[ _-]?field)?s?[ ._:]+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field of a part ("order", "customer", "shipping_address", "line", "shipment"), or "extra" for unknown ones.

    "option" and "attribute": the field is the option's or attribute's own name. "custom": the key of one of the merchant's fields.
    """

    part: str
    field: str


def _known() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for part, (fields, before) in _PARTS.items():
        for field, names in fields.items():
            plain = field.replace("_", "")
            for name in (*(prefix + plain for prefix in before), *names.split()):
                known.setdefault(name, Column(part, field))
    return known


KNOWN = _known()
"""Every name, squeezed to small letters and digits."""


def column_of(header: str) -> Column:
    """The column under this heading."""
    named = _NAMED.fullmatch(header.strip())
    squeezed = "".join(filter(str.isalnum, header.lower()))
    if squeezed in KNOWN:
        return KNOWN[squeezed]
    if named:
        return Column(named[1].lower(), named[2].strip())
    if own := _OWN.fullmatch(header.strip()):
        return Column("custom", re.sub(r"[\s.-]+", "_", own[1].strip().lower()))
    # A column "lines" or "customer" that we don't know is not the object of that name.
    return Column("extra", f"column {header.strip()}" if squeezed in _OBJECTS else header.strip())
