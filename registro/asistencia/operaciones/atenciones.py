"""Atender en Casa de Todas: abrir el día, leer la tarjeta, anotar, corregir y anular. Sólo su propio rol."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.actividades import alta
from registro.actividades.casa_de_todas import LOCALIDAD, LUGAR, TIPO
from registro.actividades.estados import ABIERTA, PROGRAMADA
from registro.asistencia import atender, marcas
from registro.asistencia.atender import DatosDeAtencion
from registro.asistencia.ciudadana import Asistencia, Atencion, Lectura
from registro.asistencia.recepcion import Recepcion, preparar
from registro.asistencia.reglas import AL_RECIBIR, ANONIMA, MANUAL, Motivo
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, tomar_turno, transaccion
from registro.fechas import Fecha, hoy
from registro.personas import consentimientos
from registro.personas.reglas import leer_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "casa.atender"
CANDADO_DEL_DIA = 7_106

FRASES: dict[Motivo, str] = {
    Motivo.NINGUNO: "Tarjeta leída.",
    Motivo.TARJETA_NUEVA: "Tarjeta leída por primera vez.",
    Motivo.YA_ESTABA: "Ella ya había venido hoy: esta atención se suma a su visita.",
    Motivo.TARJETA_DESCONOCIDA: (
        "Esta tarjeta no está entre las emitidas. La visita cuenta y la tarjeta queda por revisar."
    ),
}
RETIRADA = (
    "Esta tarjeta ya no se usa. La lectura quedó guardada para revisar. Registre la atención sin tarjeta "
    "y entréguele una nueva."
)


@dataclass(frozen=True, slots=True)
class Visita:
    """Quien llegó: de su asistencia cuelgan las atenciones. Sin ella, la lectura quedó por revisar."""

    asistencia_id: int | None
    frase: str


def abrir_dia(actor: Actor) -> str:
    """Abre el día de atención de hoy si no lo está. Devuelve su identificador.

    :raises EnConflicto: el de hoy ya se cerró.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO_DEL_DIA)
        dia = atender.dia_de_hoy(sesion)
        if dia is None:
            datos = {"fecha": Fecha(hoy()), "lugar": LUGAR, "localidad": LOCALIDAD}
            nuevo = alta.armar(
                sesion, TIPO, datos, estado=ABIERTA, origen="pantalla", creada_por=actor.nombre
            )
            anotar(actor, "casa.abrir_dia", f"actividad:{nuevo.uuid}")
            return str(nuevo.uuid)
        if dia.estado == PROGRAMADA:
            dia.estado, dia.abierta_en = ABIERTA, ahora_utc()
            anotar(actor, "casa.abrir_dia", f"actividad:{dia.uuid}")
        return str(atender.exigir_dia_de_hoy(sesion).uuid)


def leer_tarjeta(actor: Actor, codigo: str, lectura_id: UUID) -> Visita:
    """Lee su tarjeta: la visita de hoy, nueva o la que ya tenía. Reenviar la misma lectura no cambia nada.

    :raises CodigoIlegible: no es un código de tarjeta; no se guardó nada.
    :raises EnConflicto: el día no está abierto.
    """
    exigir(actor, PERMISO)
    codigo = leer_codigo(codigo, campo="codigo")
    with transaccion() as sesion:
        lectura = _recibir(sesion, actor, lectura_id, codigo)
        anotar(actor, "casa.leer_tarjeta", f"lectura:{lectura.id}", {"estado": lectura.estado})
        frase = FRASES.get(Motivo(lectura.motivo), RETIRADA)
        return Visita(lectura.asistencia_id, frase)


