"""Figures over time `/app/insights`, each with its definition, its table, and the orders behind it."""
