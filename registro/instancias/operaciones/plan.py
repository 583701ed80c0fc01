"""Escribir el plan de trabajo, corregir un subproducto, reportarlo con evidencias y retirarlo."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.catalogos.modelo import Entidad
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.fechas import Semestre, fecha_larga, hoy
from registro.instancias.avance import COMPLETO
from registro.instancias.buscar import exigir_instancia, foto, revisar_vigencia
from registro.instancias.componer_plan import componer
from registro.instancias.operaciones.secretaria import exigir_enlace
from registro.instancias.plan_de_trabajo import (
    EvidenciaDeReporte,
    PlanDeTrabajo,
    ReporteDePlan,
    ResponsableDeSubproducto,
    SubproductoDePlan,
)
from registro.instancias.plan_escrito import leer_estructura
from registro.seguridad.adjuntos import nombre_seguro, reconocer
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
LARGO_DE_TEXTO = 5000


@dataclass(frozen=True, slots=True)
class DatosDePlan:
    """Lo que se escribe de un plan; ``estructura`` es la lista de componentes, productos y subproductos."""

    nombre: str
    desde: date
    hasta: date
    estructura: str
    aprobado_el: date | None = None
    como_se_aprobo: str = ""


@dataclass(frozen=True, slots=True)
class DatosDeSubproducto:
    """Lo que se corrige de un subproducto; las entidades van por su id."""

    nombre: str
    vence: date | None = None
    entidades: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DatosDeReporte:
    """Lo que se hizo en un semestre; la evidencia es un enlace, un archivo (nombre y contenido) o ambos."""

    semestre: Semestre
    texto: str
    avance: int
    enlace: str = ""
    archivo: tuple[str, bytes] | None = None


def guardar_plan(actor: Actor, instancia_id: int, datos: DatosDePlan, plan_id: int | None = None) -> int:
    """Crea el plan, o lo corrige sin tocar lo reportado, y devuelve su id.

    :raises ErrorDeRegistro: un renglón no se entiende, o se quita algo que ya tiene reportes.
    """
    exigir(actor, PERMISO)
    nombre = limpiar(datos.nombre, 200, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba cómo se llama el plan. No se guardó.", "nombre")
    revisar_vigencia(datos.desde, datos.hasta)
    if datos.aprobado_el and datos.aprobado_el > hoy():
        raise ErrorDeRegistro(
            f"El {fecha_larga(datos.aprobado_el)} todavía no llega. Corrija la fecha. No se guardó.",
            "aprobado_el",
        )
    escrita = leer_estructura(datos.estructura)
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        plan = _plan(sesion, instancia_id, plan_id)
        antes = foto(plan, "nombre", "desde", "hasta", "aprobado_el", "como_se_aprobo")
        plan.nombre, plan.desde, plan.hasta = nombre, datos.desde, datos.hasta
        plan.aprobado_el = datos.aprobado_el
        plan.como_se_aprobo = limpiar(datos.como_se_aprobo, LARGO_DE_TEXTO, "como_se_aprobo")
        cambios = componer(sesion, plan, escrita)
        sesion.flush()
        anotar(actor, "plan.guardar", f"plan:{plan.id}", {"antes": antes, "cambios": cambios})
        return plan.id


def corregir_subproducto(actor: Actor, subproducto_id: int, datos: DatosDeSubproducto) -> None:
    """Corrige el nombre, la fecha o quiénes responden.

    :raises ErrorDeRegistro: falta el nombre o una entidad no existe.
    """
    exigir(actor, PERMISO)
    nombre = limpiar(datos.nombre, LARGO_DE_TEXTO, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba qué se entrega. No se guardó.", "nombre")
    with transaccion() as sesion:
        sub = _vigente(sesion, subproducto_id)
        antes = foto(sub, "nombre", "vence")
        hay = set(sesion.scalars(select(Entidad.id).where(Entidad.id.in_(datos.entidades))))
        if hay != set(datos.entidades):
            raise ErrorDeRegistro("Una entidad ya no está en la lista. No se guardó.", "entidades")
        sub.nombre, sub.vence = nombre, datos.vence
        sub.responsables = [uno for uno in sub.responsables if uno.entidad_id in hay]
        nuevas = hay - {uno.entidad_id for uno in sub.responsables}
        sub.responsables.extend(ResponsableDeSubproducto(entidad_id=una) for una in sorted(nuevas))
        anotar(actor, "plan.corregir_subproducto", f"subproducto:{sub.id}", {"antes": antes})


def retirar_subproducto(actor: Actor, subproducto_id: int, motivo: str) -> None:
    """Ya no se hará: deja de contar en el avance y conserva sus reportes.

    :raises ErrorDeRegistro: falta el motivo.
    """
    exigir(actor, PERMISO)
    motivo = limpiar(motivo, 500, "motivo")
    if not motivo:
        raise ErrorDeRegistro("Escriba por qué se retira. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        sub = _vigente(sesion, subproducto_id)
        sub.retirado_el, sub.motivo_del_retiro = hoy(), motivo
        anotar(actor, "plan.retirar_subproducto", f"subproducto:{sub.id}", {"motivo": motivo})


def reportar(actor: Actor, subproducto_id: int, datos: DatosDeReporte) -> int:
    """Anota lo hecho en un semestre, con su evidencia; devuelve el id del reporte.

    :raises ErrorDeRegistro: falta el texto, el avance no es un porcentaje o la evidencia no se recibe.
    """
    exigir(actor, PERMISO)
    texto = limpiar(datos.texto, LARGO_DE_TEXTO, "texto")
    if not texto:
        raise ErrorDeRegistro("Escriba qué se hizo. No se guardó.", "texto")
    if not 0 <= datos.avance <= COMPLETO:
        raise ErrorDeRegistro("El avance va de 0 a 100. No se guardó.", "avance")
    evidencias = _evidencias(datos)
    with transaccion() as sesion:
        sub = _vigente(sesion, subproducto_id)
        reporte = ReporteDePlan(
            subproducto_id=sub.id,
            semestre=str(datos.semestre),
            texto=texto,
            avance=datos.avance,
            creado_en=ahora_utc(),
            creado_por=actor.nombre,
            evidencias=evidencias,
        )
        sesion.add(reporte)
        sesion.flush()
        anotar(actor, "plan.reportar", f"subproducto:{sub.id}", {"reporte": reporte.id})
        return reporte.id


def anular_reporte(actor: Actor, reporte_id: int) -> int:
    """El reporte deja de contar; se conserva con quién lo anuló. Devuelve el id de su subproducto.

    :raises NoEncontrado: no existe o ya estaba anulado.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reporte = sesion.get(ReporteDePlan, reporte_id)
        if reporte is None or reporte.anulado_en is not None:
            raise NoEncontrado("Ese reporte no existe o ya estaba anulado. No se cambió nada.")
        reporte.anulado_en, reporte.anulado_por = ahora_utc(), actor.nombre
        anotar(actor, "plan.anular_reporte", f"subproducto:{reporte.subproducto_id}", {"reporte": reporte.id})
        return reporte.subproducto_id


