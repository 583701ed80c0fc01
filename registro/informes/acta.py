"""El acta de una sesión como documento: asistencia, orden del día, desarrollo, compromisos y firmas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from registro.actas.consultas import acta as estado
from registro.actas.consultas import contenido as leer
from registro.actas.contenido import Contenido, PuntoDeActa
from registro.errores import NoEncontrado
from registro.escritores import en_docx, en_pdf
from registro.escritores.documento import (
    Bloque,
    Documento,
    Firma,
    Firmas,
    Lista,
    Simple,
    TablaEnDocumento,
    Titulo,
    Trozo,
    parrafo,
)
from registro.escritores.parrafos import de_texto
from registro.escritores.tipos import TIPOS
from registro.fechas import fecha_larga
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.seguridad.divulgacion.politica import DOCUMENTO
from registro.seguridad.permisos import Actor
from registro.tabla import SIN_DATO, Celda, Columna, Tabla, TipoColumna
from registro.textos import unir

FORMATOS = {"docx": "Word", "pdf": "PDF"}
_ESCRITORES = {
    "docx": (en_docx.escribir, TIPOS["docx"]),
    "pdf": (en_pdf.escribir, TIPOS["pdf"]),
}
FUENTE = "registro de la sesión"
FIRMA = "Firma el acta"
PARA_ARCHIVAR, PARA_REVISAR = "Firmar, archivar y publicar el acta", "Revisar el acta antes de aprobarla"


@dataclass(frozen=True, slots=True)
class Archivo:
    """El acta escrita, con su nombre y su tipo."""

    nombre: str
    tipo: str
    contenido: bytes


def sacar(actor: Actor, uuid: str, formato: str, version: int | None = None) -> Archivo:
    """El acta en ese formato: la aprobada, la de ahora, o la ``version`` pedida; el archivo dice su serie.

    La aprobada se archiva; una copia de lo que no está aprobado se borra.

    :raises NoEncontrado: no existe esa sesión, esa versión o ese formato.
    """
    if formato not in _ESCRITORES:
        raise NoEncontrado("El acta se descarga en Word (docx) o en PDF.")
    acta = leer(uuid, version)
    funcion, tipo = _ESCRITORES[formato]
    nombre = f"Acta-{acta.sigla}-{acta.fecha.isoformat()}.{formato}"
    en_que_va = estado(uuid)
    aprobada = en_que_va.aprobada_el is not None and version in {None, en_que_va.version}
    clase, para = (DOCUMENTO, PARA_ARCHIVAR) if aprobada else (RESERVADA, PARA_REVISAR)
    ficha = registrar(actor, Salida(_titulo(acta), clase, para, formato))
    return Archivo(nombre, tipo, funcion(replace(documento(acta), ficha=ficha.pares)))


def faltantes(acta: Contenido) -> list[str]:
    """Lo que conviene completar antes de llevarla a aprobación."""
    ausentes = (
        ("el número del acta", acta.numero),
        ("quiénes asistieron", any(uno.asistio for uno in acta.asistentes)),
        ("el orden del día", acta.puntos),
        ("el desarrollo de algún punto", all(punto.discusion or punto.decisiones for punto in acta.puntos)),
        ("las funciones que desarrolló", acta.funciones),
        ("quiénes firman", acta.firmas),
        ("el motivo de la extraordinaria", acta.motivo or acta.clase == "Ordinaria"),
    )
    return [que for que, esta in ausentes if not esta]


def documento(acta: Contenido) -> Documento:
    """El acta armada, para escribirla en cualquier formato."""
    bloques: list[Bloque] = [
        Titulo(_titulo(acta), numerado=False),
        *_encabezado(acta),
        *_asistencia(acta),
        Titulo("Orden del día"),
        Lista(tuple(parrafo(_de_agenda(punto)) for punto in acta.puntos), numerada=True)
        if acta.puntos
        else parrafo("Sin orden del día."),
        *_desarrollo(acta),
        *_compromisos(acta),
        *_funciones(acta),
        *([Titulo("Proposiciones, varios y cierre"), *de_texto(acta.cierre)] if acta.cierre else []),
        Titulo("Firmas"),
        Firmas(
            tuple(_firma(renglon) for renglon in acta.firmas)
            or (Firma("Preside"), Firma("Secretaría técnica"))
        ),
    ]
    return Documento(
        titulo=_titulo(acta),
        autora=acta.sigla,
        fecha=acta.fecha,
        bloques=tuple(bloques),
        subtitulo=acta.instancia,
        asunto=f"Sesión {acta.clase.lower()} del {fecha_larga(acta.fecha)}",
    )


def _titulo(acta: Contenido) -> str:
    numero = f" N.º {acta.numero}" if acta.numero else ""
    return f"Acta{numero}. Sesión {acta.clase.lower()} de {acta.sigla}"


def _encabezado(acta: Contenido) -> list[Simple]:
    datos = (
        ("Instancia", f"{acta.instancia} ({acta.sigla})"),
        ("Fecha", fecha_larga(acta.fecha)),
        ("Hora", acta.horario),
        ("Modalidad", acta.modalidad),
        ("Lugar", acta.lugar),
        ("Motivo de la convocatoria", acta.motivo),
        ("Quórum", acta.quorum),
    )
    return [parrafo(Trozo(f"{rotulo}: ", negrita=True), dicho) for rotulo, dicho in datos if dicho]


def _asistencia(acta: Contenido) -> list[Simple]:
    filas = [
        (
            uno.sector,
            uno.entidad,
            uno.puesto,
            uno.rol,
            uno.delegada or SIN_DATO,
            "Sí" if uno.asistio else "No",
        )
        for uno in acta.asistentes
    ]
    columnas = ("Sector", "Entidad", "Puesto", "Rol", "Delegada o delegado", "Asistió")
    tabla = _tabla("asistencia", "Asistencia de integrantes", columnas, filas, acta.fecha)
    bloques: list[Simple] = [Titulo("Asistencia"), TablaEnDocumento(tabla, anchos=(13, 28, 15, 14, 20, 10))]
    if acta.invitadas:
        invitadas = [
            (una.nombre or "Sin nombre", una.entidad or SIN_DATO, str(una.cantidad)) for una in acta.invitadas
        ]
        otra = _tabla(
            "invitadas", "Otras personas", ("Nombre", "Entidad o grupo", "Personas"), invitadas, acta.fecha
        )
        bloques.append(TablaEnDocumento(otra))
    return bloques


def _desarrollo(acta: Contenido) -> list[Simple]:
    bloques: list[Simple] = [Titulo("Desarrollo")]
    if acta.apertura:
        bloques += [Titulo("Apertura", 2, numerado=False), *de_texto(acta.apertura)]
    for numero, punto in enumerate(acta.puntos, start=1):
        bloques.append(Titulo(f"Punto {numero}. {punto.titulo}", 2, numerado=False))
        bloques += de_texto(punto.discusion) if punto.discusion else [parrafo("Sin discusión registrada.")]
        if punto.decisiones:
            primero, *resto = de_texto(punto.decisiones)
            if isinstance(primero, Lista):
                bloques += [parrafo(Trozo("Decisiones:", negrita=True)), primero, *resto]
            else:
                bloques += [parrafo(Trozo("Decisiones: ", negrita=True), *primero.trozos), *resto]
    return bloques


def _compromisos(acta: Contenido) -> list[Simple]:
    if not acta.compromisos:
        return [Titulo("Compromisos"), parrafo("No quedaron compromisos.")]
    filas = [
        (uno.que, uno.entidad, fecha_larga(uno.vence) if uno.vence else "sin fecha")
        for uno in acta.compromisos
    ]
    tabla = _tabla("compromisos", "Compromisos", ("Compromiso", "Entidad", "Para cuándo"), filas, acta.fecha)
    return [Titulo("Compromisos"), TablaEnDocumento(tabla, anchos=(50, 30, 20))]


def _funciones(acta: Contenido) -> list[Simple]:
    if not acta.funciones:
        return []
    filas = [(str(numero), dicho) for numero, dicho in acta.funciones]
    tabla = _tabla("funciones", "Funciones que desarrolló la sesión", ("N.º", "Función"), filas, acta.fecha)
    return [Titulo("Funciones desarrolladas"), TablaEnDocumento(tabla, anchos=(8, 92))]


def _tabla(
    nombre: str, titulo: str, columnas: tuple[str, ...], filas: Sequence[tuple[str, ...]], corte: date
) -> Tabla:
    return Tabla(
        nombre=nombre,
        titulo=titulo,
        columnas=tuple(
            Columna(uno, TipoColumna.ESTADO if uno == "Asistió" else TipoColumna.TEXTO) for uno in columnas
        ),
        filas=tuple(tuple(Celda(texto) for texto in fila) for fila in filas),
        totales=None,
        fuente=FUENTE,
        corte=corte,
    )


def _de_agenda(punto: PuntoDeActa) -> str:
    presenta = f" Presenta: {punto.presenta}." if punto.presenta else ""
    palabra = "Desarrolla la función" if len(punto.funciones) == 1 else "Desarrolla las funciones"
    desarrolla = f" {palabra} {unir([str(una) for una in punto.funciones])}." if punto.funciones else ""
    return f"{punto.titulo.rstrip('.')}.{presenta}{desarrolla}"


def _firma(renglon: str) -> Firma:
    """«Preside: Nombre, cargo, entidad». Sin el papel se entiende que firma el acta."""
    papel, dos_puntos, resto = renglon.partition(":")
    nombre, _, cargo = (resto if dos_puntos else papel).partition(",")
    return Firma(papel.strip() if dos_puntos else FIRMA, nombre.strip(), cargo.strip())
