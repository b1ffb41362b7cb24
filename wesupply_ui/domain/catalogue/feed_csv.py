"""Products from a CSV file, a row each. The names of the API are its columns; others become attributes.

`option <name>` and `attribute <name>` make options and attributes, `stock at <location>` says how many are there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from wesupply_ui.domain.catalogue.raw_products import RawProduct
from wesupply_ui.kernel.errors import FieldProblem, Invalid

MOST_COLUMNS = 500
_NAMES = {
    "sku": "sku id productsku variantsku itemid",
    "title": "title name producttitle productname",
    "price": "price unitprice variantprice",
    "currency": "currency currencycode",
    "stock": "stock quantity qty inventory variantinventoryqty",
    "variant_of": "variantof parent parentsku itemgroupid",
    "image_url": "imageurl image imagelink imagesrc",
    "product_url": "producturl url link",
}
_FIELD_OF = {alias: name for name, aliases in _NAMES.items() for alias in (name.replace("_", ""), *aliases.split())}
_NAMED = re.compile(r"(option|attribute|stock)s?(?: at)?[ ._:]+(.+)", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,15}")


def products_of_csv(body: bytes) -> Iterator[RawProduct]:
    """Every product of the file. Invalid when the first row names no SKU."""
    text = _text(body)
    header, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count))
    try:
        columns = [_column(each) for each in next(reader, [])]
    except csv.Error as error:
        raise Invalid("The file is no CSV.") from error
    if ("sku", "") not in columns:
        raise Invalid(
            "The first row has to name the columns, and one of them has to be the sku.",
            problems=(FieldProblem("sku", "there is no column of this name"),),
        )
    if len(columns) > MOST_COLUMNS:
        raise Invalid(f"The file has {len(columns)} columns; {MOST_COLUMNS} at most.")
    return _rows(reader, columns)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _column(heading: str) -> tuple[str, str]:
    """(field, name within it): "Option Size" → ("options", "Size")."""
    heading = heading.strip()
    field = _FIELD_OF.get(re.sub(r"[^a-z0-9]", "", heading.lower()))
    if field:
        return field, ""
    named = _NAMED.fullmatch(heading)
    if named:
        part = {"option": "options", "attribute": "attributes", "stock": "stock_by_location"}[named[1].lower()]
        return part, named[2].strip()
    return "attributes", heading


def _rows(reader: Iterator[list[str]], columns: list[tuple[str, str]]) -> Iterator[RawProduct]:
    while True:
        begins = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RawProduct({}, begins, [FieldProblem("", f"cannot be read: {error}")])
            return
        if any(cell.strip() for cell in cells):
            yield _product(cells, columns, begins)


def _product(cells: list[str], columns: list[tuple[str, str]], row: int) -> RawProduct:
    product = RawProduct({}, row)
    if len(cells) > len(columns):
        product.problems.append(FieldProblem("", f"has {len(cells)} cells, the first row {len(columns)}"))
    for (field, name), cell in zip(columns, cells, strict=False):
        cell = cell.strip()
        if not cell or (field == "attributes" and not name):
            continue
        value = int(cell) if field in ("stock", "stock_by_location") and _WHOLE.fullmatch(cell) else cell
        if name:
            product.value.setdefault(field, {})[name] = value
        else:
            product.value.setdefault(field, value)
    return product
