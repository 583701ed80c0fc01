"""Guardar lo que una lectura contó, y volver a contarlo todo."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import db, escribe_a_solas, tomar_turno, transaccion
from registro.indicadores.consultas import plan
from registro.indicadores.consultas.alcance import vigencias_con_algo
from registro.indicadores.consultas.medidor import Medidor
from registro.indicadores.recuentos import disparadores
from registro.indicadores.recuentos.consultas import POR_GUARDAR, Cuando, toques, ultimo_pasado
from registro.indicadores.recuentos.modelo import CANDADO, ENTERO, Recuento
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

_JUNTAR = text(
    "WITH idas AS (DELETE FROM toque WHERE transaccion <> '' RETURNING vigencia, trimestre, tipo, veces) "
    "INSERT INTO toque (vigencia, trimestre, tipo, transaccion, veces) "
    "SELECT vigencia, trimestre, tipo, '', sum(veces) FROM idas GROUP BY vigencia, trimestre, tipo "
    "ON CONFLICT (vigencia, trimestre, tipo, transaccion) DO UPDATE SET veces = toque.veces + excluded.veces"
)
_diario = logging.getLogger(__name__)
_SOLO = Actor(None, "registro", origen="registro")


def al_terminar(error: BaseException | None) -> None:
    """Cuando ya se respondió: guarda lo que se contó. Si la base no puede, se contará la próxima vez."""
    if error is None and db.session.registry.has():
        try:
            guardar(_SOLO, esperar=False)
        except BlockingIOError:
            _diario.info("Hay quien escribe: lo contado se guardará en otra lectura.")
        except (DBAPIError, ErrorDeRegistro, OSError) as razon:
            _diario.warning("No se guardó lo contado de períodos pasados (%s).", type(razon).__name__)


def guardar(actor: Actor, *, esperar: bool = True) -> int:
    """Guarda lo que esta sesión dejó contado, si sigue valiendo y otra no lo guardó antes. Da cuántos.

    :raises BlockingIOError: no quiso esperar y había quien escribiera.
    """
    filas = list(db.session().info.pop(POR_GUARDAR, {}).values())
    if not filas:
        return 0
    with transaccion(esperar=esperar) as sesion:
        tomar_turno(sesion, CANDADO)
        nuevas = _que_valen_y_no_estan(sesion, filas)
        if nuevas:
            sesion.execute(insert(Recuento), nuevas)
            _juntar_toques(sesion)
            cuando = sorted({_cuando(fila) for fila in nuevas})
            anotar(actor, "recuentos.guardar", "recuentos", {"periodos": cuando, "cifras": len(nuevas)})
        return len(nuevas)


def contar(actor: Actor) -> int:
    """Cuenta lo que falte de los períodos pasados, con las reglas de hoy; devuelve cuántas cifras."""
    vigencias, hasta = vigencias_con_algo(), ultimo_pasado().fin
    if vigencias and min(vigencias) <= hasta.year:
        medidor = Medidor(date(min(vigencias), 1, 1), hasta)
        for regla in {ficha.definicion.regla for ficha in plan.productos()}:
            if regla is not None:
                medidor.medir(regla)
    return guardar(actor)


def recontar(actor: Actor) -> int:
    """Olvida todo lo contado y lo cuenta otra vez; devuelve cuántas cifras."""
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        conexion = sesion.connection()
        # Ponerlos detiene a quien lee y a quien escribe: sólo si hace falta.
        (disparadores.poner if disparadores.faltan(conexion) else disparadores.vencer)(conexion)
        sesion.execute(delete(Recuento))
        anotar(actor, "recuentos.rehacer", "recuentos")
    return contar(actor)


def _que_valen_y_no_estan(sesion: Session, filas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Las que nadie ha vencido ni guardado; de lo suyo se quitan las vencidas, que ya no valdrán nunca."""
    llevan = toques({fila["vigencia"] for fila in filas})
    estan = set()
    for vigencia, trimestre, fuente in {(*_llave(fila), fila["fuente"]) for fila in filas}:
        propias = Recuento.vigencia == vigencia, Recuento.trimestre == trimestre, Recuento.fuente == fuente
        vencidas = Recuento.toques != llevan.de(fuente, vigencia, trimestre)
        sesion.execute(delete(Recuento).where(*propias, vencidas))
        huellas = sesion.scalars(select(Recuento.huella).where(*propias))
        estan |= {(vigencia, trimestre, huella) for huella in huellas}
    return [
        fila
        for fila in filas
        if fila["toques"] == llevan.de(fila["fuente"], *_llave(fila))
        and (*_llave(fila), fila["huella"]) not in estan
    ]


def _llave(fila: dict[str, Any]) -> Cuando:
    return fila["vigencia"], fila["trimestre"]


def _cuando(fila: dict[str, Any]) -> str:
    vigencia, trimestre = _llave(fila)
    return str(vigencia) if trimestre == ENTERO else str(Periodo(vigencia, trimestre))


def _juntar_toques(sesion: Session) -> None:
    """Las filas que dejó cada transacción pasan a ser una por trimestre y tipo, y la suma es la misma."""
    if not escribe_a_solas():
        sesion.execute(_JUNTAR)
