"""Crear, corregir y pasar de estado una actividad. Cada operación: una transacción y su línea de bitácora."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from registro.actividades.alta import armar, contar, llenar
from registro.actividades.base import Actividad, buscar
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PROGRAMADA, revisar_paso
from registro.actividades.tipos import tipo_de
from registro.catalogos.consultas import deducir_localidad, localidades
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import abreviar, limpiar

LARGO_DE_MOTIVO = 2000


def crear(
    actor: Actor,
    tipo: TipoDeActividad,
    datos: Mapping[str, Any],
    conteos: Mapping[str, int] | None = None,
    *,
    abierta: bool = True,
) -> str:
    """Crea una actividad, abierta o sólo programada, y devuelve su uuid. Deduce la localidad si no hay duda.

    :raises ErrorDeRegistro: algo no se acepta, o el lugar puede ser de varias localidades (campo localidad).
    """
    with transaccion() as sesion:
        actividad = armar(
            sesion,
            tipo,
            con_localidad(datos),
            conteos=conteos or {},
            estado=ABIERTA if abierta else PROGRAMADA,
            origen=actor.origen,
            creada_por=actor.nombre,
        )
        anotar(actor, "actividad.crear", _objeto(actividad), {"tipo": tipo.clave, "estado": actividad.estado})
        return str(actividad.uuid)


def corregir(
    actor: Actor, uuid: str | UUID, datos: Mapping[str, Any], conteos: Mapping[str, int], version: int
) -> None:
    """Corrige datos y conteos si nadie más la cambió desde ``version``; la bitácora dice qué campos.

    :raises EnConflicto: otra persona la corrigió antes, o está anulada.
    """
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        if actividad.version != version:
            raise EnConflicto(
                "Otra persona cambió esta actividad mientras usted la tenía abierta. Lo que usted escribió "
                "sigue aquí y todavía no se guardó: compárelo y vuelva a guardar si es lo correcto."
            )
        if actividad.estado == ANULADA:
            raise EnConflicto("La actividad está anulada: ya no se corrige. No se cambió nada.")
        tipo = tipo_de(actividad.tipo)
        antes = _foto(tipo, actividad)
        llenar(sesion, tipo, actividad, con_localidad(datos))
        contar(actividad, conteos)
        flag_modified(actividad, "notas")  # aunque sólo cambien los conteos, la versión avanza
        sesion.flush()
        sesion.refresh(actividad)
        despues = _foto(tipo, actividad)
        cambios = sorted(campo for campo in despues if despues[campo] != antes[campo])
        detalle: dict[str, Any] = {"campos": cambios}
        if "conteos" in cambios:
            detalle |= {"conteos_antes": antes["conteos"], "conteos": despues["conteos"]}
        anotar(actor, "actividad.corregir", _objeto(actividad), detalle)


def abrir(actor: Actor, uuid: str | UUID) -> None:
    """Una programada empieza a recibir asistencia."""
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        if actividad.estado == CERRADA:
            raise EnConflicto(
                "La actividad está cerrada: para volver a abrirla escriba el motivo en «Reabrir»."
            )
        _pasar(actividad, ABIERTA)
        actividad.abierta_en = ahora_utc()
        anotar(actor, "actividad.abrir", _objeto(actividad))


def cerrar(actor: Actor, uuid: str | UUID, conteos: Mapping[str, int] | None = None) -> None:
    """Deja de recibir asistencia; con ``conteos``, éstos reemplazan a los declarados antes.

    :raises EnConflicto: está programada, ya cerrada o anulada.
    """
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        _pasar(actividad, CERRADA)
        actividad.cerrada_en = ahora_utc()
        if conteos is not None:
            contar(actividad, conteos)
        declarados = {conteo.publico or "total": conteo.cantidad for conteo in actividad.conteos}
        anotar(actor, "actividad.cerrar", _objeto(actividad), {"conteos": declarados})


def reabrir(actor: Actor, uuid: str | UUID, motivo: str) -> None:
    """Una cerrada vuelve a recibir asistencia; el motivo queda en la bitácora.

    :raises ErrorDeRegistro: falta el motivo, o no está cerrada.
    """
    motivo = _motivo(motivo, "por qué la reabre")
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        if actividad.estado == PROGRAMADA:
            raise EnConflicto("La actividad está programada: no hace falta reabrirla, basta abrirla.")
        _pasar(actividad, ABIERTA)
        actividad.cerrada_en = None
        anotar(actor, "actividad.reabrir", _objeto(actividad), {"motivo": motivo})


def anular(actor: Actor, uuid: str | UUID, motivo: str) -> None:
    """Deja de contar, con quién y por qué. Sus registros se conservan.

    :raises ErrorDeRegistro: falta el motivo, o ya estaba anulada.
    """
    motivo = _motivo(motivo, "por qué la anula")
    with transaccion() as sesion:
        actividad = buscar(sesion, uuid)
        desde = actividad.estado
        _pasar(actividad, ANULADA)
        actividad.anulada_en, actividad.anulada_por, actividad.motivo = ahora_utc(), actor.nombre, motivo
        anotar(actor, "actividad.anular", _objeto(actividad), {"desde": desde, "motivo": motivo})


def con_localidad(datos: Mapping[str, Any]) -> dict[str, Any]:
    """Los datos con su localidad: la escrita o, si no hay, la que se deduce del lugar.

    :raises ErrorDeRegistro: el lugar puede ser de varias; la frase dice de cuáles.
    """
    lugar = datos.get("lugar") or ""
    if datos.get("localidad") or not lugar:
        return dict(datos)
    candidatas = deducir_localidad(lugar)
    if len(candidatas) > 1:
        nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
        listado = " o ".join(f"{codigo} {nombres[codigo]}" for codigo in candidatas)
        raise ErrorDeRegistro(
            f"«{abreviar(lugar)}» puede ser de varias localidades: {listado}. Elija una; todavía no se guardó.",
            "localidad",
        )
    return {**datos, "localidad": candidatas[0] if candidatas else None}


def _pasar(actividad: Actividad, estado: str) -> None:
    revisar_paso(actividad.estado, estado)
    actividad.estado = estado


def _motivo(texto: str, pregunta: str) -> str:
    motivo = limpiar(texto, LARGO_DE_MOTIVO, "motivo")
    if not motivo:
        raise ErrorDeRegistro(f"Escriba {pregunta}. No se cambió nada.", "motivo")
    return motivo


def _objeto(actividad: Actividad) -> str:
    return f"actividad:{actividad.uuid}"


def _foto(tipo: TipoDeActividad, actividad: Actividad) -> dict[str, Any]:
    """Lo que se puede corregir, como está ahora."""
    comunes = ("fecha", "precision", "lugar_id", "localidad_codigo", "titulo", "notas", "sesiones")
    foto = {campo: getattr(actividad, campo) for campo in (*comunes, *tipo.propios)}
    conteos = {conteo.publico or "total": conteo.cantidad for conteo in actividad.conteos}
    return foto | tipo.leer(actividad) | {"conteos": conteos}
