"""Qué hay contado que siga valiendo, qué falta por guardar y si lo guardado es lo que dicen los registros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from registro.extensiones import db
from registro.fechas import ahora
from registro.indicadores.consultas.medidas import Recorrido, tipos_de
from registro.indicadores.hechos import Medicion, Medidas
from registro.indicadores.recuentos import disparadores
from registro.indicadores.recuentos.modelo import TODOS, Recuento, Toque
from registro.indicadores.reglas import MEDIDAS, Regla, leer

HOLGURA = timedelta(days=2)  # más de lo que dura cualquier transacción, y de lo que difieren dos relojes
POR_GUARDAR = "recuentos por guardar"
Hecha = tuple[int, str]
"""Un año y la huella de una regla."""


def ultimo_pasado() -> int:
    """El último año del que se guarda lo contado: terminó, y también lo que se empezó a escribir en él."""
    return (ahora() - HOLGURA).year - 1


def huella(regla: Regla) -> str:
    """La regla, resumida: dos iguales tienen la misma."""
    return sha256(regla.como_texto.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Toques:
    """Los que se ven en la base en un instante, por año y tipo de actividad."""

    por_tipo: dict[tuple[int, str], int] = field(default_factory=dict)

    def de(self, fuente: str, vigencia: int) -> int:
        """Cuántos lleva lo que se mide de esa fuente en ese año."""
        propios = sum(self.por_tipo.get((vigencia, tipo), 0) for tipo in tipos_de(fuente))
        return propios + self.por_tipo.get((TODOS, ""), 0)


@dataclass(slots=True)
class Recuentos:
    """Lo contado en los años enteros y pasados de un período; lo guardado se lee una vez."""

    desde: date
    hasta: date
    vigencias: range = field(init=False)
    _toques: Toques = field(default_factory=Toques)
    _guardados: dict[Hecha, Medicion | None] | None = None

    def __post_init__(self) -> None:
        """De qué años se guarda se decide al empezar: la medianoche no lo cambia a medio camino."""
        primera = self.desde.year + (self.desde > date(self.desde.year, 1, 1))
        ultima = self.hasta.year - (self.hasta < date(self.hasta.year, 12, 31))
        self.vigencias = range(primera, min(ultima, ultimo_pasado()) + 1)

    def de(self, regla: Regla) -> dict[int, Medicion | None]:
        """Lo contado de esa regla que sigue valiendo, por año; vacío es que su fuente no tenía nada."""
        if not self.vigencias:
            return {}
        if self._guardados is None:
            # La cuenta de toques, antes que nada: lo que se mida después nunca será más viejo que ella.
            self._toques = toques(self.vigencias)
            self._guardados = {
                (fila.vigencia, fila.huella): _medicion(fila)
                for fila in _guardados(self.vigencias)
                if fila.toques == self._toques.de(fila.fuente, fila.vigencia)
            }
        propia = huella(regla)
        return {v: self._guardados[v, propia] for v in self.vigencias if (v, propia) in self._guardados}

    def dejar(self, regla: Regla, vigencias: Iterable[int], medidas: Medidas) -> None:
        """Lo que se acaba de medir en esos años queda listo para guardarse cuando la lectura termine.

        Quien está escribiendo no deja nada: lo suyo puede deshacerse.
        """
        sesion = db.session()
        if not sesion.info.get("escribiendo"):
            por_guardar = sesion.info.setdefault(POR_GUARDAR, {})
            for vigencia in set(vigencias) & set(self.vigencias):
                llevaba = self._toques.de(regla.fuente, vigencia)
                propia = _fila(regla, vigencia, llevaba, medidas.get(vigencia))
                por_guardar[vigencia, propia["huella"]] = propia


def toques(vigencias: Iterable[int]) -> Toques:
    """Los que llevan esos años."""
    orden = select(Toque.vigencia, Toque.tipo, func.sum(Toque.veces))
    orden = orden.where(Toque.vigencia.in_([TODOS, *vigencias])).group_by(Toque.vigencia, Toque.tipo)
    return Toques({(vigencia, tipo): int(veces) for vigencia, tipo, veces in db.session.execute(orden)})


def que_no_coinciden() -> tuple[int, list[str]]:
    """Cuántos recuentos valen, y cuáles no dicen lo que se cuenta ahora en los registros.

    Si alguien escribe en lo mismo mientras se cuenta, de eso no se sabe y no se dice nada.
    """
    valen, distintos = _que_valen(), []
    recorridos: dict[int, Recorrido] = {}
    for fila in valen:
        dias = date(fila.vigencia, 1, 1), date(fila.vigencia, 12, 31)
        recorrido, regla = recorridos.setdefault(fila.vigencia, Recorrido(*dias)), leer(fila.regla)
        if regla is None or _medicion(fila) != recorrido.medir(regla).get(fila.vigencia):
            distintos.append(fila)
    despues = toques({fila.vigencia for fila in distintos})
    quietos = (fila for fila in distintos if fila.toques == despues.de(fila.fuente, fila.vigencia))
    return len(valen), [_decir(fila) for fila in quietos]


def sin_aviso() -> list[str]:
    """Los disparadores que faltan en la base."""
    return disparadores.faltan(db.session.connection())


def _que_valen() -> list[Any]:
    hay = sorted(db.session.scalars(select(Recuento.vigencia).distinct()))
    llevan = toques(hay)
    return [fila for fila in _guardados(hay) if fila.toques == llevan.de(fila.fuente, fila.vigencia)]


def _guardados(vigencias: Iterable[int]) -> Iterator[Any]:
    """Como filas sueltas: no cambian, y son muchas para hacer un objeto de cada una."""
    orden = select(*Recuento.__table__.c).where(Recuento.vigencia.in_(list(vigencias)))
    return iter(db.session.execute(orden))


def _decir(fila: Any) -> str:
    regla = leer(fila.regla)
    que = f"{MEDIDAS[regla.medida][0].lower()} de {regla.fuente}" if regla else "una regla vacía"
    return f"{que} en {fila.vigencia}"


def _medicion(fila: Any) -> Medicion | None:
    return Medicion(fila.valor, fila.registros, fila.sin_persona) if fila.con_fuente else None


def _fila(regla: Regla, vigencia: int, llevaba: int, medida: Medicion | None) -> dict[str, Any]:
    return {
        "vigencia": vigencia,
        "huella": huella(regla),
        "regla": regla.como_texto,
        "fuente": regla.fuente,
        "toques": llevaba,
        "con_fuente": medida is not None,
        "valor": medida.valor if medida else None,
        "registros": medida.registros if medida else 0,
        "sin_persona": medida.sin_persona if medida else 0,
    }
