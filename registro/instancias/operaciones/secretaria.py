"""Escribir las reglas de una instancia (calendario y quórum) y lo que está publicado en la web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import transaccion
from registro.fechas import Semestre, fecha_larga, hoy
from registro.instancias.buscar import exigir_instancia, foto
from registro.instancias.calendario import CADA, DIAS, ORDINALES, Calendario
from registro.instancias.consultas.secretaria import DOCUMENTOS
from registro.instancias.fichas import ROLES_DE_PUESTO
from registro.instancias.modelo import PublicacionWeb, ReglaDeCalendario, ReglaDeQuorum
from registro.instancias.quorum import ReglaDeDecision
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
MAXIMO_DE_PARTES = 100


@dataclass(frozen=True, slots=True)
class DatosDePublicacion:
    """Lo que se dice de un documento; ``publicada`` es ``None`` si no se sabe."""

    publicada: bool | None
    fecha: date | None = None
    enlace: str = ""


def poner_calendario(
    actor: Actor, instancia_id: int, calendario: Calendario, hora: str, desde: date | None
) -> None:
    """Desde ``desde`` se reúne según esa regla; la anterior termina la víspera.

    :raises ErrorDeRegistro: la regla no se entiende, o ya hay otra desde esa fecha o después.
    """
    exigir(actor, PERMISO)
    if (
        calendario.ordinal not in ORDINALES
        or calendario.cada not in CADA
        or calendario.dia not in range(len(DIAS))
    ):
        raise ErrorDeRegistro("Elija qué día del mes se reúne y cada cuánto. No se guardó.", "ordinal")
    with transaccion() as sesion:
        antes = _relevar(sesion, ReglaDeCalendario, instancia_id, desde)
        sesion.add(
            ReglaDeCalendario(
                instancia_id=instancia_id,
                ordinal=calendario.ordinal,
                dia=calendario.dia,
                cada=calendario.cada,
                hora=hora,
                desde=desde,
            )
        )
        anotar(
            actor,
            "instancia.calendario",
            f"instancia:{instancia_id}",
            {"regla": calendario.frase, "antes": antes},
        )


def poner_quorum(
    actor: Actor, instancia_id: int, regla: ReglaDeDecision, norma: str, desde: date | None
) -> None:
    """Desde ``desde`` decide con esa regla; la anterior termina la víspera.

    :raises ErrorDeRegistro: no dice con quiénes o con cuántos, o ya hay otra desde esa fecha o después.
    """
    exigir(actor, PERMISO)
    _revisar(regla)
    norma = limpiar(norma, 2000, "norma")
    with transaccion() as sesion:
        antes = _relevar(sesion, ReglaDeQuorum, instancia_id, desde)
        en_orden = [rol for rol in ROLES_DE_PUESTO if rol in regla.roles]
        sesion.add(
            ReglaDeQuorum(
                instancia_id=instancia_id,
                roles=",".join(en_orden),
                numerador=regla.numerador,
                denominador=regla.denominador,
                mas_de=regla.mas_de,
                norma=norma,
                desde=desde,
            )
        )
        anotar(actor, "instancia.quorum", f"instancia:{instancia_id}", {"roles": en_orden, "antes": antes})


def publicar(
    actor: Actor, instancia_id: int, semestre: Semestre, documentos: dict[str, DatosDePublicacion]
) -> None:
    """Guarda qué está en la web en un semestre; la bitácora conserva lo que decía.

    :raises ErrorDeRegistro: una fecha que no ha llegado o un enlace que no lo es.
    """
    exigir(actor, PERMISO)
    limpios = {clave: _limpia(clave, datos) for clave, datos in documentos.items() if clave in DOCUMENTOS}
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        orden = select(PublicacionWeb).where(
            PublicacionWeb.instancia_id == instancia_id, PublicacionWeb.semestre == str(semestre)
        )
        guardadas = {una.documento: una for una in sesion.scalars(orden)}
        antes = {clave: foto(una, "publicada", "fecha", "enlace") for clave, una in guardadas.items()}
        for clave, datos in limpios.items():
            _poner(sesion, guardadas.get(clave), datos, (instancia_id, str(semestre), clave))
        detalle = {"semestre": str(semestre), "antes": antes}
        anotar(actor, "instancia.publicacion", f"instancia:{instancia_id}", detalle)


def _poner(
    sesion: Session, guardada: PublicacionWeb | None, datos: DatosDePublicacion, de: tuple[int, str, str]
) -> None:
    if datos.publicada is None:
        if guardada:
            sesion.delete(guardada)
        return
    if guardada is None:
        guardada = PublicacionWeb(instancia_id=de[0], semestre=de[1], documento=de[2])
        sesion.add(guardada)
    guardada.publicada, guardada.fecha, guardada.enlace = datos.publicada, datos.fecha, datos.enlace


def _limpia(clave: str, datos: DatosDePublicacion) -> DatosDePublicacion:
    if datos.fecha and datos.fecha > hoy():
        raise ErrorDeRegistro(
            f"El {fecha_larga(datos.fecha)} todavía no llega. Corrija la fecha. No se guardó.",
            f"{clave}-fecha",
        )
    enlace = exigir_enlace(datos.enlace, f"{clave}-enlace")
    if not datos.publicada and (datos.fecha or enlace):
        raise ErrorDeRegistro(
            f"{DOCUMENTOS[clave]}: si tiene fecha o enlace, márquelo como publicado. No se guardó.",
            f"{clave}-publicada",
        )
    return DatosDePublicacion(datos.publicada, datos.fecha, enlace)


def exigir_enlace(escrito: str, campo: str) -> str:
    """El enlace limpio, o vacío.

    :raises ErrorDeRegistro: no es una dirección de la web.
    """
    enlace = limpiar(escrito, 2000, campo)
    partes = urlsplit(enlace) if "[" not in enlace else None
    if enlace and (partes is None or partes.scheme not in {"http", "https"} or not partes.netloc):
        raise ErrorDeRegistro(
            "El enlace no es una dirección de la web: empieza por https://. No se guardó.", campo
        )
    return enlace


def _revisar(regla: ReglaDeDecision) -> None:
    if not regla.roles or not regla.roles <= set(ROLES_DE_PUESTO):
        raise ErrorDeRegistro("Marque qué roles cuentan para el quórum. No se guardó.", "roles")
    if not 1 <= regla.numerador <= regla.denominador <= MAXIMO_DE_PARTES:
        raise ErrorDeRegistro(
            "La parte que debe estar va de 1 de 100 a todas: por ejemplo, 1 de cada 2. No se guardó.",
            "numerador",
        )


def _relevar(sesion: Session, modelo: Any, instancia_id: int, desde: date | None) -> list[dict[str, str]]:
    """La regla que regía termina la víspera, y la de esa misma fecha se corrige; devuelve lo que decían.

    :raises EnConflicto: hay una posterior.
    """
    columnas = [columna.name for columna in modelo.__table__.columns if columna.name != "instancia_id"]
    antes: list[dict[str, str]] = []
    exigir_instancia(sesion, instancia_id)
    for anterior in sesion.scalars(select(modelo).where(modelo.instancia_id == instancia_id)):
        inicio = anterior.desde or date.min
        if (desde or date.min) <= inicio and anterior.desde != desde:
            raise EnConflicto(
                f"Ya hay una regla desde el {fecha_larga(inicio)}: escriba una fecha posterior. "
                "No se guardó.",
                "desde",
            )
        if anterior.desde == desde:
            antes.append(foto(anterior, *columnas))
            sesion.delete(anterior)
        elif desde and (anterior.hasta is None or anterior.hasta >= desde):
            antes.append(foto(anterior, *columnas))
            anterior.hasta = desde - timedelta(days=1)
    return antes
