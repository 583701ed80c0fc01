"""Actividades de cualquier tipo, con lo mínimo que cada uno pide."""

from registro.actividades import operaciones
from registro.actividades.tipos import tipo_de
from registro.fechas import leer_fecha_con_precision
from registro.seguridad.permisos import Actor

SECRETARIA = Actor(None, "Secretaría técnica", frozenset({"secretaria"}))


def crear(tipo="jornada", *, conteos=None, abierta=True, fecha="13/03/2023", **datos):
    """Devuelve el uuid. Para que ``app`` sirva de contexto hay que estar dentro de uno."""
    comunes = {"fecha": leer_fecha_con_precision(fecha), "lugar": "Plazoleta Mariposa"}
    return operaciones.crear(SECRETARIA, tipo_de(tipo), comunes | datos, conteos, abierta=abierta)
