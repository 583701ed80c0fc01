"""Los compromisos de una sesión y su seguimiento: su estado es el de la última vez que alguien preguntó."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registro.actas.juntar import acta_de, exigir_sin_aprobar
from registro.actas.modelo import Compromiso, SeguimientoDeCompromiso
from registro.actas.reglas import PENDIENTE, revisar_seguimiento, revisar_vencimiento
from registro.actividades.zesai import SesionDeMesa
from registro.catalogos.modelo import Entidad
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
LARGO_DE_QUE = 2000


@dataclass(frozen=True, slots=True)
class DatosDeCompromiso:
    """Qué, quién (la entidad, por su id) y para cuándo."""

    que: str
    entidad_id: int | None
    vence: date | None = None


VACIO = DatosDeCompromiso("", None)


def corregir_compromiso(actor: Actor, compromiso_id: int, datos: DatosDeCompromiso) -> None:
    """Corrige lo que dice un compromiso mientras su acta no esté aprobada.

    :raises ErrorDeRegistro: falta algo, o el acta ya se aprobó.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        compromiso = _compromiso(sesion, compromiso_id)
        exigir_sin_aprobar(acta_de(sesion, compromiso.sesion), compromiso.sesion)
        antes = {"que": compromiso.que, "vence": str(compromiso.vence or "")}
        _llenar(sesion, compromiso, compromiso.sesion, datos)
        anotar(actor, "compromiso.corregir", f"compromiso:{compromiso.id}", {"antes": antes})


def seguir_compromiso(actor: Actor, compromiso_id: int, estado: str, texto: str) -> None:
    """Anota en qué está un compromiso.

    :raises ErrorDeRegistro: el estado no existe, o falta por qué ya no se hará.
    """
    exigir(actor, PERMISO)
    texto = limpiar(texto, LARGO_DE_QUE, "texto")
    revisar_seguimiento(estado, texto)
    with transaccion() as sesion:
        compromiso = _compromiso(sesion, compromiso_id)
        compromiso.estado = estado
        compromiso.seguimientos.append(
            SeguimientoDeCompromiso(
                estado=estado, texto=texto, anotado_en=ahora_utc(), anotado_por=actor.nombre
            )
        )
        anotar(actor, "compromiso.seguir", f"compromiso:{compromiso.id}", {"estado": estado})


def agregar_compromisos(
    sesion: Session, reunion: SesionDeMesa, nuevos: Iterable[DatosDeCompromiso], actor: Actor
) -> int:
    """Añade los compromisos dentro de la transacción de quien llama; devuelve cuántos. Los vacíos no cuentan.

    :raises ErrorDeRegistro: a uno le falta qué o quién; el campo termina en su lugar de la lista.
    """
    cuantos = 0
    for lugar, datos in enumerate(nuevos):
        if datos == VACIO:
            continue
        compromiso = Compromiso(
            sesion_id=reunion.id, estado=PENDIENTE, creado_en=ahora_utc(), creado_por=actor.nombre
        )
        try:
            _llenar(sesion, compromiso, reunion, datos)
        except ErrorDeRegistro as error:
            error.campo = f"{error.campo}-{lugar}"
            raise
        sesion.add(compromiso)
        cuantos += 1
    return cuantos


def _llenar(sesion: Session, compromiso: Compromiso, reunion: SesionDeMesa, datos: DatosDeCompromiso) -> None:
    que = limpiar(datos.que, LARGO_DE_QUE, "que")
    if not que:
        raise ErrorDeRegistro("Escriba a qué se compromete. No se guardó; lo escrito sigue aquí.", "que")
    if datos.entidad_id is None or sesion.get(Entidad, datos.entidad_id) is None:
        raise ErrorDeRegistro(
            "Elija qué entidad se compromete. No se guardó; lo escrito sigue aquí.", "entidad"
        )
    revisar_vencimiento(datos.vence, reunion.fecha)
    compromiso.que, compromiso.entidad_id, compromiso.vence = que, datos.entidad_id, datos.vence


def _compromiso(sesion: Session, compromiso_id: int) -> Compromiso:
    compromiso = sesion.get(Compromiso, compromiso_id)
    if compromiso is None:
        raise NoEncontrado("Ese compromiso no existe. No se cambió nada.")
    return compromiso
