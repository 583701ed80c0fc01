"""Borrar a una persona sin mover ninguna cuenta. Dentro de la transacción de quien llama.

De ella se van las respuestas, las autorizaciones, el contacto, el secreto y las tarjetas. Sus asistencias
quedan, sueltas: en cada vigencia abierta pasan a una lápida, alguien nuevo y sin nada que mantiene cuántas
personas distintas hubo; en una vigencia cerrada quedan sin tarjeta, porque sus cifras ya están congeladas.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Atencion, Lectura
from registro.asistencia.tabletas.modelo import Apunte
from registro.derechos import reglas
from registro.derechos.modelo import Lapida, SecretoDeTitular, SolicitudDeDatos
from registro.extensiones import ahora_utc
from registro.indicadores.reportes.modelo import CorteCerrado
from registro.personas import credenciales
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.personas.reglas import generar_codigo
from registro.seguridad.cifrado import huella

ULTIMO_TRIMESTRE = 4


def borrar(sesion: Session, persona: Persona) -> int:
    """Borra a la persona y a las que se fusionaron en ella; devuelve cuántas lápidas quedaron."""
    todas = [persona.id, *sesion.scalars(select(Persona.id).where(Persona.fusionada_en_id == persona.id))]
    tarjetas = list(sesion.scalars(select(Credencial.id).where(Credencial.persona_id.in_(todas))))
    lapidas = _soltar_asistencias(sesion, tarjetas)
    _soltar_lecturas(sesion, tarjetas)
    for modelo in (Respuesta, Consentimiento, SecretoDeTitular):
        sesion.execute(delete(modelo).where(modelo.persona_id.in_(todas)))
    _soltar_solicitudes(sesion, todas)
    sesion.execute(
        update(Credencial).where(Credencial.reemplazada_por_id.in_(tarjetas)).values(reemplazada_por_id=None)
    )
    sesion.execute(update(Persona).where(Persona.id.in_(todas)).values(fusionada_en_id=None))
    sesion.execute(delete(Credencial).where(Credencial.id.in_(tarjetas)))
    sesion.execute(delete(Persona).where(Persona.id.in_(todas)))
    sesion.expire_all()
    return lapidas


def olvidar(sesion: Session, vigencia: int) -> int:
    """Cerrada la vigencia, sus lápidas ya no hacen falta: las asistencias quedan sin nadie detrás."""
    lapidas = sesion.scalars(select(Lapida).where(Lapida.vigencia == vigencia)).all()
    tarjetas = [lapida.credencial_id for lapida in lapidas]
    personas = [lapida.persona_id for lapida in lapidas]
    sesion.execute(delete(Lapida).where(Lapida.vigencia == vigencia))
    sesion.execute(
        update(Asistencia).where(Asistencia.credencial_id.in_(tarjetas)).values(credencial_id=None)
    )
    sesion.execute(delete(Credencial).where(Credencial.id.in_(tarjetas)))
    sesion.execute(delete(Persona).where(Persona.id.in_(personas)))
    sesion.expire_all()
    return len(lapidas)


def vigencias_cerradas(sesion: Session) -> set[int]:
    """Los años cuyo último corte está cerrado y no se reabrió."""
    orden = select(CorteCerrado.vigencia).where(
        CorteCerrado.trimestre == ULTIMO_TRIMESTRE, CorteCerrado.reabierto_en.is_(None)
    )
    return set(sesion.scalars(orden))


def _soltar_asistencias(sesion: Session, tarjetas: list[int]) -> int:
    orden = (
        select(Asistencia.id, Actividad.fecha)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .where(Asistencia.credencial_id.in_(tarjetas))
    )
    por_vigencia: defaultdict[int, list[int]] = defaultdict(list)
    for asistencia_id, dia in sesion.execute(orden):
        por_vigencia[dia.year].append(asistencia_id)
    cerradas, lapidas = vigencias_cerradas(sesion), 0
    for vigencia, suyas in por_vigencia.items():
        destino = None
        if vigencia not in cerradas:
            destino, lapidas = _lapida(sesion, vigencia), lapidas + 1
        _mudar(sesion, suyas, destino)
    return lapidas


def _mudar(sesion: Session, asistencias: Iterable[int], credencial_id: int | None) -> None:
    """De una en una por actividad: dos tarjetas suyas en la misma actividad no caben en la misma lápida."""
    vistas: set[int] = set()
    suyas = list(asistencias)
    for modelo, cual in ((Asistencia, Asistencia.id), (Atencion, Atencion.asistencia_id)):
        # Por qué se anuló lo suyo lo escribió alguien, y puede nombrarla.
        escritos = update(modelo).where(cual.in_(suyas), modelo.motivo.is_not(None))
        sesion.execute(escritos.values(motivo=""))
    for asistencia in sesion.scalars(select(Asistencia).where(Asistencia.id.in_(suyas))):
        vigente = asistencia.anulada_en is None
        asistencia.credencial_id = None if vigente and asistencia.actividad_id in vistas else credencial_id
        if vigente:
            vistas.add(asistencia.actividad_id)
    sesion.flush()


def _lapida(sesion: Session, vigencia: int) -> int:
    """Alguien nuevo, con una tarjeta que no existe en ninguna parte."""
    persona = Persona(creada_en=ahora_utc())
    sesion.add(persona)
    sesion.flush()
    nadie = huella(f"lapida|{secrets.token_hex(32)}")
    credencial = Credencial(
        huella=nadie,
        codigo=generar_codigo(secrets.randbits),
        estado=credenciales.REVOCADA,
        persona_id=persona.id,
        creada_en=ahora_utc(),
    )
    sesion.add(credencial)
    sesion.flush()
    sesion.add(Lapida(vigencia=vigencia, persona_id=persona.id, credencial_id=credencial.id))
    return credencial.id


def _soltar_lecturas(sesion: Session, tarjetas: list[int]) -> None:
    """Lo recibido de sus tarjetas pierde la tarjeta y lo que decía, también lo que anotó una tableta."""
    suyas = list(sesion.scalars(select(Lectura.id).where(Lectura.credencial_id.in_(tarjetas))))
    sesion.execute(update(Lectura).where(Lectura.id.in_(suyas)).values(credencial_id=None, crudo=None))
    sesion.execute(update(Apunte).where(Apunte.lectura_id.in_(suyas)).values(contenido=None))


def _soltar_solicitudes(sesion: Session, personas: list[int]) -> None:
    """De lo que pidió antes queda la clase y sus fechas; lo que ella dijo y lo que se le dijo, no."""
    for una in sesion.scalars(select(SolicitudDeDatos).where(SolicitudDeDatos.persona_id.in_(personas))):
        una.persona_id, una.pide, una.respuesta = None, reglas.CLASES[una.clase], ""
        for paso in una.pasos:
            paso.motivo = ""
    sesion.flush()
