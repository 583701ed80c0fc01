"""Aplicar una regla al registro: cuánto mide en un período, y cuántos registros la sostienen.

Todo sale agrupado por vigencia y con el período por delante: lo que tarda crece con lo que se pide, no con la
base. Una vigencia en que la fuente no tiene ningún registro no mide cero: no se sabe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, case, cast, extract, func, literal, select

from registro.actividades.base import Actividad, Conteo
from registro.actividades.conteos import TOTAL
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.extensiones import db
from registro.indicadores import formulas
from registro.indicadores.consultas.alcance import CON_ATENCIONES, Alcance, columnas_de
from registro.indicadores.consultas.quienes import QUIEN, con_quien
from registro.indicadores.consultas.realizadas import leidas_de
from registro.indicadores.hechos import CERO, VACIA, Conteos, Medicion, Medidas
from registro.indicadores.parciales import Parcial, bits, distintas
from registro.indicadores.reglas import ATENCIONES, PUBLICO, Medida, Regla

_vigencia = cast(extract("year", Actividad.fecha), Integer)


@dataclass(slots=True)
class Recorrido:
    """Mide en los registros reglas de un mismo período; lo que sirve a varias se pregunta una sola vez.

    :param terminadas_desde: de ese período, sólo lo que terminó ese día o después.
    """

    desde: date
    hasta: date
    terminadas_desde: date | None = None
    _atenciones: list[Any] | None = field(default=None)
    _vigencias: dict[str, set[int]] = field(default_factory=dict)
    _contados: dict[Regla, list[tuple[int, Conteos]]] = field(default_factory=dict)

    @property
    def alcance(self) -> Alcance:
        """El período."""
        return Alcance(self.desde, self.hasta, terminadas_desde=self.terminadas_desde)

    def anuales(self, regla: Regla) -> Iterator[tuple[int, Alcance]]:
        """El período, vigencia por vigencia: lo de una cabe en la memoria del motor, y lo de diez no."""
        for vigencia in sorted(self._con_fuente(regla)):
            desde, hasta = date(vigencia, 1, 1), date(vigencia, 12, 31)
            yield (
                vigencia,
                replace(self.alcance, desde=max(self.desde, desde), hasta=min(self.hasta, hasta)),
            )

    def medir(self, regla: Regla) -> Medidas:
        """Por vigencia, lo que la regla mide; donde la fuente tiene algo y no pasa los filtros, cero."""
        medidas = _MEDIR[regla.medida](self, regla)
        return {vigencia: medidas.get(vigencia, CERO) for vigencia in self._con_fuente(regla)}

    def parcial(self, regla: Regla) -> Parcial | None:
        """Lo mismo de una sola vigencia, como parte de ella; nada si la fuente no tiene ningún registro."""
        if regla.medida is Medida.PERSONAS:
            return _parcial_de_personas(regla, self) if self._con_fuente(regla) else None
        medida = self.medir(regla).get(self.desde.year)
        return None if medida is None else Parcial(medida)

    def _con_fuente(self, regla: Regla) -> set[int]:
        if regla.fuente not in self._vigencias:
            de_la_fuente = Actividad.tipo.in_(tipos_de(regla.fuente))
            orden = select(_vigencia).where(*self.alcance.realizadas(), de_la_fuente).distinct()
            self._vigencias[regla.fuente] = {int(vigencia) for vigencia in db.session.scalars(orden)}
        return self._vigencias[regla.fuente]

    def atenciones(self) -> list[Any]:
        """Cuántas hay por vigencia, área, clase, modalidad y localidad."""
        if self._atenciones is None:
            rasgos = Atencion.area, Atencion.clase, Atencion.modalidad, Actividad.localidad_codigo
            todas = Regla(ATENCIONES, Medida.ATENCIONES)
            self._atenciones = [
                (vigencia, *fila)
                for vigencia, alcance in self.anuales(todas)
                for fila in db.session.execute(
                    atenciones(todas, alcance, *rasgos, func.count()).group_by(*rasgos)
                )
            ]
        return self._atenciones

    def contados(self, regla: Regla) -> list[tuple[int, Conteos]]:
        """De cada actividad, en qué vigencia fue y cuántas vinieron; varias reglas lo comparten."""
        llave = replace(regla, medida=Medida.ASISTENCIAS)
        if llave not in self._contados:
            filas = db.session.execute(actividades(regla, self.alcance, _vigencia, *conteos(regla)))
            self._contados[llave] = [(int(vigencia), contados(*fila)) for vigencia, *fila in filas]
        return self._contados[llave]

    def sin_leer(self, regla: Regla) -> dict[int, int]:
        """Por vigencia, lo declarado que no alcanzó a leerse: asistencias que no se sabe de quién son."""
        cuantas: dict[int, int] = defaultdict(int)
        for vigencia, uno in () if regla.fuente == ATENCIONES else self.contados(regla):
            cuantas[vigencia] += formulas.asistencias(uno).total - uno.leidas
        return cuantas


def medir(regla: Regla, desde: date, hasta: date) -> Medidas:
    """Por vigencia, lo que la regla mide entre dos días."""
    return Recorrido(desde, hasta).medir(regla)


def medir_en(regla: Regla, vigencia: int, hasta: date) -> Medicion:
    """Lo de una vigencia hasta un día."""
    fin = min(hasta, date(vigencia, 12, 31))
    return medir(regla, date(vigencia, 1, 1), fin).get(vigencia, VACIA)


def tipos_de(fuente: str) -> list[str]:
    """Los tipos de actividad de que sale: el que ella nombra o, de las atenciones, los que las tienen."""
    return CON_ATENCIONES if fuente == ATENCIONES else [fuente]


def tipo_de_regla(regla: Regla) -> TipoDeActividad:
    """El tipo de actividad que es su fuente."""
    return TIPOS[regla.fuente]


def actividades(regla: Regla, alcance: Alcance, *columnas: Any) -> Select[Any]:
    """Las actividades de la fuente que pasan los filtros."""
    tipo = tipo_de_regla(regla)
    propias = columnas_de(tipo)
    condiciones: list[ColumnElement[bool]] = [Actividad.tipo.in_([tipo.clave]), *alcance.realizadas()]
    for nombre, valores in regla.filtros:
        if nombre == "localidad":
            condiciones.append(Actividad.localidad_codigo.in_(valores))
        elif nombre != PUBLICO:
            condiciones.append(propias[nombre].in_(valores))
    unida = select(*columnas).select_from(Actividad)
    return unida.join(propias.actividad_id.table, propias.actividad_id == Actividad.id).where(*condiciones)


def atenciones(regla: Regla, alcance: Alcance, *columnas: Any) -> Select[Any]:
    """Las atenciones que pasan los filtros, ninguna anulada."""
    condiciones: list[ColumnElement[bool]] = [
        Actividad.tipo.in_(CON_ATENCIONES),
        Atencion.anulada_en.is_(None),
        Asistencia.anulada_en.is_(None),
        *alcance.realizadas(),
    ]
    for nombre, valores in regla.filtros:
        columna: Any = Actividad.localidad_codigo if nombre == "localidad" else getattr(Atencion, nombre)
        condiciones.append(columna.in_(valores))
    return (
        select(*columnas)
        .select_from(Actividad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Atencion, Atencion.asistencia_id == Asistencia.id)
        .where(*condiciones)
    )


def _sesiones(recorrido: Recorrido, regla: Regla) -> Medidas:
    medida = func.sum(Actividad.sesiones), func.count()
    return _leer(actividades(regla, recorrido.alcance, _vigencia, *medida).group_by(_vigencia))


def _cantidades(recorrido: Recorrido, regla: Regla) -> Medidas:
    """La cantidad declarada; las que no la declararon no suman ni se cuentan."""
    cantidad = columnas_de(tipo_de_regla(regla)).cantidad
    medida = func.sum(cantidad), func.count(cantidad)
    return _leer(actividades(regla, recorrido.alcance, _vigencia, *medida).group_by(_vigencia))


def _leer(orden: Select[Any]) -> Medidas:
    return {
        int(vigencia): Medicion(None if valor is None else Decimal(valor), registros)
        for vigencia, valor, registros in db.session.execute(orden)
    }


def _atendidas(recorrido: Recorrido, regla: Regla) -> Medidas:
    cuantas: dict[int, int] = defaultdict(int)
    for vigencia, area, clase, modalidad, localidad, n in recorrido.atenciones():
        rasgos = {"area": area, "clase": clase, "modalidad": modalidad, "localidad": localidad}
        if all(rasgos[nombre] in valores for nombre, valores in regla.filtros):
            cuantas[vigencia] += n
    return {vigencia: Medicion(Decimal(n), n) for vigencia, n in cuantas.items()}


def _asistencias(recorrido: Recorrido, regla: Regla) -> Medidas:
    """De cada actividad, lo que dice la fórmula; donde nadie contó ni leyó, no se sabe."""
    return _sumar(recorrido.contados(regla))


def conteos(regla: Regla) -> tuple[ColumnElement[Any], ...]:
    """Lo leído y lo declarado de cada actividad, para :func:`contados`."""
    publicos = regla.valores(PUBLICO)
    return _leidas(regla, publicos), *_declaradas(publicos)


def contados(leidas: int, total: int | None, desglose: int | None) -> Conteos:
    """Los de una actividad; sin un total declarado vale su desglose."""
    return Conteos(anonimas=leidas, declaradas=desglose if total is None else total)


def _sumar(conteos: Iterable[tuple[int, Conteos]]) -> Medidas:
    sumas: dict[int, list[int]] = defaultdict(list)
    for vigencia, uno in conteos:
        sumas[vigencia] += [] if formulas.sin_informar(uno) else [formulas.asistencias(uno).total]
    return {
        vigencia: Medicion(Decimal(sum(informadas)) if informadas else None, len(informadas))
        for vigencia, informadas in sumas.items()
    }


def _leidas(regla: Regla, publicos: tuple[str, ...]) -> ColumnElement[int]:
    """Lo leído de cada actividad; con público, sólo lo que se leyó diciendo de cuál era."""
    if not publicos:
        return leidas_de(tipo_de_regla(regla))
    if tipo_de_regla(regla).institucional:
        return literal(0)  # su asistencia no dice de qué público es: sólo lo dice el conteo
    propias = Asistencia.actividad_id == Actividad.id, Asistencia.anulada_en.is_(None)
    suma = select(func.coalesce(func.sum(Asistencia.cantidad), 0)).where(*propias)
    return suma.where(Asistencia.publico.in_(publicos)).correlate(Actividad).scalar_subquery()


def _declaradas(publicos: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """El total que se declaró y su desglose; con público, sólo el de ése."""
    suma = select(func.sum(Conteo.cantidad)).where(Conteo.actividad_id == Actividad.id)
    de_los_publicos = Conteo.publico.in_(publicos) if publicos else Conteo.publico == TOTAL
    partes = de_los_publicos, Conteo.publico != TOTAL
    total, desglose = (suma.where(parte).correlate(Actividad).scalar_subquery() for parte in partes)
    return [total, literal(None) if publicos else desglose]


def _personas(recorrido: Recorrido, regla: Regla) -> Medidas:
    """Personas distintas por persona, no por tarjeta; lo que no es de nadie conocido va aparte."""
    sin_leer = recorrido.sin_leer(regla)
    return {
        vigencia: _personas_de(regla, alcance, sin_leer.get(vigencia, 0))
        for vigencia, alcance in recorrido.anuales(regla)
    }


def _personas_de(regla: Regla, alcance: Alcance, sin_leer: int) -> Medicion:
    cuantas, veces, de_nadie = _de_quienes(regla, alcance, func.count(QUIEN.distinct()))
    return distintas(int(cuantas), int(veces or 0), int(de_nadie or 0) + sin_leer)


def _parcial_de_personas(regla: Regla, recorrido: Recorrido) -> Parcial:
    """Lo mismo, diciendo quiénes son: en un solo texto, que llega mucho antes que una fila por cada una."""
    en_letras = func.aggregate_strings(cast(QUIEN, String), ",")
    cuales, veces, de_nadie = _de_quienes(regla, recorrido.alcance, en_letras)
    quienes = bits(map(int, cuales.split(",") if cuales else ()))
    sin_persona = int(de_nadie or 0) + sum(recorrido.sin_leer(regla).values())
    return Parcial(distintas(quienes.bit_count(), int(veces or 0), sin_persona), quienes)


def _de_quienes(regla: Regla, alcance: Alcance, cuales: ColumnElement[Any]) -> Any:
    """Lo que se pida de las personas, las asistencias que son y cuántas de nadie conocido."""
    tarjeta = _por_tarjeta(regla, alcance)
    de_nadie = func.sum(case((QUIEN.is_(None), tarjeta.cantidad)))
    medida: list[Any] = [cuales, func.sum(tarjeta.veces), de_nadie]
    return db.session.execute(con_quien(select(*medida), tarjeta.tarjeta)).one()


def _por_tarjeta(regla: Regla, alcance: Alcance) -> Any:
    """Las asistencias de cada tarjeta, juntas: a las personas se llega una vez por tarjeta."""
    propias = Asistencia.credencial_id.label("tarjeta"), func.count().label("veces")
    columnas = *propias, func.sum(Asistencia.cantidad).label("cantidad")
    if regla.fuente == ATENCIONES:
        orden = atenciones(regla, alcance, *columnas)
    else:
        vigentes = (Asistencia.actividad_id == Actividad.id) & Asistencia.anulada_en.is_(None)
        orden = actividades(regla, alcance, *columnas).join(Asistencia, vigentes)
    return orden.group_by(Asistencia.credencial_id).subquery().c


_MEDIR: dict[Medida, Callable[[Recorrido, Regla], Medidas]] = {
    Medida.ACTIVIDADES: _sesiones,
    Medida.ASISTENCIAS: _asistencias,
    Medida.ATENCIONES: _atendidas,
    Medida.PERSONAS: _personas,
    Medida.CANTIDAD: _cantidades,
}
