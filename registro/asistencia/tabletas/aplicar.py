"""Aplicar lo que se dijo de cada lectura: una tarjeta, un deshacer, un servicio, unas respuestas.

Cada lectura se mira entera, con todo lo que se haya dicho de ella, y se deja como debe quedar: por eso no
importa en qué orden llegó.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.asistencia import marcas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.recepcion import Recepcion, preparar
from registro.asistencia.reglas import ANONIMA, MANUAL, Estado, Motivo
from registro.asistencia.tabletas import piezas, prestado
from registro.asistencia.tabletas.modelo import Apunte
from registro.asistencia.tabletas.piezas import TARJETA
from registro.asistencia.tabletas.respondido import guardar_respondido
from registro.seguridad.permisos import Actor

DESHECHA = "deshecha"
PASO_A_TARJETA = "Recibió tarjeta"


@dataclass(slots=True)
class Aplicacion:
    """Lo que se aplica dentro de un lote."""

    sesion: Session
    actor: Actor
    ahora: datetime

    def aplicar(self, lecturas: Collection[UUID]) -> None:
        """Deja cada una de esas lecturas como dicen sus apuntes; las que no han llegado esperan."""
        if not lecturas:
            return
        self.sesion.flush()
        llegadas = self.sesion.scalars(select(Lectura).where(Lectura.id.in_(lecturas)).order_by(Lectura.id))
        presentes = [lectura for lectura in llegadas if lectura.motivo != Motivo.NO_SE_ABRE.value]
        apuntes = self._apuntes_de([lectura.id for lectura in presentes])
        for lectura in presentes:
            self._una(lectura, apuntes[lectura.id])
        entregadas = [apunte.id for lista in apuntes.values() for apunte in lista if apunte.clase == TARJETA]
        self.aplicar([id_ for id_, suyos in self._apuntes_de(entregadas).items() if suyos])

    def _apuntes_de(self, lecturas: Collection[UUID]) -> dict[UUID, list[Apunte]]:
        apuntes: dict[UUID, list[Apunte]] = {id_: [] for id_ in lecturas}
        if apuntes:
            orden = select(Apunte).where(Apunte.lectura_id.in_(lecturas)).order_by(Apunte.id)
            for apunte in self.sesion.scalars(orden):
                if apunte.lectura_id:
                    apuntes[apunte.lectura_id].append(apunte)
        return apuntes

    def _una(self, lectura: Lectura, apuntes: list[Apunte]) -> None:
        por_clase: dict[str, list[Apunte]] = {clase: [] for clase in piezas.DE_LECTURA}
        for apunte in apuntes:
            por_clase[apunte.clase].append(apunte)
        deshecha = bool(por_clase[piezas.DESHACER])
        hechas = self._poner_tarjetas(lectura, por_clase[TARJETA], deshecha=deshecha)
        if deshecha:
            self._deshacer(lectura)
            self._devolver_a_la_suma(lectura)
        _marcar(por_clase[piezas.DESHACER], con_efecto=True)
        tocadas = {lectura.asistencia_id, *(hecha.asistencia_id for hecha in hechas)}
        prestado.rehacer(self.sesion, self.actor, {id_ for id_ in tocadas if id_ is not None})
        cuenta = not deshecha and lectura.asistencia_id is not None
        fuera = prestado.retiradas(por_clase[piezas.RETIRO])
        una = cuenta and lectura.cantidad == 1
        for apunte in por_clase[piezas.PRESTACION]:
            _marcar([apunte], con_efecto=una and apunte.id not in fuera)
        _marcar(por_clase[piezas.RETIRO], con_efecto=una)
        de_quien = hechas[0] if hechas and lectura.cantidad == 1 else lectura
        for apunte in por_clase[piezas.RESPUESTAS]:
            _marcar([apunte], con_efecto=cuenta and guardar_respondido(self.sesion, de_quien, apunte))

    def _poner_tarjetas(self, lectura: Lectura, tarjetas: list[Apunte], *, deshecha: bool) -> list[Lectura]:
        """Cada tarjeta entregada es una lectura más, y una persona menos en la suma sin tarjeta."""
        hechas = self._hechas(tarjetas)
        if not deshecha and lectura.medio == ANONIMA and lectura.asistencia_id is not None:
            ya = {hecha.id for hecha in hechas}
            self._leer(lectura, [apunte for apunte in tarjetas if apunte.id not in ya])
            hechas = self._hechas(tarjetas)
            self._restar(lectura, hechas)
        for hecha in hechas if deshecha else []:
            self._deshacer(hecha)
        ya = {hecha.id for hecha in hechas}
        for apunte in tarjetas:
            _marcar([apunte], con_efecto=apunte.id in ya and not deshecha)
        return hechas

    def _hechas(self, tarjetas: list[Apunte]) -> list[Lectura]:
        if not tarjetas:
            return []
        orden = select(Lectura).where(Lectura.id.in_([apunte.id for apunte in tarjetas]))
        return list(self.sesion.scalars(orden.order_by(Lectura.id)))

    def _leer(self, lectura: Lectura, faltan: list[Apunte]) -> None:
        if not faltan or lectura.leida_en is None:
            return
        actividad = self.sesion.get(Actividad, lectura.actividad_id) if lectura.actividad_id else None
        donde = actividad.uuid if actividad else lectura.espera
        crudas = [
            {
                "id": str(apunte.id),
                "actividad": str(donde),
                "credencial": _contenido(apunte)["credencial"],
                "medio": MANUAL,
                "leida_en": lectura.leida_en.isoformat(),
                "cantidad": 1,
            }
            for apunte in faltan
        ]
        Recepcion(self.sesion, self.ahora, desde_la_calle=True).recibir(
            preparar(self.actor, crudas, self.ahora)
        )

    def _restar(self, lectura: Lectura, hechas: list[Lectura]) -> None:
        """Deja en la suma a quienes no han recibido tarjeta; si a todas se les dio, la suma ya no cuenta."""
        asistencia = self.sesion.get(Asistencia, lectura.asistencia_id) if lectura.asistencia_id else None
        ajena = asistencia is None or asistencia.motivo not in {None, PASO_A_TARJETA}
        if asistencia is None or ajena or lectura.resuelta_en is not None:
            return
        con_tarjeta = [hecha for hecha in hechas if hecha.asistencia_id and hecha.resuelta_en is None]
        quedan = lectura.cantidad - len(con_tarjeta)
        if quedan > 0:
            asistencia.cantidad = quedan
            asistencia.anulada_en = asistencia.anulada_por = asistencia.motivo = None
        elif asistencia.anulada_en is None:
            marcas.anular(self.sesion, asistencia, self.actor, PASO_A_TARJETA)

    def _devolver_a_la_suma(self, deshecha: Lectura) -> None:
        """Si lo deshecho era la entrega de una tarjeta, esa persona vuelve a contar sin ella."""
        entrega = self.sesion.get(Apunte, deshecha.id)
        suma = self.sesion.get(Lectura, entrega.lectura_id) if entrega and entrega.lectura_id else None
        if suma is not None:
            tarjetas = [a for a in self._apuntes_de([suma.id])[suma.id] if a.clase == TARJETA]
            self._restar(suma, self._hechas(tarjetas))
            if suma.asistencia_id is not None:
                prestado.rehacer(self.sesion, self.actor, [suma.asistencia_id])

    def _deshacer(self, lectura: Lectura) -> None:
        """La lectura deja de contar; si otra leyó la misma tarjeta allí, la asistencia es de esa otra."""
        if lectura.resuelta_en is not None:
            return
        asistencia = marcas.asistencia_propia(self.sesion, lectura)
        heredera = self._heredera(lectura, asistencia) if asistencia else None
        if asistencia is not None and heredera is not None:
            heredera.estado, heredera.motivo, heredera.crudo = lectura.estado, lectura.motivo, lectura.crudo
            lectura.estado, lectura.motivo = Estado.REPETIDA.value, Motivo.YA_ESTABA.value
            asistencia.leida_en = heredera.leida_en or asistencia.leida_en
        elif asistencia is not None:
            marcas.anular(self.sesion, asistencia, self.actor, "Deshecha por quien la registró")
        marcas.resolver(lectura, self.actor, DESHECHA)
        self.sesion.flush()

    def _heredera(self, lectura: Lectura, asistencia: Asistencia) -> Lectura | None:
        orden = select(Lectura).where(
            Lectura.asistencia_id == asistencia.id,
            Lectura.id != lectura.id,
            Lectura.estado == Estado.REPETIDA.value,
            Lectura.resuelta_en.is_(None),
        )
        return self.sesion.scalar(orden.order_by(Lectura.leida_en, Lectura.id).limit(1))


def _contenido(apunte: Apunte) -> dict[str, Any]:
    leido: dict[str, Any] = json.loads(apunte.contenido or "{}")
    return leido


def _marcar(apuntes: list[Apunte], *, con_efecto: bool) -> None:
    for apunte in apuntes:
        apunte.estado = Estado.ACEPTADA.value
        apunte.motivo = (Motivo.NINGUNO if con_efecto else Motivo.SIN_EFECTO).value
