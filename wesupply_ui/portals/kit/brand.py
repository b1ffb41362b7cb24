"""A merchant's colour on a page: `brand_of("#aabbcc").style()` goes on an element of class "branded"."""

from wesupply_ui.domain.branding.palette import AA, AAA, DARK_PAGE, DEFAULT, LIGHT_PAGE, Brand, brand_of, contrast

__all__ = ["AA", "AAA", "DARK_PAGE", "DEFAULT", "LIGHT_PAGE", "Brand", "brand_of", "contrast"]
