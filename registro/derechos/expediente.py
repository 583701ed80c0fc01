"""El expediente que una persona recibe: todo lo que el registro sabe de ella, en palabras corrientes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion, Prestacion
from registro.asistencia.consultas_de_atenciones import lo_hecho
from registro.asistencia.reglas import RECIBIDO, RESULTADOS
from registro.catalogos.consultas import etiquetas
from registro.catalogos.modelo import Entidad, Lugar, Servicio
from registro.derechos.modelo import SecretoDeTitular, SolicitudDeDatos
from registro.escritores.documento import Bloque, Documento, Lista, Parrafo, TablaEnDocumento, Titulo, Trozo
from registro.extensiones import ahora_utc
from registro.fechas import Fecha, Precision, fecha_larga, hoy
from registro.personas.consentimientos import FINALIDADES, MEDIOS
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta, TextoDeConsentimiento
from registro.personas.respuestas import PREGUNTAS
from registro.tabla import Celda, Columna, Tabla

NADA = "No hay nada anotado."
ESTADOS_DE_TARJETA = {
    "activa": "en uso",
    "en_blanco": "sin usar",
    "reemplazada": "reemplazada",
    "revocada": "dada de baja",
    "desconocida": "por revisar",
}


def armar(sesion: Session, persona: Persona) -> Documento:
    """El de una persona y de las que resultaron ser ella; nunca lleva el código de sus tarjetas."""
    todas = [persona.id, *sesion.scalars(select(Persona.id).where(Persona.fusionada_en_id == persona.id))]
    tarjetas = sesion.scalars(select(Credencial).where(Credencial.persona_id.in_(todas))).all()
    propias = [tarjeta.id for tarjeta in tarjetas]
    bloques: list[Bloque] = [
        _parrafo(
            "Esto es todo lo que el registro guarda de usted. No guarda su nombre ni su documento. Puede "
            "pedir que se corrija o se borre, y retirar lo que autorizó, cuando quiera y sin dar razones."
        ),
        Titulo("Sus tarjetas", numerado=False),
        _lista([_de_tarjeta(tarjeta) for tarjeta in tarjetas]),
        Titulo("Lo que respondió", numerado=False),
        _lista(_respuestas(sesion, todas)),
        Titulo("Lo que autorizó", numerado=False),
        _lista([*_autorizaciones(sesion, todas), *_otros(sesion, persona)]),
        Titulo("A qué asistió", numerado=False),
        *_asistencias(sesion, propias),
        Titulo("Servicios y remisiones", numerado=False),
        *_prestaciones(sesion, propias),
        Titulo("Atenciones", numerado=False),
        *_atenciones(sesion, propias),
        Titulo("Lo que ha pedido", numerado=False),
        _lista(_solicitudes(sesion, todas)),
    ]
    return Documento(
        titulo="Lo que hay de usted en el registro",
        autora="Equipo del registro",
        fecha=hoy(),
        bloques=tuple(bloques),
        encabezado="Expediente personal",
    )


def _respuestas(sesion: Session, personas: Sequence[int]) -> list[str]:
    orden = select(Respuesta).where(Respuesta.persona_id.in_(personas), Respuesta.reemplazada_en.is_(None))
    return [
        f"{PREGUNTAS[una.pregunta].rotulo}: {una.valor} (lo dijo el {fecha_larga(una.dada_en.date())})"
        for una in sesion.scalars(orden.order_by(Respuesta.id))
        if una.pregunta in PREGUNTAS
    ]


def _autorizaciones(sesion: Session, personas: Sequence[int]) -> list[str]:
    orden = select(Consentimiento).where(Consentimiento.persona_id.in_(personas))
    dichas = []
    for una in sesion.scalars(orden.order_by(Consentimiento.id)):
        retirada = f"; la retiró el {fecha_larga(una.revocado_en.date())}" if una.revocado_en else ""
        como = MEDIOS[una.medio]
        version = sesion.get_one(TextoDeConsentimiento, una.texto_id).version
        dichas.append(
            f"{FINALIDADES[una.finalidad]}: sí, el {fecha_larga(una.dado_en.date())} "
            f"({como[:1].lower()}{como[1:]}, texto {version}){retirada}"
        )
    return dichas


def _otros(sesion: Session, persona: Persona) -> list[str]:
    dichos = [f"Cómo contactarla: {persona.contacto}"] if persona.contacto else []
    secreto = sesion.get(SecretoDeTitular, persona.id)
    if secreto is not None:
        dichos.append(f"Eligió un secreto el {fecha_larga(secreto.elegido_en.date())}")
    return dichos


def _asistencias(sesion: Session, tarjetas: Sequence[int]) -> list[Bloque]:
    orden = (
        select(Actividad.fecha, Actividad.precision, Actividad.tipo, Lugar.nombre)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .outerjoin(Lugar, Lugar.id == Actividad.lugar_id)
        .where(Asistencia.credencial_id.in_(tarjetas), Asistencia.anulada_en.is_(None))
        .order_by(Actividad.fecha, Asistencia.id)
    )
    filas = [
        (_cuando(dia, precision), TIPOS[tipo].nombre, lugar or "sin lugar")
        for dia, precision, tipo, lugar in sesion.execute(orden)
    ]
    return _cuadro("asistencias", "A qué asistió", ("Fecha", "Actividad", "Lugar"), filas)


def _prestaciones(sesion: Session, tarjetas: Sequence[int]) -> list[Bloque]:
    orden = (
        select(Actividad.fecha, Actividad.precision, Prestacion, Servicio.nombre, Entidad.nombre)
        .join(Asistencia, Asistencia.id == Prestacion.asistencia_id)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .outerjoin(Servicio, Servicio.id == Prestacion.servicio_id)
        .outerjoin(Entidad, Entidad.id == func.coalesce(Prestacion.entidad_id, Servicio.entidad_id))
        .where(Asistencia.credencial_id.in_(tarjetas), Prestacion.anulada_en.is_(None))
        .order_by(Actividad.fecha, Prestacion.id)
    )
    filas = [
        (
            _cuando(dia, precision),
            (servicio or "Servicio") if una.clase == RECIBIDO else "Remisión",
            entidad or "",
            RESULTADOS.get(una.resultado, una.resultado),
        )
        for dia, precision, una, servicio, entidad in sesion.execute(orden)
    ]
    columnas = ("Fecha", "Qué", "Entidad", "En qué quedó")
    return _cuadro("prestaciones", "Servicios y remisiones", columnas, filas)


def _atenciones(sesion: Session, tarjetas: Sequence[int]) -> list[Bloque]:
    orden = (
        select(Actividad.fecha, Actividad.precision, Atencion)
        .join(Asistencia, Asistencia.id == Atencion.asistencia_id)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .where(Asistencia.credencial_id.in_(tarjetas), Atencion.anulada_en.is_(None))
        .order_by(Actividad.fecha, Atencion.id)
    )
    halladas = sesion.execute(orden).all()
    areas, clases, modalidades = etiquetas("area"), etiquetas("clase"), etiquetas("modalidad")
    hecho = lo_hecho([una.id for _, _, una in halladas])
    filas = [
        (
            _cuando(dia, precision),
            areas.get(una.area, una.area),
            clases.get(una.clase, una.clase),
            modalidades.get(una.modalidad, una.modalidad),
            hecho.get(una.id, ""),
        )
        for dia, precision, una in halladas
    ]
    columnas = ("Fecha", "Área", "Clase", "Modalidad", "Lo que se hizo")
    return _cuadro("atenciones", "Atenciones", columnas, filas)


def _solicitudes(sesion: Session, personas: Sequence[int]) -> list[str]:
    orden = select(SolicitudDeDatos).where(SolicitudDeDatos.persona_id.in_(personas))
    dichas = []
    for una in sesion.scalars(orden.order_by(SolicitudDeDatos.id)):
        respuesta = f" Se le respondió: «{una.respuesta}»" if una.respuesta else ""
        dichas.append(f"El {fecha_larga(una.recibida)}: «{una.pide}».{respuesta}")
    return dichas


def _cuadro(
    nombre: str, titulo: str, columnas: Sequence[str], filas: Sequence[tuple[str, ...]]
) -> list[Bloque]:
    if not filas:
        return [_parrafo(NADA)]
    return [
        TablaEnDocumento(
            Tabla(
                nombre=nombre,
                titulo=titulo,
                columnas=tuple(Columna(columna) for columna in columnas),
                filas=tuple(tuple(Celda(texto) for texto in fila) for fila in filas),
                totales=None,
                fuente="registros",
                corte=hoy(),
            )
        )
    ]


def _cuando(dia: object, precision: object) -> str:
    return Fecha(dia, Precision(precision)).larga  # type: ignore[arg-type]  # filas de SQL


def _de_tarjeta(tarjeta: Credencial) -> str:
    desde = (tarjeta.cambiada_en or tarjeta.creada_en or ahora_utc()).date()
    return (
        f"Una tarjeta {ESTADOS_DE_TARJETA.get(tarjeta.estado, tarjeta.estado)} desde el {fecha_larga(desde)}"
    )


def _parrafo(texto: str) -> Parrafo:
    return Parrafo((Trozo(texto),))


def _lista(puntos: Sequence[str]) -> Bloque:
    return Lista(tuple(_parrafo(punto) for punto in puntos)) if puntos else _parrafo(NADA)
