"""Lo que cambia o muestra los datos de una persona: su expediente, corregirlos, borrarlos, olvidar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from registro.derechos import reglas, supresion
from registro.derechos.expediente import armar
from registro.derechos.modelo import SolicitudDeDatos
from registro.derechos.operaciones.tramite import PERMISO, buscar, cerrar
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.escritores.documento import Documento
from registro.extensiones import ahora_utc, transaccion
from registro.personas import credenciales
from registro.personas.contestar import guardar_respuestas
from registro.personas.modelo import Persona
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida
from registro.seguridad.divulgacion.politica import RESERVADA
from registro.seguridad.permisos import Actor, exigir

SUPRIMIDA = (
    "Sus respuestas, autorizaciones, contacto, secreto y tarjetas se borraron. Sus asistencias siguen "
    "contando, sin nadie detrás."
)
PARA_ENTREGAR = "Entregárselo a su titular"
CORREGIDA = "Sus respuestas quedaron como ella las dijo."


def abrir_expediente(actor: Actor, uuid: UUID, formato: str = "") -> Documento:
    """Todo lo que el registro sabe de quien hizo la solicitud, en palabras; leerlo queda anotado.

    Con ``formato`` es el archivo que se le entrega, y dice su serie.

    :raises ErrorDeRegistro: la solicitud no es de nadie identificable.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        solicitud = buscar(sesion, uuid)
        documento = armar(sesion, _persona(sesion, solicitud))
        anotar(actor, "derechos.expediente", f"solicitud:{uuid}")
        if not formato:
            return documento
        salida = Salida(f"Expediente de la solicitud {solicitud.id}", RESERVADA, PARA_ENTREGAR, formato)
        return replace(documento, ficha=exportaciones.registrar(sesion, actor, salida).pares)


def corregir_respuestas(actor: Actor, uuid: UUID, respuestas: Mapping[str, str]) -> None:
    """Pone las respuestas como ella dice, releva las anteriores y cierra la solicitud.

    :raises ErrorDeRegistro: una respuesta que no existe, o no cambió ninguna.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        solicitud = buscar(sesion, uuid)
        cambian = guardar_respuestas(sesion, _persona(sesion, solicitud).id, respuestas, ahora_utc())
        if not cambian:
            raise ErrorDeRegistro("Ninguna respuesta cambió. La solicitud sigue abierta.")
        cerrar(sesion, actor, solicitud, reglas.RESPONDIDA, CORREGIDA)
        anotar(actor, "derechos.corregir", f"solicitud:{uuid}", {"preguntas": len(cambian)})


def suprimir(actor: Actor, uuid: UUID) -> int:
    """Borra a quien lo pidió; las cuentas no se mueven. Devuelve en cuántas vigencias abiertas estaba.

    :raises ErrorDeRegistro: la solicitud no es de supresión, ya se cerró o no es de nadie identificable.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        solicitud = buscar(sesion, uuid)
        if solicitud.clase != reglas.SUPRESION:
            raise EnConflicto("Esa solicitud no es de borrar datos. No se borró nada.")
        persona = _persona(sesion, solicitud)
        reglas.exigir_abierta(solicitud.estado)
        lapidas = supresion.borrar(sesion, persona)  # también lo que dicen sus solicitudes, ésta entre ellas
        cerrar(sesion, actor, solicitud, reglas.RESPONDIDA, SUPRIMIDA)
        anotar(actor, "derechos.suprimir", f"solicitud:{uuid}", {"vigencias": lapidas})
        return lapidas


def olvidar_vigencia(actor: Actor, vigencia: int) -> int:
    """Quita las lápidas de una vigencia cerrada; devuelve cuántas.

    :raises EnConflicto: su último corte sigue abierto.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        if vigencia not in supresion.vigencias_cerradas(sesion):
            raise EnConflicto(f"La vigencia {vigencia} sigue abierta: sus cuentas todavía las necesitan.")
        olvidadas = supresion.olvidar(sesion, vigencia)
        anotar(actor, "derechos.olvidar", f"vigencia:{vigencia}", {"lapidas": olvidadas})
        return olvidadas


def _persona(sesion: Session, solicitud: SolicitudDeDatos) -> Persona:
    reglas.exigir_abierta(solicitud.estado)
    if solicitud.persona_id is None:
        raise ErrorDeRegistro(
            "La solicitud se recibió sin tarjeta: en el registro no hay cómo saber qué es de ella. "
            "No se cambió nada; si trae la tarjeta, reciba otra solicitud con ella."
        )
    return credenciales.persona_vigente(sesion, solicitud.persona_id)
