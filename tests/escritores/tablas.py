"""Una tabla que tiene de todo, para probar las maneras de escribirla."""

from datetime import date
from decimal import Decimal

from registro.tabla import Celda, Columna, Tabla, TipoColumna

LARGO = "Secretaría Distrital de Gobierno, Subsecretaría para la Gobernabilidad y la Garantía de Derechos"


def crear_tabla(**cambios):
    columnas = (
        Columna("Entidad"),
        Columna("11", TipoColumna.ENTERO, grupo="Marzo"),
        Columna("19", TipoColumna.ENTERO, grupo="Marzo"),
        Columna("Condones", TipoColumna.DECIMAL),
        Columna("Avance %", TipoColumna.PORCENTAJE),
        Columna("Fecha", TipoColumna.FECHA),
        Columna("Color", TipoColumna.ESTADO),
    )
    filas = (
        (LARGO, 1, 1300, Decimal("5.7"), Decimal("67.94"), date(2023, 3, 13), "● Verde"),
        ("=cmd|'/C calc'!A0", 0, "*", 92, "sin dato", "", "Sin meta"),
    )
    datos = {
        "nombre": "asistencia_mesa",
        "titulo": "Asistencia a la mesa",
        "columnas": columnas,
        "filas": tuple(tuple(map(Celda, fila)) for fila in filas),
        "totales": tuple(map(Celda, ("Total", 1, 1300, Decimal("97.7"), 100, "", ""))),
        "fuente": "registros",
        "corte": date(2023, 12, 31),
        "reglas": "PPASP 2023",
        "notas": ("Dos entidades no asistieron.",),
    }
    return Tabla(**{**datos, **cambios})
