"""A shopper asks for a return: plain pages that need no script, each step an address under the order's link."""
