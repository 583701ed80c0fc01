"""Qué hay contado que siga valiendo, qué falta por guardar y si lo guardado es lo que dicen los registros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, tuple_

from registro.extensiones import db
from registro.fechas import ahora
from registro.indicadores.consultas.medidas import Recorrido, tipos_de
from registro.indicadores.hechos import Medicion
from registro.indicadores.parciales import Parcial, desde_octetos, octetos_de
from registro.indicadores.recuentos import disparadores
from registro.indicadores.recuentos.modelo import ENTERO, TODOS, Recuento, Toque
from registro.indicadores.reglas import MEDIDAS, Regla, leer
from registro.indicadores.reportes.periodos import TRIMESTRES, Periodo

HOLGURA = timedelta(days=2)  # más de lo que dura cualquier transacción, y de lo que difieren dos relojes
POR_GUARDAR = "recuentos por guardar"
Cuando = tuple[int, int]
"""Un año y su trimestre, o ``ENTERO``."""


def ultimo_pasado() -> Periodo:
    """El último trimestre del que se guarda lo contado: terminó, y también lo que se empezó en él."""
    return Periodo.de((ahora() - HOLGURA).date()).anterior


def huella(regla: Regla) -> str:
    """La regla, resumida: dos iguales tienen la misma."""
    return sha256(regla.como_texto.encode()).hexdigest()


def recorrido_de(vigencia: int, trimestre: int) -> Recorrido:
    """Lo que se recorre para contar un año entero, o lo que terminó en uno de sus trimestres."""
    if trimestre == ENTERO:
        return Recorrido(date(vigencia, 1, 1), date(vigencia, 12, 31))
    periodo = Periodo(vigencia, trimestre)
    return Recorrido(date(vigencia, 1, 1), periodo.fin, periodo.inicio)


@dataclass(frozen=True, slots=True)
class Toques:
    """Los que se ven en la base en un instante, por año, trimestre y tipo de actividad."""

    por_tipo: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def de(self, fuente: str, vigencia: int, trimestre: int) -> int:
        """Cuántos lleva lo que se mide de esa fuente entonces; un año lleva los de sus trimestres."""
        suyos = TRIMESTRES if trimestre == ENTERO else (trimestre,)
        propios = sum(self.por_tipo.get((vigencia, t, tipo), 0) for t in suyos for tipo in tipos_de(fuente))
        return propios + self.por_tipo.get((TODOS, ENTERO, ""), 0)


@dataclass(slots=True)
class Recuentos:
    """Lo contado en los años pasados de un período y, de los dos últimos, también en sus trimestres pasados.

    Lo guardado se lee una vez. En los dos últimos se sigue escribiendo: en el que corre, y en el que acaba de
    pasar lo que llega tarde, que sólo vence su trimestre.
    """

    desde: date
    hasta: date
    vigencias: range = field(init=False)
    trimestres: tuple[Periodo, ...] = field(init=False)
    cuales: tuple[Cuando, ...] = field(init=False)
    _toques: Toques = field(default_factory=Toques)
    _guardados: dict[tuple[Cuando, str], Parcial | None] | None = None

    def __post_init__(self) -> None:
        """De cuándo se guarda se decide al empezar: la medianoche no lo cambia a medio camino."""
        pasado = ultimo_pasado()
        primera = self.desde.year + (self.desde > date(self.desde.year, 1, 1))
        ultima = self.hasta.year - (self.hasta < date(self.hasta.year, 12, 31))
        ultima = min(ultima, pasado.siguiente.vigencia - 1)
        self.vigencias = range(primera, ultima + 1)
        ultimas = [v for v in (ultima, self.hasta.year) if v >= primera]
        todos = (Periodo(vigencia, numero) for vigencia in sorted({*ultimas}) for numero in TRIMESTRES)
        self.trimestres = tuple(t for t in todos if t <= pasado and t.fin <= self.hasta)
        enteras = ((vigencia, ENTERO) for vigencia in self.vigencias)
        self.cuales = (*enteras, *((t.vigencia, t.trimestre) for t in self.trimestres))

    @property
    def partidas(self) -> set[int]:
        """Los años de los que también se guardan trimestres."""
        return {trimestre.vigencia for trimestre in self.trimestres}

    def trimestres_de(self, vigencia: int) -> list[Periodo]:
        """Los que se guardan de un año."""
        return [trimestre for trimestre in self.trimestres if trimestre.vigencia == vigencia]

    def de(self, regla: Regla) -> dict[Cuando, Parcial | None]:
        """Lo contado de esa regla que sigue valiendo; vacío es que entonces su fuente no tenía nada."""
        if self.cuales and self._guardados is None:
            # La cuenta de toques, antes que nada: lo que se mida después nunca será más viejo que ella.
            self._toques = toques({vigencia for vigencia, _ in self.cuales})
            self._guardados = {
                ((fila.vigencia, fila.trimestre), fila.huella): _parcial(fila)
                for fila in _guardados(self.cuales)
                if _vale(fila, self._toques)
            }
        guardados, propia = self._guardados or {}, huella(regla)
        return {cuando: guardados[cuando, propia] for cuando in self.cuales if (cuando, propia) in guardados}

    def dejar(self, regla: Regla, cuando: Cuando, contado: Parcial | None) -> None:
        """Lo que se acaba de contar queda listo para guardarse cuando la lectura termine.

        Quien está escribiendo no deja nada: lo suyo puede deshacerse.
        """
        sesion = db.session()
        if cuando in self.cuales and not sesion.info.get("escribiendo"):
            propia = _fila(regla, cuando, self._toques.de(regla.fuente, *cuando), contado)
            sesion.info.setdefault(POR_GUARDAR, {})[*cuando, propia["huella"]] = propia


def toques(vigencias: Iterable[int]) -> Toques:
    """Los que llevan esos años."""
    cuales = Toque.vigencia, Toque.trimestre, Toque.tipo
    orden = select(*cuales, func.sum(Toque.veces)).where(Toque.vigencia.in_([TODOS, *vigencias]))
    return Toques({(v, t, tipo): int(n) for v, t, tipo, n in db.session.execute(orden.group_by(*cuales))})


def que_no_coinciden() -> tuple[int, list[str]]:
    """Cuántos recuentos valen, y cuáles no dicen lo que se cuenta ahora en los registros.

    Si alguien escribe en lo mismo mientras se cuenta, de eso no se sabe y no se dice nada.
    """
    valen, distintos = _que_valen(), []
    recorridos: dict[Cuando, Recorrido] = {}
    for fila in valen:
        cuando = fila.vigencia, fila.trimestre
        recorrido, regla = recorridos.setdefault(cuando, recorrido_de(*cuando)), leer(fila.regla)
        if regla is None or _parcial(fila) != contar(recorrido, regla, fila.trimestre):
            distintos.append(fila)
    despues = toques({fila.vigencia for fila in distintos})
    return len(valen), [_decir(fila) for fila in distintos if _vale(fila, despues)]


def contar(recorrido: Recorrido, regla: Regla, trimestre: int) -> Parcial | None:
    """Lo que se guarda de lo que se recorre; de un año entero no hace falta quiénes."""
    if trimestre != ENTERO:
        return recorrido.parcial(regla)
    medida = recorrido.medir(regla).get(recorrido.desde.year)
    return None if medida is None else Parcial(medida)


def sin_aviso() -> list[str]:
    """Los disparadores que faltan en la base."""
    return disparadores.faltan(db.session.connection())


def _que_valen() -> list[Any]:
    orden = select(Recuento.vigencia, Recuento.trimestre).distinct()
    hay = sorted((vigencia, trimestre) for vigencia, trimestre in db.session.execute(orden))
    llevan = toques({vigencia for vigencia, _ in hay})
    filas = sorted(_guardados(hay), key=lambda fila: (fila.vigencia, fila.trimestre, fila.huella))
    return [fila for fila in filas if _vale(fila, llevan)]


def _vale(fila: Any, llevan: Toques) -> bool:
    return bool(fila.toques == llevan.de(fila.fuente, fila.vigencia, fila.trimestre))


def _guardados(cuales: Iterable[Cuando]) -> Iterator[Any]:
    """Como filas sueltas: no cambian, y son muchas para hacer un objeto de cada una."""
    llave = tuple_(Recuento.vigencia, Recuento.trimestre)
    return iter(db.session.execute(select(*Recuento.__table__.c).where(llave.in_(list(cuales)))))


def _decir(fila: Any) -> str:
    regla = leer(fila.regla)
    que = f"{MEDIDAS[regla.medida][0].lower()} de {regla.fuente}" if regla else "una regla vacía"
    entero = fila.trimestre == ENTERO
    return f"{que} en {fila.vigencia if entero else 'el ' + Periodo(fila.vigencia, fila.trimestre).nombre}"


def _parcial(fila: Any) -> Parcial | None:
    if not fila.con_fuente:
        return None
    medida = Medicion(fila.valor, fila.registros, fila.sin_persona)
    return Parcial(medida, desde_octetos(fila.quienes or b""))


def _fila(regla: Regla, cuando: Cuando, llevaba: int, contado: Parcial | None) -> dict[str, Any]:
    medida = contado.medida if contado else None
    return {
        "vigencia": cuando[0],
        "trimestre": cuando[1],
        "huella": huella(regla),
        "regla": regla.como_texto,
        "fuente": regla.fuente,
        "toques": llevaba,
        "con_fuente": medida is not None,
        "valor": medida.valor if medida else None,
        "registros": medida.registros if medida else 0,
        "sin_persona": medida.sin_persona if medida else 0,
        "quienes": octetos_de(contado.quienes) if contado and contado.quienes else None,
    }
