"""Conteos por localidad, mes, tipo, edad, género, área, clase o entidad: públicos o reservados."""
