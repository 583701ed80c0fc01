"""Recibir muchas lecturas de una vez: se junta lo que hace falta saber, se decide y se guarda en bloque.

Todo ocurre dentro de la transacción de quien llama. El costo no depende de cuántas lecturas son sino de
cuántas tablas: una consulta y una inserción por cada una.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from registro.asistencia import reglas, sitios
from registro.asistencia.asentar import RESERVADOS, Entrante, Tarjeta, por_asentar
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.marcas import firma
from registro.asistencia.reglas import Estado, Motivo, Veredicto
from registro.asistencia.sitios import Sitio
from registro.en_bloque.escribir import escribir, escribir_luego
from registro.en_bloque.preguntar import Consulta, Pedido, Turno, preguntar
from registro.extensiones import tabla_de
from registro.personas import credenciales
from registro.personas.modelo import Credencial
from registro.seguridad.cifrado import huella, huellas
from registro.seguridad.permisos import Actor

CANDADO_DE_LECTURAS = 7_105
_SIEMPRE_IGUAL = json.JSONEncoder(sort_keys=True, default=str).encode
TABLETA = "tableta "
_ASISTENCIA, _LECTURA, _CREDENCIAL = tabla_de(Asistencia).c, tabla_de(Lectura).c, tabla_de(Credencial).c


class Resultado(NamedTuple):
    """Lo que se responde por cada lectura. ``id`` es el que se envió, o el que se le dio si no servía."""

    id: str
    estado: Estado
    motivo: Motivo


class _Recibida(NamedTuple):
    """Lo que ya se sabe de una lectura que había llegado antes."""

    huella: str
    estado: Estado
    motivo: Motivo
    resuelta: bool = False

    @property
    def cerrada(self) -> bool:
        """Llegó sellada y no se pudo abrir: todavía no se sabe qué decía."""
        return self.motivo is Motivo.NO_SE_ABRE


_POR_ID = Consulta(
    lambda entre: select(
        _LECTURA.id, _LECTURA.huella, _LECTURA.estado, _LECTURA.motivo, _LECTURA.resuelta_en
    ).where(entre(_LECTURA.id, "ids"))
)
_POR_HUELLA = Consulta(
    lambda entre: (
        select(_CREDENCIAL.id, _CREDENCIAL.huella, _CREDENCIAL.estado, _CREDENCIAL.cambiada_en)
        .where(entre(_CREDENCIAL.huella, "huellas"))
        .order_by(_CREDENCIAL.id)
        .with_for_update(key_share=True)
    )
)
_PRESENTES = Consulta(
    lambda entre: (
        select(_ASISTENCIA.id, _ASISTENCIA.actividad_id, _ASISTENCIA.credencial_id, _LECTURA.recibida_de)
        .outerjoin(
            tabla_de(Lectura),
            (_LECTURA.asistencia_id == _ASISTENCIA.id) & (_LECTURA.estado != Estado.REPETIDA.value),
        )
        .where(
            entre(_ASISTENCIA.actividad_id, "lugares"),
            entre(_ASISTENCIA.credencial_id, "tarjetas"),
            _ASISTENCIA.anulada_en.is_(None),
        )
    )
)


def preparar(
    actor: Actor, crudas: Sequence[Any], ahora: datetime, apartadas: Mapping[int, Motivo] | None = None
) -> list[Entrante]:
    """Entiende las lecturas, sin tocar la base: se puede hacer antes de pedir turno para escribir.

    ``apartadas``: lugar → motivo de las que van a revisión sin mirarlas (no se abrieron, por ejemplo).
    """
    llegada, preparadas = (ahora, firma(actor)), []
    textos = [contenido(cruda) for cruda in crudas]
    for lugar, (cruda, texto, sello) in enumerate(zip(crudas, textos, huellas(textos), strict=True)):
        id_ = _id_de(cruda)
        propia = reglas.leer_uuid(id_)
        preparadas.append(
            Entrante(
                propia or _id_derivada(None, texto),
                propia,
                id_ if isinstance(id_, str) else None,
                texto,
                reglas.leer(cruda, ahora),
                sello,
                actor,
                llegada,
                (apartadas or {}).get(lugar),
            )
        )
    return preparadas


class HayQueIrSola(Exception):
    """Lo que llegó no se decide con otros guardando a la vez: se repite con el turno para uno solo."""


@dataclass(slots=True)
class Recepcion:
    """El estado de un lote mientras se recibe. ``desde_la_calle``: lo manda una tableta.

    ``ademas``: lo que quien llama quiere saber; queda en ``halladas`` sin otra ida. ``acompanada``: guarda a
    la vez que otras, y sólo lo corriente; si dos guardan lo mismo, la base lo impide y una se repite sola.
    """

    sesion: Session
    ahora: datetime
    desde_la_calle: bool = False
    ademas: Sequence[Pedido] = ()
    acompanada: bool = False
    halladas: list[list[Any]] = field(default_factory=list)
    reservados: list[Iterator[int]] = field(default_factory=list)
    actividades: dict[UUID, Sitio] = field(default_factory=dict)
    tarjetas: dict[str, Tarjeta] = field(default_factory=dict)
    presentes: dict[tuple[int, str], int | None] = field(default_factory=dict)
    leyo: dict[tuple[int, str], str] = field(default_factory=dict)
    recibidas: dict[UUID, _Recibida] = field(default_factory=dict)
    entrantes: list[Entrante] = field(default_factory=list)
    conexion: Connection = field(init=False)
    _relevadas: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.conexion = self.sesion.connection()

    def recibir(self, preparadas: Sequence[Entrante]) -> list[Resultado]:
        """Decide y guarda; devuelve un resultado por lectura, en el mismo orden."""
        self._juntar(preparadas)
        resultados = [self._recibir_una(entrante) for entrante in preparadas]
        self._guardar()
        return resultados

    def reconsiderar(self, esperaban: Sequence[Lectura], actor: Actor) -> list[UUID]:
        """Vuelve a decidir lecturas que esperaban algo que ya llegó; dice cuáles."""
        entrantes = []
        for lectura in esperaban:
            if lectura.crudo and lectura.resuelta_en is None:
                (entrante,) = preparar(actor, [json.loads(lectura.crudo)], lectura.recibida_en)
                entrante.id = entrante.propia = lectura.id
                entrante.llegada = lectura.recibida_en, lectura.recibida_de
                entrantes.append(entrante)
        if entrantes:
            self._juntar(entrantes)
            for entrante in entrantes:
                self._decidir(entrante.id, entrante)
            self._relevadas += [entrante.id for entrante in entrantes]
            self._guardar()
        return [entrante.id for entrante in entrantes]

    def _juntar(self, entrantes: Sequence[Entrante]) -> None:
        """Todo lo que hace falta saber, de una ida; sólo lo que casi nunca pasa pide otra."""
        donde = {e.leida.actividad for e in entrantes if e.leida.actividad}
        codigos = list({e.leida.codigo for e in entrantes if e.leida.codigo})
        por_huella = dict(zip(credenciales.huellas_de(codigos), codigos, strict=True))
        # Las tarjetas se toman antes de mirar las lecturas: quien esperó por una ve la que la leyó primero.
        pedidos: list[Pedido] = [
            (sitios.ACOMPANADAS_POR_UUID if self.acompanada else sitios.POR_UUID, {"uuids": list(donde)}),
            (_POR_HUELLA, {"huellas": list(por_huella)}),
            (_POR_ID, {"ids": [e.id for e in entrantes]}),
            (RESERVADOS, {"cuantos": (len(codigos), len(entrantes))}),
            *self.ademas,
        ]
        turno = Turno(CANDADO_DE_LECTURAS, acompanado=self.acompanada, por_indice=True)
        lugares, tarjetas, recibidas, self.reservados, *self.halladas = preguntar(
            self.conexion, pedidos, turno
        )
        self._anotar_recibidas(recibidas)
        cambiadas = {
            _id_derivada(e.propia, e.contenido)
            for e in entrantes
            if e.propia in self.recibidas and self.recibidas[e.propia].huella != e.huella
        }
        if self.acompanada and (cambiadas or len(lugares) < len(donde) or len(tarjetas) < len(codigos)):
            raise HayQueIrSola
        if cambiadas:
            self._anotar_recibidas(_POR_ID.ejecutar(self.conexion, ids=list(cambiadas)))
        self.actividades = sitios.juntar(self.sesion, donde, lugares, desde_la_calle=self.desde_la_calle)
        self._anotar_tarjetas(tarjetas, por_huella)

    def _anotar_recibidas(self, filas: Iterable[Any]) -> None:
        for fila in filas:
            self.recibidas[fila.id] = _Recibida(
                fila.huella, Estado(fila.estado), Motivo(fila.motivo), fila.resuelta_en is not None
            )

    def _anotar_tarjetas(self, filas: Iterable[Any], por_huella: Mapping[str, str]) -> None:
        for fila in filas:
            codigo = por_huella[fila.huella]
            self.tarjetas[codigo] = Tarjeta(fila.estado, fila.cambiada_en, codigo, fila.id)
        usadas = {t.id: t.codigo for t in self.tarjetas.values() if t.estado != credenciales.EN_BLANCO}
        lugares = {sitio.id for sitio in self.actividades.values()}
        if not usadas or not lugares:
            return  # una tarjeta en blanco todavía no ha estado en ninguna parte
        filas = _PRESENTES.ejecutar(self.conexion, lugares=list(lugares), tarjetas=list(usadas))
        for id_, actividad_id, credencial_id, de in filas:
            llave = actividad_id, usadas[credencial_id]
            self.presentes[llave] = id_
            self.leyo[llave] = de or ""

    def _recibir_una(self, entrante: Entrante) -> Resultado:
        propia, texto = entrante.propia, entrante.contenido
        antes = self.recibidas.get(propia) if propia else None
        id_ = entrante.id
        cerrada = entrante.apartada is Motivo.NO_SE_ABRE
        if antes is not None and not cerrada and antes.huella != entrante.huella:
            if antes.cerrada and not antes.resuelta:
                self._relevadas.append(id_)
                self.recibidas.pop(id_)
            else:
                id_ = _id_derivada(propia, texto)
                entrante.apartada = Motivo.OTRO_CONTENIDO
        if id_ not in self.recibidas:
            self._decidir(id_, entrante)
        recibida = self.recibidas[id_]
        enviada = str(id_) if entrante.enviada is None else entrante.enviada
        return Resultado(enviada, recibida.estado, recibida.motivo)

    def _decidir(self, id_: UUID, entrante: Entrante) -> None:
        leida = entrante.leida
        sitio = self.actividades.get(leida.actividad) if leida.actividad else None
        tarjeta = self.tarjetas.get(leida.codigo) if leida.codigo else None
        llave = None if sitio is None or leida.codigo is None else (sitio.id, leida.codigo)
        veredicto = reglas.decidir(
            leida,
            None if sitio is None else sitio.situacion,
            tarjeta,
            ya_estaba=llave in self.presentes,
            ahora=self.ahora,
        )
        if entrante.apartada is not None:
            veredicto = Veredicto(Estado.EN_REVISION, entrante.apartada, conserva_tarjeta=False)
        elif veredicto.estado is Estado.REPETIDA and llave and self._es_de_otra(llave, entrante):
            veredicto = Veredicto(Estado.REPETIDA, Motivo.OTRA_TABLETA)
        codigo = leida.codigo if veredicto.conserva_tarjeta else None
        if codigo and tarjeta is None:
            self.tarjetas[codigo] = Tarjeta(credenciales.DESCONOCIDA, codigo=codigo)
        if codigo and veredicto.crea_persona:
            self.tarjetas[codigo].estado = credenciales.ACTIVA
        if veredicto.crea_asistencia and llave:
            self.presentes[llave], self.leyo[llave] = None, entrante.llegada[1]
        entrante.id, entrante.veredicto, entrante.tarjeta, entrante.sitio = id_, veredicto, codigo, sitio
        self.entrantes.append(entrante)
        self.recibidas[id_] = _Recibida(entrante.huella, veredicto.estado, veredicto.motivo)

    def _es_de_otra(self, llave: tuple[int, str], entrante: Entrante) -> bool:
        """La misma tarjeta ya la había leído otra tableta."""
        leyo = self.leyo.get(llave, "")
        return self.desde_la_calle and leyo.startswith(TABLETA) and leyo != entrante.llegada[1]

    def _guardar(self) -> None:
        if self._relevadas:
            self.sesion.execute(delete(tabla_de(Lectura)).where(_LECTURA.id.in_(self._relevadas)))
            self._relevadas = []
        if self.entrantes:
            por_abrir = {
                e.sitio.id: (e.sitio, e.actor)
                for e in self.entrantes
                if e.sitio and e.sitio.por_abrir and e.veredicto.crea_asistencia
            }
            if self.acompanada and por_abrir:
                raise HayQueIrSola
            for sitio, actor in por_abrir.values():
                sitios.abrir(self.sesion, actor, sitio, self.ahora)
            escrituras = por_asentar(
                self.sesion, self.entrantes, self.tarjetas, self.presentes, self.reservados
            )
            dejar_escrito = escribir_luego if self.acompanada else escribir
            dejar_escrito(self.conexion, escrituras)
            self.entrantes = []


def contenido(cruda: Any) -> str:
    """La lectura escrita siempre igual, para guardarla y para saber si es la misma."""
    return _SIEMPRE_IGUAL(cruda)


def _id_de(cruda: Any) -> Any:
    return cruda.get("id") if isinstance(cruda, dict) else None


def _id_derivada(propia: UUID | None, texto: str) -> UUID:
    """La de una lectura sin identificador, o que trae el de otra: la misma siempre que se reenvíe igual."""
    return UUID(hex=huella(f"{propia}|{texto}")[:32])


def estados_de(resultados: Iterable[Resultado]) -> dict[str, int]:
    """Cuántas lecturas hubo de cada estado, para la bitácora."""
    cuenta: dict[str, int] = {}
    for resultado in resultados:
        cuenta[resultado.estado.value] = cuenta.get(resultado.estado.value, 0) + 1
    return cuenta
