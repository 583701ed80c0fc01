"""Recibir las piezas de varios lotes dentro de la transacción de quien llama.

Primero las actividades, después las lecturas, después lo que se dijo de ellas y al final los cierres. Lo que
habla de algo que no ha llegado espera; cuando llega se aplica, y el resultado es el mismo en cualquier orden.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registro.asistencia import marcas
from registro.asistencia.asentar import Entrante
from registro.asistencia.ciudadana import Lectura
from registro.asistencia.recepcion import (
    CANDADO_DE_LECTURAS,
    HayQueIrSola,
    Recepcion,
    Resultado,
    contenido,
    preparar,
)
from registro.asistencia.reglas import Estado, Motivo
from registro.asistencia.tabletas import actividades, piezas
from registro.asistencia.tabletas.abrir import Pieza
from registro.asistencia.tabletas.aplicar import Aplicacion
from registro.asistencia.tabletas.modelo import Apunte
from registro.asistencia.tabletas.piezas import Apuntado
from registro.en_bloque.preguntar import Consulta, Pedido
from registro.extensiones import tabla_de, tomar_turno
from registro.seguridad.bitacora import anotar
from registro.seguridad.cifrado import huella
from registro.seguridad.permisos import Actor

_APUNTE, _LECTURA = tabla_de(Apunte).c, tabla_de(Lectura).c
_ESPERABAN = Consulta(
    lambda entre: select(_APUNTE.lectura_id).where(entre(_APUNTE.lectura_id, "ids")).distinct()
)


@dataclass(frozen=True, slots=True)
class Lote:
    """Las piezas de una tableta, ya abiertas y entendidas; ``apuntes`` va por lugar, igual que ``piezas``."""

    actor: Actor
    piezas: Sequence[Pieza]
    lecturas: dict[int, Entrante]
    apuntes: dict[int, Apuntado]


def entender(actor: Actor, abiertas: Sequence[Pieza], ahora: datetime) -> Lote:
    """Separa lecturas y apuntes, sin tocar la base: se hace antes de pedir turno para escribir."""
    apuntes = {
        lugar: apuntado
        for lugar, pieza in enumerate(abiertas)
        if pieza.abierta
        and piezas.clase_de(pieza.contenido) != piezas.LECTURA
        and (apuntado := piezas.leer_apunte(pieza.contenido, ahora))
    }
    lugares = [lugar for lugar in range(len(abiertas)) if lugar not in apuntes]
    cerradas = {n: Motivo.NO_SE_ABRE for n, lugar in enumerate(lugares) if not abiertas[lugar].abierta}
    entrantes = preparar(actor, [abiertas[lugar].contenido for lugar in lugares], ahora, cerradas)
    return Lote(actor, abiertas, dict(zip(lugares, entrantes, strict=True)), apuntes)


@dataclass(frozen=True, slots=True)
class Modo:
    """Cómo se entrega. ``acompanada``: a la vez que otras; ``ademas``: lo que se pregunta en la misma ida."""

    acompanada: bool = False
    ademas: Sequence[Pedido] = ()


def entregar(
    sesion: Session, lotes: Sequence[Lote], ahora: datetime, modo: Modo = Modo()
) -> tuple[list[list[Resultado]], list[list[Any]]]:
    """Un resultado por pieza de cada lote, en el mismo orden, y lo que además se quería saber.

    Los lotes que sólo traen lecturas se deciden y se guardan juntos; los demás, uno por uno.

    :raises HayQueIrSola: iba acompañada, y algo de lo que llegó toca lo que otra puede estar guardando.
    """
    sencillos = [lote for lote in lotes if not lote.apuntes]
    juntas = [entrante for lote in sencillos for entrante in lote.lecturas.values()]
    esperaban: Pedido = _ESPERABAN, {"ids": [entrante.id for entrante in juntas]}
    recepcion = Recepcion(
        sesion, ahora, desde_la_calle=True, ademas=[esperaban, *modo.ademas], acompanada=modo.acompanada
    )
    recibidas = iter(recepcion.recibir(juntas))
    halladas, *ademas = recepcion.halladas
    de_sencillos = {id(lote): [next(recibidas) for _ in lote.lecturas] for lote in sencillos}
    esperadas = {fila.lectura_id for fila in halladas}
    if modo.acompanada and esperadas:
        raise HayQueIrSola
    for lote in sencillos if esperadas else []:
        tocadas = esperadas & {entrante.id for entrante in lote.lecturas.values()}
        Aplicacion(sesion, lote.actor, ahora).aplicar(tocadas)
    resultados = [
        _Entrega(sesion, lote, ahora).recibir() if lote.apuntes else de_sencillos[id(lote)] for lote in lotes
    ]
    return resultados, ademas


def contadas(lote: Lote, resultados: Sequence[Resultado]) -> int:
    """Cuántas lecturas del lote dejaron una asistencia; una tarjeta desconocida cuenta mientras espera."""
    return sum(
        resultados[lugar].estado is Estado.ACEPTADA or resultados[lugar].motivo is Motivo.TARJETA_DESCONOCIDA
        for lugar in lote.lecturas
    )


def _esperadas(sesion: Session, lecturas: Collection[UUID]) -> set[UUID]:
    """De esas lecturas, aquellas de las que ya se había dicho algo."""
    if not lecturas:
        return set()
    return {fila.lectura_id for fila in _ESPERABAN.ejecutar(sesion.connection(), ids=list(lecturas))}


@dataclass(slots=True)
class _Entrega:
    sesion: Session
    lote: Lote
    ahora: datetime
    apuntes: dict[UUID, Apunte] = field(default_factory=dict)
    nuevos: list[Apunte] = field(default_factory=list)

    def recibir(self) -> list[Resultado]:
        self._juntar()
        lecturas = dict(self.lote.lecturas)
        for lugar, apuntado in self.lote.apuntes.items():
            cruda = self.lote.piezas[lugar].contenido
            if not self._guardar(apuntado, cruda):
                otro = {0: Motivo.OTRO_CONTENIDO}
                (lecturas[lugar],) = preparar(self.lote.actor, [cruda], self.ahora, otro)
        self._abrir_provisionales()
        entrantes = [lecturas[lugar] for lugar in sorted(lecturas)]
        recibidas = Recepcion(self.sesion, self.ahora, desde_la_calle=True).recibir(entrantes)
        resultados = dict(zip(sorted(lecturas), recibidas, strict=True))
        self._aplicar({entrante.id for entrante in entrantes})
        for lugar, apuntado in self.lote.apuntes.items():
            if lugar not in resultados:
                apunte = self.apuntes[apuntado.id]
                enviada = self.lote.piezas[lugar].contenido["id"]
                resultados[lugar] = Resultado(enviada, Estado(apunte.estado), Motivo(apunte.motivo))
        return [resultados[lugar] for lugar in range(len(self.lote.piezas))]

    def _juntar(self) -> None:
        """Los que ya habían llegado, de una sola consulta."""
        tomar_turno(self.sesion, CANDADO_DE_LECTURAS)
        ids = {apuntado.id for apuntado in self.lote.apuntes.values()}
        self.apuntes = {a.id: a for a in self.sesion.scalars(select(Apunte).where(Apunte.id.in_(ids)))}
        # Los que habían llegado sellados y no se abrían dejan de esperar en la bandeja.
        cerradas = (_LECTURA.motivo == Motivo.NO_SE_ABRE.value) & _LECTURA.resuelta_en.is_(None)
        self.sesion.execute(delete(tabla_de(Lectura)).where(_LECTURA.id.in_(ids), cerradas))

    def _guardar(self, apuntado: Apuntado, cruda: Any) -> bool:
        """Guarda un apunte nuevo; dice que no si ya había otro distinto con su identificador."""
        texto = contenido(cruda)
        sello = huella(texto)
        if apuntado.id in self.apuntes:
            return self.apuntes[apuntado.id].huella == sello
        de_lectura = apuntado.clase in piezas.DE_LECTURA
        apunte = Apunte(
            id=apuntado.id,
            clase=apuntado.clase,
            lectura_id=apuntado.de if de_lectura else None,
            actividad=None if de_lectura or apuntado.clase == piezas.MENOR else apuntado.de,
            estado=Estado.EN_REVISION.value,
            motivo=(Motivo.ESPERA_LECTURA if de_lectura else Motivo.ESPERA_ACTIVIDAD).value,
            huella=sello,
            contenido=None if apuntado.clase == piezas.MENOR else texto,
            recibido_en=self.ahora,
            recibido_de=marcas.firma(self.lote.actor),
        )
        self.sesion.add(apunte)
        self.apuntes[apunte.id] = apunte
        self.nuevos.append(apunte)
        return True

    def _abrir_provisionales(self) -> None:
        for apunte in self.nuevos:
            if apunte.clase == piezas.PROVISIONAL:
                actividades.abrir_provisional(self.sesion, self.lote.actor, apunte)
            elif apunte.clase == piezas.MENOR:
                apunte.estado, apunte.motivo = Estado.ACEPTADA.value, Motivo.NINGUNO.value
                anotar(self.lote.actor, "proteccion.alerta", "proteccion")
        self.sesion.flush()

    def _aplicar(self, lecturas: set[UUID]) -> None:
        """Lo nuevo, y lo que esperaba por lo que acaba de llegar."""
        abiertas = {apunte.id for apunte in self.nuevos if apunte.clase == piezas.PROVISIONAL}
        if abiertas:
            lecturas |= set(self._reconsiderar(Lectura.espera.in_(abiertas)))
        tocadas = {apunte.lectura_id for apunte in self.nuevos if apunte.lectura_id}
        aplicacion = Aplicacion(self.sesion, self.lote.actor, self.ahora)
        aplicacion.aplicar(tocadas | _esperadas(self.sesion, lecturas))
        for cierre in self._cierres(abiertas):
            cerrada = actividades.cerrar(self.sesion, self.lote.actor, cierre)
            if cerrada is not None:
                tarde = Lectura.motivo == Motivo.ACTIVIDAD_CERRADA.value
                movidas = self._reconsiderar((Lectura.actividad_id == cerrada) & tarde)
                aplicacion.aplicar(_esperadas(self.sesion, movidas))
        self.sesion.flush()

    def _cierres(self, abiertas: set[UUID]) -> list[Apunte]:
        """Los de este lote, y los que esperaban por las actividades que acaban de abrirse."""
        propios = [apunte for apunte in self.nuevos if apunte.clase == piezas.CIERRE]
        if not abiertas:
            return propios
        orden = select(Apunte).where(Apunte.clase == piezas.CIERRE, Apunte.actividad.in_(abiertas))
        return propios + [apunte for apunte in self.sesion.scalars(orden) if apunte not in propios]

    def _reconsiderar(self, condicion: Any) -> list[UUID]:
        lecturas = list(self.sesion.scalars(select(Lectura).where(condicion, Lectura.resuelta_en.is_(None))))
        recepcion = Recepcion(self.sesion, self.ahora, desde_la_calle=True)
        ids = recepcion.reconsiderar(lecturas, self.lote.actor)
        for lectura in lecturas:
            self.sesion.expunge(lectura)
        return ids
