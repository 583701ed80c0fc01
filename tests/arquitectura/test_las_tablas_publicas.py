"""Cada tabla del catálogo dice cómo se publica: qué cuenta personas, de dónde sale y por qué lo demás no."""

from registro.informes.catalogo import CATALOGO
from registro.informes.catalogo.divulga import Divulga

QUE_CUENTAN = {
    *("jornadas", "mebog", "encuentros", "actividades"),
    *("atenciones", "atenciones_por_clase", "atenciones_por_modalidad", "actuaciones", "gestiones"),
    *("cumplimiento", "avance_por_sector", "semaforo_por_sector", "semaforo_por_objetivo", "contraste"),
}


def mal_declaradas(declaradas):
    """Las que no explican por qué son libres, o cuentan personas sin decir de qué hechos salen."""
    return [
        nombre
        for nombre, divulga in declaradas.items()
        if bool(divulga.cuentan) != divulga.protege or (divulga.libres and not divulga.porque)
    ]


def test_cada_tabla_declara_como_se_publica():
    declaradas = {nombre: una.divulga for nombre, una in CATALOGO.items()}
    assert mal_declaradas(declaradas) == []
    assert {nombre for nombre, divulga in declaradas.items() if divulga.cuentan} >= QUE_CUENTAN


def test_la_regla_muerde():
    assert mal_declaradas({"a": Divulga(cuentan=("Personas",)), "b": Divulga(libres=("Metas",))}) == [
        "a",
        "b",
    ]
