"""Recibir muchas lecturas de una vez: se junta lo que hace falta saber, se decide y se guarda en bloque.

Todo ocurre dentro de la transacción de quien llama. El costo no depende de cuántas lecturas son sino de
cuántas tablas: una consulta y una inserción por cada una.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.actividades.tipos import tipo_de
from registro.asistencia import reglas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.marcas import firma
from registro.asistencia.reglas import Estado, LecturaLeida, Motivo, SituacionDeTarjeta, Veredicto
from registro.extensiones import tomar_turno
from registro.personas import credenciales
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.cifrado import huella
from registro.seguridad.permisos import Actor

CANDADO_DE_LECTURAS = 7_105
CRUDO_MAXIMO = 200_000


@dataclass(frozen=True, slots=True)
class Resultado:
    """Lo que se responde por cada lectura. ``id`` es el que se envió, o el que se le dio si no servía."""

    id: str
    estado: Estado
    motivo: Motivo


@dataclass(slots=True)
class _Entrante:
    """Una lectura que llega por primera vez, con su veredicto."""

    id: UUID
    contenido: str
    leida: LecturaLeida
    veredicto: Veredicto
    actividad_id: int | None
    tarjeta: str | None
    asistencia_id: int | None = None


@dataclass(slots=True)
class _Tarjeta:
    """Lo que se sabe de una tarjeta durante el lote; ``id`` falta mientras no se haya guardado."""

    codigo: str
    estado: str
    cambiada_en: datetime | None = None
    id: int | None = None


@dataclass(slots=True)
class Recepcion:
    """El estado de un lote mientras se recibe."""

    sesion: Session
    actor: Actor
    ahora: datetime
    actividades: dict[UUID, Any] = field(default_factory=dict)
    tarjetas: dict[str, _Tarjeta] = field(default_factory=dict)
    presentes: dict[tuple[int, str], int | None] = field(default_factory=dict)
    recibidas: dict[UUID, tuple[str, Estado, Motivo]] = field(default_factory=dict)
    entrantes: list[_Entrante] = field(default_factory=list)

    def recibir(self, crudas: Sequence[Any]) -> list[Resultado]:
        """Decide y guarda; devuelve un resultado por lectura, en el mismo orden."""
        leidas = [(contenido(cruda), cruda, reglas.leer(cruda, self.ahora)) for cruda in crudas]
        propias = [(reglas.leer_uuid(_id_de(cruda)), texto, leida) for texto, cruda, leida in leidas]
        self._juntar(propias)
        resultados = [
            self._recibir_una(propia, _id_de(cruda), texto, leida)
            for (propia, texto, leida), (_, cruda, _) in zip(propias, leidas, strict=True)
        ]
        self._guardar()
        return resultados

    def _juntar(self, propias: list[tuple[UUID | None, str, LecturaLeida]]) -> None:
        tomar_turno(self.sesion, CANDADO_DE_LECTURAS)
        ids = {id_ for propia, texto, _ in propias for id_ in (propia, _id_derivada(propia, texto)) if id_}
        columnas = select(Lectura.id, Lectura.huella, Lectura.estado, Lectura.motivo).where(
            Lectura.id.in_(ids)
        )
        self.recibidas = {
            fila.id: (fila.huella, Estado(fila.estado), Motivo(fila.motivo))
            for fila in self.sesion.execute(columnas)
        }
        nuevas = [leida for propia, _, leida in propias if propia not in self.recibidas]
        self._juntar_actividades({leida.actividad for leida in nuevas if leida.actividad})
        self._juntar_tarjetas({leida.codigo for leida in nuevas if leida.codigo})

    def _juntar_actividades(self, uuids: set[UUID]) -> None:
        tabla = Actividad.__table__.c
        orden = select(tabla.id, tabla.uuid, tabla.tipo, tabla.estado, tabla.fecha).where(
            tabla.uuid.in_(uuids)
        )
        filas = self.sesion.execute(orden.order_by(tabla.id).with_for_update(key_share=True))
        self.actividades = {fila.uuid: fila for fila in filas}

    def _juntar_tarjetas(self, codigos: set[str]) -> None:
        por_huella = {credenciales.huella_de(codigo): codigo for codigo in codigos}
        tabla = Credencial.__table__.c
        orden = select(tabla.id, tabla.huella, tabla.estado, tabla.cambiada_en).where(
            tabla.huella.in_(por_huella)
        )
        for fila in self.sesion.execute(orden.order_by(tabla.id).with_for_update(key_share=True)):
            codigo = por_huella[fila.huella]
            self.tarjetas[codigo] = _Tarjeta(codigo, fila.estado, fila.cambiada_en, fila.id)
        conocidas = {tarjeta.id: tarjeta.codigo for tarjeta in self.tarjetas.values()}
        presentes = select(Asistencia.id, Asistencia.actividad_id, Asistencia.credencial_id).where(
            Asistencia.actividad_id.in_([fila.id for fila in self.actividades.values()]),
            Asistencia.credencial_id.in_(conocidas),
            Asistencia.anulada_en.is_(None),
        )
        for id_, actividad_id, credencial_id in self.sesion.execute(presentes):
            self.presentes[actividad_id, conocidas[credencial_id]] = id_

    def _recibir_una(self, propia: UUID | None, enviada: Any, texto: str, leida: LecturaLeida) -> Resultado:
        sello = huella(texto)
        otro_contenido = propia in self.recibidas and self.recibidas[propia][0] != sello
        id_ = _id_derivada(propia, texto) if propia is None or otro_contenido else propia
        if id_ not in self.recibidas:
            entrante = self._decidir(id_, texto, leida, otro_contenido=otro_contenido)
            self.entrantes.append(entrante)
            self.recibidas[id_] = (sello, entrante.veredicto.estado, entrante.veredicto.motivo)
        _, estado, motivo = self.recibidas[id_]
        return Resultado(enviada if isinstance(enviada, str) else str(id_), estado, motivo)

    def _decidir(self, id_: UUID, texto: str, leida: LecturaLeida, *, otro_contenido: bool) -> _Entrante:
        fila = self.actividades.get(leida.actividad) if leida.actividad else None
        actividad = None if fila is None else _situacion(fila)
        tarjeta = self.tarjetas.get(leida.codigo) if leida.codigo else None
        llave = None if fila is None or leida.codigo is None else (fila.id, leida.codigo)
        veredicto = reglas.decidir(
            leida,
            actividad,
            None if tarjeta is None else SituacionDeTarjeta(tarjeta.estado, tarjeta.cambiada_en),
            ya_estaba=llave in self.presentes,
            ahora=self.ahora,
        )
        if otro_contenido:
            veredicto = Veredicto(Estado.EN_REVISION, Motivo.OTRO_CONTENIDO, conserva_tarjeta=False)
        codigo = leida.codigo if veredicto.conserva_tarjeta else None
        if codigo and tarjeta is None:
            self.tarjetas[codigo] = _Tarjeta(codigo, credenciales.DESCONOCIDA)
        if codigo and veredicto.crea_persona:
            self.tarjetas[codigo].estado = credenciales.ACTIVA
        if veredicto.crea_asistencia and llave:
            self.presentes[llave] = None
        return _Entrante(id_, texto, leida, veredicto, None if fila is None else fila.id, codigo)

    def _guardar(self) -> None:
        if self.entrantes:
            self._guardar_tarjetas()
            self._guardar_asistencias()
            self.sesion.execute(insert(Lectura), [self._fila(entrante) for entrante in self.entrantes])

    def _guardar_tarjetas(self) -> None:
        desconocidas = [tarjeta for tarjeta in self.tarjetas.values() if tarjeta.id is None]
        codigos = [tarjeta.codigo for tarjeta in desconocidas]
        nuevas = credenciales.emitir(self.sesion, codigos, estado=credenciales.DESCONOCIDA)
        for tarjeta, id_ in zip(desconocidas, nuevas, strict=True):
            tarjeta.id = id_
        activadas = [
            self.tarjetas[e.tarjeta].id for e in self.entrantes if e.tarjeta and e.veredicto.crea_persona
        ]
        if activadas:
            orden = insert(Persona).returning(Persona.id, sort_by_parameter_order=True)
            personas = self.sesion.scalars(orden, [{"creada_en": self.ahora}] * len(activadas))
            cambios = [
                {"id": id_, "persona_id": persona, "estado": credenciales.ACTIVA, "cambiada_en": self.ahora}
                for id_, persona in zip(activadas, personas, strict=True)
            ]
            self.sesion.execute(update(Credencial), cambios)

    def _guardar_asistencias(self) -> None:
        cuentan = [entrante for entrante in self.entrantes if entrante.veredicto.crea_asistencia]
        if cuentan:
            orden = insert(Asistencia).returning(Asistencia.id, sort_by_parameter_order=True)
            filas = [
                {
                    "actividad_id": entrante.actividad_id,
                    "credencial_id": self.tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
                    "cantidad": entrante.leida.cantidad,
                    "publico": entrante.leida.publico,
                    "origen": entrante.leida.medio,
                    "leida_en": entrante.leida.leida_en,
                }
                for entrante in cuentan
            ]
            for entrante, id_ in zip(cuentan, self.sesion.scalars(orden, filas), strict=True):
                entrante.asistencia_id = id_
                if entrante.tarjeta and entrante.actividad_id:
                    self.presentes[entrante.actividad_id, entrante.tarjeta] = id_

    def _fila(self, entrante: _Entrante) -> dict[str, Any]:
        leida, veredicto = entrante.leida, entrante.veredicto
        presente = entrante.asistencia_id
        if veredicto.estado is Estado.REPETIDA and entrante.actividad_id and entrante.tarjeta:
            presente = self.presentes[entrante.actividad_id, entrante.tarjeta]
        por_mirar = veredicto.estado in {Estado.EN_REVISION, Estado.RECHAZADA}
        return {
            "id": entrante.id,
            "actividad_id": entrante.actividad_id,
            "credencial_id": self.tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
            "asistencia_id": presente,
            "estado": veredicto.estado.value,
            "motivo": veredicto.motivo.value,
            "huella": huella(entrante.contenido),
            "medio": leida.medio,
            "cantidad": leida.cantidad,
            "leida_en": leida.leida_en,
            "recibida_en": self.ahora,
            "recibida_de": firma(self.actor),
            "crudo": entrante.contenido[:CRUDO_MAXIMO] if por_mirar else None,
        }


def contenido(cruda: Any) -> str:
    """La lectura escrita siempre igual, para guardarla y para saber si es la misma."""
    return json.dumps(cruda, sort_keys=True, default=str)


def _id_de(cruda: Any) -> Any:
    return cruda.get("id") if isinstance(cruda, dict) else None


def _id_derivada(propia: UUID | None, texto: str) -> UUID:
    """La de una lectura sin identificador, o que trae el de otra: la misma siempre que se reenvíe igual."""
    return UUID(hex=huella(f"{propia}|{texto}")[:32])


def _situacion(fila: Any) -> reglas.SituacionDeActividad:
    tipo = tipo_de(fila.tipo)
    return reglas.SituacionDeActividad(fila.estado, fila.fecha, tipo.con_tarjetas, tipo.institucional)


def estados_de(resultados: Iterable[Resultado]) -> dict[str, int]:
    """Cuántas lecturas hubo de cada estado, para la bitácora."""
    cuenta: dict[str, int] = {}
    for resultado in resultados:
        cuenta[resultado.estado.value] = cuenta.get(resultado.estado.value, 0) + 1
    return cuenta
