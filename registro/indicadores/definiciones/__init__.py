"""Cómo se define cada producto: versiones que cambian por acto, con su fecha, y nunca se borran."""