def _evidencias(datos: DatosDeReporte) -> list[EvidenciaDeReporte]:
    evidencias = []
    if enlace := exigir_enlace(datos.enlace, "enlace"):
        evidencias.append(EvidenciaDeReporte(nombre=enlace[:200], enlace=enlace))
    if datos.archivo:
        nombre, contenido = datos.archivo
        reconocer(nombre, contenido)
        guardado = base64.b64encode(contenido).decode()
        evidencias.append(EvidenciaDeReporte(nombre=nombre_seguro(nombre), contenido=guardado))
    return evidencias


def _plan(sesion: Session, instancia_id: int, plan_id: int | None) -> PlanDeTrabajo:
    if plan_id is None:
        nuevo = PlanDeTrabajo(instancia_id=instancia_id)
        sesion.add(nuevo)
        return nuevo
    guardado = sesion.get(PlanDeTrabajo, plan_id)
    if guardado is None or guardado.instancia_id != instancia_id:
        raise NoEncontrado("Ese plan de trabajo no existe. No se cambió nada.")
    return guardado


def _vigente(sesion: Session, subproducto_id: int) -> SubproductoDePlan:
    sub = sesion.get(SubproductoDePlan, subproducto_id)
    if sub is None:
        raise NoEncontrado("Ese subproducto no existe. No se cambió nada.")
    if sub.retirado_el:
        raise EnConflicto(
            f"Ese subproducto se retiró el {fecha_larga(sub.retirado_el)}: {sub.motivo_del_retiro}. "
            "No se cambió nada."
        )
    return sub
