"""Tokens personales de lectura: con uno, una hoja de cálculo pide tablas por su dirección. Sólo leen."""