def registrar(
    actor: Actor, datos: DatosDeAtencion, envio: UUID, asistencia_id: int | None = None
) -> tuple[int, int]:
    """Anota una atención en la visita de hoy; sin visita, en una nueva sin tarjeta. Da (atención, visita).

    ``envio`` identifica el formulario: enviarlo dos veces anota una sola.

    :raises ErrorDeRegistro: falta algo o no corresponde al área, o el día no está abierto.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        atender.revisar(datos)
        if asistencia_id is None:
            asistencia_id = _recibir(sesion, actor, envio, None).asistencia_id
        visita = _visita_de_hoy(sesion, asistencia_id)
        atencion = atender.anotar_atencion(sesion, visita.id, datos, actor.nombre, f"pantalla:{envio}")
        anotar(actor, "atencion.registrar", f"atencion:{atencion.id}")
        return atencion.id, visita.id


def corregir(actor: Actor, atencion_id: int, datos: DatosDeAtencion, motivo: str) -> int:
    """La atención queda anulada y en su lugar entra la corregida, en la misma visita. Devuelve la nueva.

    :raises ErrorDeRegistro: falta el motivo, o algo no corresponde al área.
    """
    exigir(actor, PERMISO)
    motivo = _motivo(motivo)
    with transaccion() as sesion:
        atender.revisar(datos)
        anterior = atender.exigir_atencion(sesion, atencion_id)
        _anular_atencion(anterior, actor, f"Corregida: {motivo}")
        nueva = atender.anotar_atencion(sesion, anterior.asistencia_id, datos, actor.nombre)
        anotar(actor, "atencion.corregir", f"atencion:{nueva.id}", {"reemplaza": anterior.id})
        return nueva.id


def anular(actor: Actor, atencion_id: int, motivo: str) -> None:
    """Anula una atención; si era la única de una visita sin tarjeta, la visita tampoco cuenta.

    :raises ErrorDeRegistro: falta el motivo, o ya estaba anulada.
    """
    exigir(actor, PERMISO)
    motivo = _motivo(motivo)
    with transaccion() as sesion:
        atencion = atender.exigir_atencion(sesion, atencion_id)
        _anular_atencion(atencion, actor, motivo)
        sesion.flush()
        visita = sesion.get_one(Asistencia, atencion.asistencia_id)
        if visita.credencial_id is None and visita.cantidad == 1 and not _tiene_atenciones(sesion, visita.id):
            marcas.anular(sesion, visita, actor, motivo)
        anotar(actor, "atencion.anular", f"atencion:{atencion.id}")


def quitar_visita(actor: Actor, asistencia_id: int) -> None:
    """Quita una visita de hoy que no tiene atenciones: la tarjeta se leyó por error.

    :raises EnConflicto: tiene atenciones; se anulan primero.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        visita = _visita_de_hoy(sesion, asistencia_id)
        if _tiene_atenciones(sesion, visita.id):
            raise EnConflicto("Esa visita tiene atenciones. Anúlelas primero. No se cambió nada.")
        marcas.anular(sesion, visita, actor, "Se leyó por error")
        anotar(actor, "casa.quitar_visita", f"asistencia:{visita.id}")


def autorizar(actor: Actor, asistencia_id: int, medio: str = consentimientos.VERBAL) -> None:
    """Ella autorizó, de palabra o por escrito, que se guarde lo que recibe junto a su tarjeta.

    :raises EnConflicto: la visita no tiene una tarjeta que ya sea de alguien.
    :raises ErrorDeRegistro: así no se autoriza.
    """
    exigir(actor, PERMISO)
    consentimientos.exigir_modo(medio)
    with transaccion() as sesion:
        visita = _visita_de_hoy(sesion, asistencia_id)
        persona_id = atender.persona_de(sesion, visita.id)
        if persona_id is None:
            raise EnConflicto("Esa visita no tiene una tarjeta conocida: no hay qué autorizar.")
        consentimientos.dar(sesion, persona_id, consentimientos.ATENCION, medio, ahora_utc())
        detalle = {"finalidad": consentimientos.ATENCION, "medio": medio}
        anotar(actor, "consentimiento.dar", f"asistencia:{visita.id}", detalle)


def anotar_consulta(actor: Actor, uuid: str) -> None:
    """Deja dicho en la bitácora quién miró las atenciones de un día pasado."""
    exigir(actor, PERMISO)
    with transaccion():
        anotar(actor, "casa.ver_dia", f"actividad:{uuid}")


def _recibir(sesion: Session, actor: Actor, lectura_id: UUID, codigo: str | None) -> Lectura:
    """Pasa por la misma puerta que las lecturas de campo."""
    dia = atender.exigir_dia_de_hoy(sesion)
    cruda = {
        "id": str(lectura_id),
        "actividad": str(dia.uuid),
        "credencial": codigo,
        "medio": ANONIMA if codigo is None else MANUAL,
        "leida_en": AL_RECIBIR,
    }
    ahora = ahora_utc()
    resultado = Recepcion(sesion, ahora).recibir(preparar(actor, [cruda], ahora))[0]
    return sesion.get_one(Lectura, UUID(resultado.id))


def _visita_de_hoy(sesion: Session, asistencia_id: int | None) -> Asistencia:
    dia = atender.exigir_dia_de_hoy(sesion)
    marcas.tomar_actividad(sesion, dia.id)
    visita = sesion.get(Asistencia, asistencia_id) if asistencia_id else None
    if visita is None or visita.actividad_id != dia.id or visita.anulada_en is not None:
        raise NoEncontrado("Esa visita no es de hoy o se quitó. Lea la tarjeta otra vez. No se guardó nada.")
    return visita


def _tiene_atenciones(sesion: Session, asistencia_id: int) -> bool:
    cuentan = select(func.count()).where(
        Atencion.asistencia_id == asistencia_id, Atencion.anulada_en.is_(None)
    )
    return bool(sesion.scalar(cuentan))


def _anular_atencion(atencion: Atencion, actor: Actor, motivo: str) -> None:
    atencion.anulada_en, atencion.anulada_por, atencion.motivo = ahora_utc(), actor.nombre, motivo


def _motivo(motivo: str) -> str:
    limpio = limpiar(motivo, 500, "motivo")
    if not limpio:
        raise ErrorDeRegistro("Escriba por qué. No se cambió nada.", "motivo")
    return limpio
