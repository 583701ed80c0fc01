"""Los encuentros de 2023. El informe casi nunca publica el día: van con precisión de año."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.encuentro import TIPO as ENCUENTRO
from registro.actividades.estados import CERRADA
from registro.fechas import Fecha, Precision
from registro.intercambio.demostracion.fuentes import leer_filas

EN_2023 = Fecha(date(2023, 1, 1), Precision.ANIO)

# Lo que el archivo dice en una nota, escrito fila por fila. Los encuentros y participantes de cada categoría
# suman lo publicado: lo comprueba una prueba.
DETALLADOS: dict[str, tuple[dict[str, Any], ...]] = {
    # Las tres escuelas salen dos veces en el informe; aquí, una. La nota publica dos cifras de graduadas, 10
    # y 30, para tres escuelas en dos localidades: las dos de San Cristóbal quedan en un registro que
    # representa dos, con sus 30 juntas, en vez de inventar cómo se repartieron.
    "escuela de educación emocional": (
        {
            "lugar": "Los Mártires",
            "localidad": "14",
            "sesiones": 1,
            "participantes": 10,
            "cantidad": Decimal(10),
            "unidad": "personas graduadas",
        },
        {
            "lugar": "San Cristóbal",
            "localidad": "04",
            "sesiones": 2,
            "participantes": 30,
            "cantidad": Decimal(30),
            "unidad": "personas graduadas",
        },
    ),
    "red de apoyo": (
        {"titulo": "Red de apoyo, primer trimestre de 2023", "sesiones": 2, "participantes": 11},
        {"titulo": "Red de apoyo, segundo trimestre de 2023", "sesiones": 1, "participantes": 10},
        {"titulo": "Red de apoyo, tercer trimestre de 2023", "sesiones": 2, "participantes": 27},
    ),
    "asamblea de seguimiento": (
        {
            "fecha": Fecha(date(2023, 12, 1)),
            "lugar": "Centro de Memoria, Paz y Reconciliación",
            "sesiones": 1,
            "participantes": 100,
            "notas": "Publicado como «cerca de cien personas». Producto 4.1.3.",
        },
    ),
    "recorrido": (
        {
            "sesiones": 11,
            "cantidad": Decimal(395),
            "unidad": "escenarios visitados",
            "notas": "Publicado como «unos 395 escenarios» en 18 localidades. Producto 4.2.9.",
        },
    ),
}


def escribir(sesion: Session, quien: str) -> None:
    """Guarda los encuentros, ya cerrados."""
    for encuentro in encuentros():
        datos = dict(encuentro)
        participantes = datos.pop("participantes", None)
        armar(
            sesion,
            ENCUENTRO,
            datos,
            conteos={} if participantes is None else {"": participantes},
            estado=CERRADA,
            origen="importada",
            creada_por=quien,
        )


def encuentros() -> Iterator[dict[str, Any]]:
    """Cada registro: el de una categoría entera, o los que detalla su nota."""
    for fila in leer_filas("encuentros_2023.csv"):
        categoria = fila["categoria"]
        sueltos = DETALLADOS.get(categoria, ({"sesiones": int(fila["cuantos"])},))
        for suelto in sueltos:
            yield {"categoria": categoria, "fecha": EN_2023} | suelto
