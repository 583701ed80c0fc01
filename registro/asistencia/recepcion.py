"""Recibir muchas lecturas de una vez: se junta lo que hace falta saber, se decide y se guarda en bloque.

Todo ocurre dentro de la transacción de quien llama. El costo no depende de cuántas lecturas son sino de
cuántas tablas: una consulta y una inserción por cada una.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from registro.asistencia import reglas, sitios
from registro.asistencia.asentar import Entrante, Tarjeta, asentar
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.marcas import firma
from registro.asistencia.reglas import Estado, LecturaLeida, Motivo, SituacionDeTarjeta, Veredicto
from registro.asistencia.sitios import Sitio
from registro.extensiones import tabla_de
from registro.personas import credenciales
from registro.personas.modelo import Credencial
from registro.seguridad.cifrado import huella
from registro.seguridad.permisos import Actor

CANDADO_DE_LECTURAS = 7_105
TABLETA = "tableta "
_ASISTENCIA, _LECTURA, _CREDENCIAL = tabla_de(Asistencia).c, tabla_de(Lectura).c, tabla_de(Credencial).c


@dataclass(frozen=True, slots=True)
class Resultado:
    """Lo que se responde por cada lectura. ``id`` es el que se envió, o el que se le dio si no servía."""

    id: str
    estado: Estado
    motivo: Motivo


@dataclass(frozen=True, slots=True)
class _Recibida:
    """Lo que ya se sabe de una lectura que había llegado antes."""

    huella: str
    estado: Estado
    motivo: Motivo
    resuelta: bool = False

    @property
    def cerrada(self) -> bool:
        """Llegó sellada y no se pudo abrir: todavía no se sabe qué decía."""
        return self.motivo is Motivo.NO_SE_ABRE


@dataclass(slots=True)
class Recepcion:
    """El estado de un lote mientras se recibe."""

    sesion: Session
    actor: Actor
    ahora: datetime
    actividades: dict[UUID, Sitio] = field(default_factory=dict)
    tarjetas: dict[str, Tarjeta] = field(default_factory=dict)
    presentes: dict[tuple[int, str], int | None] = field(default_factory=dict)
    de_otra: set[tuple[int, str]] = field(default_factory=set)
    recibidas: dict[UUID, _Recibida] = field(default_factory=dict)
    entrantes: list[Entrante] = field(default_factory=list)
    _relevadas: list[UUID] = field(default_factory=list)

    @property
    def desde_la_calle(self) -> bool:
        """Quien envía es una tableta."""
        return self.actor.origen.startswith(TABLETA)

    def recibir(
        self, crudas: Sequence[Any], apartadas: Mapping[int, Motivo] | None = None
    ) -> list[Resultado]:
        """Decide y guarda; devuelve un resultado por lectura, en el mismo orden.

        ``apartadas``: lugar → motivo de las que van a revisión sin mirarlas (no se abrieron, por ejemplo).
        """
        leidas = [(contenido(cruda), cruda, reglas.leer(cruda, self.ahora)) for cruda in crudas]
        propias = [(reglas.leer_uuid(_id_de(cruda)), texto, leida) for texto, cruda, leida in leidas]
        self._juntar(propias)
        resultados = [
            self._recibir_una(propia, _id_de(cruda), Entrante.de(texto, leida), (apartadas or {}).get(lugar))
            for lugar, ((propia, texto, leida), (_, cruda, _)) in enumerate(zip(propias, leidas, strict=True))
        ]
        self._guardar()
        return resultados

    def reconsiderar(self, esperaban: Sequence[Lectura]) -> list[UUID]:
        """Vuelve a decidir lecturas que esperaban algo que ya llegó; dice cuáles."""
        utiles = [lectura for lectura in esperaban if lectura.crudo and lectura.resuelta_en is None]
        if not utiles:
            return []
        leidas = [
            (lectura.id, crudo, reglas.leer(json.loads(crudo), lectura.recibida_en))
            for lectura in utiles
            if (crudo := lectura.crudo)
        ]
        llegadas = {lectura.id: (lectura.recibida_en, lectura.recibida_de) for lectura in utiles}
        self._juntar(leidas)
        for id_, texto, leida in leidas:
            entrante = Entrante.de(texto, leida)
            entrante.llegada = llegadas[id_]
            self._decidir(id_, entrante, None)
            self._relevadas.append(id_)
        self._guardar()
        return [lectura.id for lectura in utiles]

    def _juntar(self, propias: Sequence[tuple[UUID | None, str, LecturaLeida]]) -> None:
        tomar_turno(self.sesion)
        ids = {propia for propia, _, _ in propias if propia}
        ids |= {_id_derivada(propia, texto) for propia, texto, _ in propias if propia is None}
        self._juntar_recibidas(ids)
        cambiadas = {
            _id_derivada(propia, texto)
            for propia, texto, _ in propias
            if propia in self.recibidas and self.recibidas[propia].huella != huella(texto)
        }
        self._juntar_recibidas(cambiadas)
        nuevas = [leida for _, _, leida in propias]
        self.actividades = sitios.juntar(
            self.sesion,
            {leida.actividad for leida in nuevas if leida.actividad},
            desde_la_calle=self.desde_la_calle,
        )
        self._juntar_tarjetas({leida.codigo for leida in nuevas if leida.codigo})

    def _juntar_recibidas(self, ids: set[UUID]) -> None:
        if ids:
            columnas = (_LECTURA.id, _LECTURA.huella, _LECTURA.estado, _LECTURA.motivo, _LECTURA.resuelta_en)
            for fila in self.sesion.execute(select(*columnas).where(_LECTURA.id.in_(ids))):
                self.recibidas[fila.id] = _Recibida(
                    fila.huella, Estado(fila.estado), Motivo(fila.motivo), fila.resuelta_en is not None
                )

    def _juntar_tarjetas(self, codigos: set[str]) -> None:
        if not codigos:
            return
        por_huella = {credenciales.huella_de(codigo): codigo for codigo in codigos}
        orden = select(_CREDENCIAL.id, _CREDENCIAL.huella, _CREDENCIAL.estado, _CREDENCIAL.cambiada_en).where(
            _CREDENCIAL.huella.in_(por_huella)
        )
        for fila in self.sesion.execute(orden.order_by(_CREDENCIAL.id).with_for_update(key_share=True)):
            codigo = por_huella[fila.huella]
            self.tarjetas[codigo] = Tarjeta(codigo, fila.estado, fila.cambiada_en, fila.id)
        conocidas = {tarjeta.id: tarjeta.codigo for tarjeta in self.tarjetas.values()}
        lugares = {sitio.id for sitio in self.actividades.values()}
        if not conocidas or not lugares:
            return
        presentes = (
            select(_ASISTENCIA.id, _ASISTENCIA.actividad_id, _ASISTENCIA.credencial_id, _LECTURA.recibida_de)
            .outerjoin(
                tabla_de(Lectura),
                (_LECTURA.asistencia_id == _ASISTENCIA.id) & (_LECTURA.estado != Estado.REPETIDA.value),
            )
            .where(
                _ASISTENCIA.actividad_id.in_(lugares),
                _ASISTENCIA.credencial_id.in_(conocidas),
                _ASISTENCIA.anulada_en.is_(None),
            )
        )
        propia = firma(self.actor)
        for id_, actividad_id, credencial_id, de in self.sesion.execute(presentes):
            llave = actividad_id, conocidas[credencial_id]
            self.presentes[llave] = id_
            if self.desde_la_calle and (de or "").startswith(TABLETA) and de != propia:
                self.de_otra.add(llave)

    def _recibir_una(
        self, propia: UUID | None, enviada: Any, entrante: Entrante, apartada: Motivo | None
    ) -> Resultado:
        antes = self.recibidas.get(propia) if propia else None
        id_ = propia or _id_derivada(propia, entrante.contenido)
        if antes is not None and apartada is not Motivo.NO_SE_ABRE and antes.huella != entrante.huella:
            if antes.cerrada and not antes.resuelta:
                self._relevadas.append(id_)
                self.recibidas.pop(id_)
            else:
                id_ = _id_derivada(propia, entrante.contenido)
                apartada = Motivo.OTRO_CONTENIDO
        if id_ not in self.recibidas:
            self._decidir(id_, entrante, apartada)
        recibida = self.recibidas[id_]
        return Resultado(enviada if isinstance(enviada, str) else str(id_), recibida.estado, recibida.motivo)

    def _decidir(self, id_: UUID, entrante: Entrante, apartada: Motivo | None) -> None:
        leida = entrante.leida
        sitio = self.actividades.get(leida.actividad) if leida.actividad else None
        tarjeta = self.tarjetas.get(leida.codigo) if leida.codigo else None
        llave = None if sitio is None or leida.codigo is None else (sitio.id, leida.codigo)
        veredicto = reglas.decidir(
            leida,
            None if sitio is None else sitio.situacion,
            None if tarjeta is None else SituacionDeTarjeta(tarjeta.estado, tarjeta.cambiada_en),
            ya_estaba=llave in self.presentes,
            ahora=self.ahora,
        )
        if apartada is not None:
            veredicto = Veredicto(Estado.EN_REVISION, apartada, conserva_tarjeta=False)
        elif veredicto.estado is Estado.REPETIDA and llave in self.de_otra:
            veredicto = Veredicto(Estado.REPETIDA, Motivo.OTRA_TABLETA)
        codigo = leida.codigo if veredicto.conserva_tarjeta else None
        if codigo and tarjeta is None:
            self.tarjetas[codigo] = Tarjeta(codigo, credenciales.DESCONOCIDA)
        if codigo and veredicto.crea_persona:
            self.tarjetas[codigo].estado = credenciales.ACTIVA
        if veredicto.crea_asistencia and llave:
            self.presentes[llave] = None
        entrante.id, entrante.veredicto, entrante.tarjeta, entrante.sitio = id_, veredicto, codigo, sitio
        self.entrantes.append(entrante)
        self.recibidas[id_] = _Recibida(entrante.huella, veredicto.estado, veredicto.motivo)

    def _guardar(self) -> None:
        if self._relevadas:
            self.sesion.execute(delete(tabla_de(Lectura)).where(_LECTURA.id.in_(self._relevadas)))
            self._relevadas = []
        if self.entrantes:
            usados = [
                e.sitio
                for e in self.entrantes
                if e.sitio and e.sitio.por_abrir and e.veredicto.crea_asistencia
            ]
            cuentan = {sitio.id: sitio for sitio in usados}
            sitios.abrir(self.sesion, self.actor, cuentan.values(), self.ahora)
            llegada = (self.ahora, firma(self.actor))
            asentar(self.sesion, self.entrantes, self.tarjetas, self.presentes, llegada)
            self.entrantes = []


def contenido(cruda: Any) -> str:
    """La lectura escrita siempre igual, para guardarla y para saber si es la misma."""
    return json.dumps(cruda, sort_keys=True, default=str)


def _id_de(cruda: Any) -> Any:
    return cruda.get("id") if isinstance(cruda, dict) else None


def _id_derivada(propia: UUID | None, texto: str) -> UUID:
    """La de una lectura sin identificador, o que trae el de otra: la misma siempre que se reenvíe igual."""
    return UUID(hex=huella(f"{propia}|{texto}")[:32])


def tomar_turno(sesion: Session) -> None:
    """En PostgreSQL dos lotes van uno tras otro; en SQLite ya hacen cola para escribir."""
    if sesion.get_bind().dialect.name == "postgresql":
        sesion.execute(text("select pg_advisory_xact_lock(:candado)"), {"candado": CANDADO_DE_LECTURAS})


def estados_de(resultados: Iterable[Resultado]) -> dict[str, int]:
    """Cuántas lecturas hubo de cada estado, para la bitácora."""
    cuenta: dict[str, int] = {}
    for resultado in resultados:
        cuenta[resultado.estado.value] = cuenta.get(resultado.estado.value, 0) + 1
    return cuenta
