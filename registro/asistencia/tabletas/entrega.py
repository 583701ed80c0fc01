"""Recibir las piezas de un lote dentro de la transacción de quien llama.

Primero las actividades, después las lecturas, después lo que se dijo de ellas y al final los cierres. Lo que
habla de algo que no ha llegado espera; cuando llega se aplica, y el resultado es el mismo en cualquier orden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia import marcas
from registro.asistencia.ciudadana import Lectura
from registro.asistencia.recepcion import Recepcion, Resultado, contenido, tomar_turno
from registro.asistencia.reglas import Estado, Motivo, leer_uuid
from registro.asistencia.tabletas import actividades, piezas
from registro.asistencia.tabletas.abrir import Pieza
from registro.asistencia.tabletas.aplicar import Aplicacion
from registro.asistencia.tabletas.modelo import Apunte
from registro.asistencia.tabletas.piezas import Apuntado
from registro.extensiones import ahora_utc
from registro.seguridad.bitacora import anotar
from registro.seguridad.cifrado import huella
from registro.seguridad.permisos import Actor


def entregar(sesion: Session, actor: Actor, lote: Sequence[Pieza]) -> tuple[list[Resultado], int]:
    """Un resultado por pieza, en el mismo orden, y cuántas lecturas de las recibidas cuentan."""
    entrega = _Entrega(sesion, actor, ahora_utc())
    resultados = entrega.recibir(lote)
    return resultados, sum(
        piezas.clase_de(pieza.contenido) == piezas.LECTURA and _cuenta(resultado)
        for pieza, resultado in zip(lote, resultados, strict=True)
    )


def _cuenta(resultado: Resultado) -> bool:
    """Si esa lectura dejó una asistencia; una tarjeta desconocida cuenta mientras espera."""
    return resultado.estado is Estado.ACEPTADA or resultado.motivo is Motivo.TARJETA_DESCONOCIDA


@dataclass(slots=True)
class _Entrega:
    sesion: Session
    actor: Actor
    ahora: datetime
    apuntes: dict[UUID, Apunte] = field(default_factory=dict)
    nuevos: list[Apunte] = field(default_factory=list)

    def recibir(self, lote: Sequence[Pieza]) -> list[Resultado]:
        apuntados = [
            piezas.leer_apunte(pieza.contenido, self.ahora) if pieza.abierta else None for pieza in lote
        ]
        self._juntar([apuntado for apuntado in apuntados if apuntado])
        apartadas: dict[int, Motivo] = {}
        lecturas: dict[int, Any] = {}
        for lugar, (pieza, apuntado) in enumerate(zip(lote, apuntados, strict=True)):
            if not pieza.abierta:
                lecturas[lugar], apartadas[lugar] = pieza.contenido, Motivo.NO_SE_ABRE
            elif apuntado is None:
                lecturas[lugar] = pieza.contenido
            elif not self._guardar(apuntado, pieza.contenido):
                lecturas[lugar], apartadas[lugar] = pieza.contenido, Motivo.OTRO_CONTENIDO
        self._abrir_provisionales()
        resultados = self._recibir_lecturas(lecturas, apartadas)
        self._aplicar([id_ for id_ in map(_id_de, lecturas.values()) if id_])
        for lugar, apuntado in enumerate(apuntados):
            if apuntado and lugar not in resultados:
                apunte = self.apuntes[apuntado.id]
                resultados[lugar] = Resultado(
                    lote[lugar].contenido["id"], Estado(apunte.estado), Motivo(apunte.motivo)
                )
        return [resultados[lugar] for lugar in range(len(lote))]

    def _juntar(self, apuntados: Sequence[Apuntado]) -> None:
        """Los que ya habían llegado, de una sola consulta."""
        if apuntados:
            tomar_turno(self.sesion)
            orden = select(Apunte).where(Apunte.id.in_({apuntado.id for apuntado in apuntados}))
            self.apuntes = {apunte.id: apunte for apunte in self.sesion.scalars(orden)}

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
            recibido_de=marcas.firma(self.actor),
        )
        self.sesion.add(apunte)
        self.apuntes[apunte.id] = apunte
        self.nuevos.append(apunte)
        return True

    def _abrir_provisionales(self) -> None:
        for apunte in self.nuevos:
            if apunte.clase == piezas.PROVISIONAL:
                actividades.abrir_provisional(self.sesion, self.actor, apunte)
            elif apunte.clase == piezas.MENOR:
                apunte.estado, apunte.motivo = Estado.ACEPTADA.value, Motivo.NINGUNO.value
                anotar(self.actor, "proteccion.alerta", "proteccion")
        self.sesion.flush()

    def _recibir_lecturas(
        self, lecturas: dict[int, Any], apartadas: dict[int, Motivo]
    ) -> dict[int, Resultado]:
        lugares = list(lecturas)
        recepcion = Recepcion(self.sesion, self.actor, self.ahora)
        recibidas = recepcion.recibir(
            list(lecturas.values()),
            {lugares.index(lugar): motivo for lugar, motivo in apartadas.items()},
        )
        return dict(zip(lugares, recibidas, strict=True))

    def _aplicar(self, lecturas: list[UUID]) -> None:
        """Lo nuevo, y lo que esperaba por lo que acaba de llegar."""
        reconsideradas = [
            id_
            for apunte in self.nuevos
            if apunte.clase == piezas.PROVISIONAL
            for id_ in self._reconsiderar(Lectura.espera == apunte.id)
        ]
        tocadas = {apunte.lectura_id for apunte in self.nuevos if apunte.lectura_id}
        tocadas |= self._esperadas({*lecturas, *reconsideradas})
        aplicacion = Aplicacion(self.sesion, self.actor, self.ahora)
        aplicacion.aplicar(tocadas)
        abiertas = {apunte.id for apunte in self.nuevos if apunte.clase == piezas.PROVISIONAL}
        cierres = [apunte for apunte in self.nuevos if apunte.clase == piezas.CIERRE]
        if abiertas:
            esperaban = select(Apunte).where(Apunte.clase == piezas.CIERRE, Apunte.actividad.in_(abiertas))
            cierres += [apunte for apunte in self.sesion.scalars(esperaban) if apunte not in cierres]
        for cierre in cierres:
            cerrada = actividades.cerrar(self.sesion, self.actor, cierre)
            if cerrada is not None:
                por_cierre = (Lectura.actividad_id == cerrada) & (
                    Lectura.motivo == Motivo.ACTIVIDAD_CERRADA.value
                )
                aplicacion.aplicar(self._esperadas(set(self._reconsiderar(por_cierre))))
        self.sesion.flush()

    def _reconsiderar(self, condicion: Any) -> list[UUID]:
        esperan = select(Lectura).where(condicion, Lectura.resuelta_en.is_(None))
        lecturas = list(self.sesion.scalars(esperan))
        ids = Recepcion(self.sesion, self.actor, self.ahora).reconsiderar(lecturas)
        for lectura in lecturas:
            self.sesion.expunge(lectura)
        return ids

    def _esperadas(self, lecturas: set[UUID]) -> set[UUID]:
        """De esas lecturas, aquellas de las que ya se había dicho algo."""
        if not lecturas:
            return set()
        orden = select(Apunte.lectura_id).where(Apunte.lectura_id.in_(lecturas)).distinct()
        return {id_ for id_ in self.sesion.scalars(orden) if id_}


def _id_de(cruda: Any) -> UUID | None:
    return leer_uuid(cruda.get("id")) if isinstance(cruda, dict) else None
