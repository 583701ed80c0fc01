"""Los productos que se miden contando personas: qué de ellos no se muestra al publicar, y qué lo devolvería.

La cifra que mide una regla pasa por el libro como cualquier otra cuenta. Un reporte aprobado es un agregado
que su sector ya firmó y el registro no sabe qué cuenta, salvo que el producto tenga una regla sobre personas:
entonces dice lo mismo que ella, y se oculta si es pequeño o si casi repite una cuenta que se oculta. Lo que
se cargó como ya publicado es público como está.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.indicadores.avance import CONSTANTE
from registro.indicadores.consultas import atendidas, registros_de_regla
from registro.indicadores.consultas.alcance import CON_ATENCIONES, Alcance
from registro.indicadores.consultas.avances import Lectura, Leido
from registro.indicadores.consultas.medidas import tipo_de_regla
from registro.indicadores.contados import ASISTENCIAS, ATENCIONES, CANTIDADES, INSTITUCIONAL
from registro.indicadores.formulas import SUMA
from registro.indicadores.reglas import ATENCIONES as DE_ATENCIONES
from registro.indicadores.reglas import PUBLICO, Medida, Regla
from registro.informes.catalogo.claves import areas_y_clases
from registro.informes.catalogo.repartos import ASISTEN, DE_DELEGADAS, meses_hasta
from registro.informes.publicas.lanzamiento import Lanzamiento
from registro.informes.publicas.sumar import Cuadro, Filtros
from registro.seguridad.divulgacion.publicada import PERSONAS

CUENTAN_PERSONAS = {Medida.ASISTENCIAS, Medida.ATENCIONES, Medida.PERSONAS, Medida.CANTIDAD}


@dataclass(frozen=True, slots=True)
class Ocultos:
    """Los códigos de los productos cuya cifra del año, o cuyo acumulado, no se muestra."""

    del_ano: frozenset[str]
    acumulado: frozenset[str]


def ocultos(lanzamiento: Lanzamiento, lectura: Lectura) -> Ocultos:
    """Lo que no se muestra de los productos leídos.

    :raises ErrorDeRegistro: el corte no es fin de mes y hay productos que cuentan personas.
    """
    del_ano, acumulado = set(), set()
    for producto in lectura.productos:
        suyas = {a: _Cifra(lanzamiento, lectura, producto, a) for a in _vigencias(producto)}
        esconde = {vigencia for vigencia, cifra in suyas.items() if cifra.se_oculta}
        ultima = max((uno.hasta for uno in producto.aportes), default=0)
        if lectura.pedido.vigencia in esconde:
            del_ano.add(producto.ficha.codigo)
        if esconde if producto.definicion.anualizacion == SUMA else ultima in esconde:
            acumulado.add(producto.ficha.codigo)
            if producto.definicion.anualizacion == CONSTANTE:
                del_ano.add(producto.ficha.codigo)  # su nivel puede ser de un año anterior
    return Ocultos(frozenset(del_ano), frozenset(acumulado))


def _vigencias(producto: Leido) -> Iterator[int]:
    """Los años de los que se conoce una cuenta de personas que nadie ha publicado."""
    regla = producto.definicion.regla
    if regla is None or regla.medida not in CUENTAN_PERSONAS or regla.fuente == DE_DELEGADAS:
        return
    publicadas = {
        anual for tramo in producto.ficha.alcanzados for anual in range(tramo.desde, tramo.hasta + 1)
    }
    de_un_ano = {uno.desde for uno in producto.aportes if uno.desde == uno.hasta}
    yield from sorted(anual for anual in de_un_ano if anual in producto.medidas or anual not in publicadas)


@dataclass(frozen=True, slots=True)
class _Cifra:
    """Lo de un producto en un año."""

    lanzamiento: Lanzamiento
    lectura: Lectura
    producto: Leido
    vigencia: int

    @property
    def partes(self) -> list[Decimal]:
        """Lo que se reportó o se midió en el año, en orden."""
        suyas = (a for a in self.producto.aportes if a.desde == a.hasta == self.vigencia)
        return [uno.valor for uno in sorted(suyas, key=lambda uno: uno.trimestre)]

    @property
    def valor(self) -> Decimal:
        """Una suma las suma; un nivel es el último."""
        suma = self.producto.definicion.anualizacion == SUMA
        return sum(self.partes, Decimal(0)) if suma else self.partes[-1]

    @property
    def se_oculta(self) -> bool:
        """Si no se puede mostrar."""
        medida = self.vigencia in self.producto.medidas
        if not medida and any(self._pequena(uno) for uno in (self.valor, self.partes[-1])):
            return True
        cuadro = _cuadro(self.producto.definicion.regla, self.vigencia, self.lectura.pedido.dia)
        if cuadro is None:
            return medida  # el libro no sabe de qué público era cada quien: no hay cómo comprobarla
        conteo = self.lanzamiento.contar(cuadro)
        contada = conteo.exactas[()]
        if medida and contada != self.valor:  # se cerró con otros registros: sólo si ya se dijo
            entera = self.valor == self.valor.to_integral_value()
            return not (entera and self.lanzamiento.ya_mostro(cuadro, int(self.valor)))
        if abs(contada - self.valor) >= self.lanzamiento.politica.umbral:
            return False  # un reporte que dice otra cosa
        return not self.lanzamiento.se_muestra(conteo)

    def _pequena(self, valor: Decimal) -> bool:
        return 0 < valor < self.lanzamiento.politica.umbral


def _cuadro(regla: Regla | None, vigencia: int, dia: date) -> Cuadro | None:
    """Los hechos que esa regla cuenta en un año, tal como los guarda el libro."""
    if regla is None or regla.valores(PUBLICO):
        return None
    filtros = {nombre: frozenset(valores) for nombre, valores in regla.filtros if nombre == "localidad"}
    filtros["mes"] = meses_hasta(vigencia, min(dia, date(vigencia, 12, 31)))
    medida = PERSONAS if regla.medida == Medida.PERSONAS else ASISTEN
    if regla.fuente == DE_ATENCIONES:
        return Cuadro(ATENCIONES, medida, (), _ordenados(filtros | _de_la_casa(regla)))
    filtros["tipo"] = frozenset({regla.fuente})
    if {nombre for nombre, _ in regla.filtros} - {"localidad"}:
        filtros["actividad"] = frozenset(registros_de_regla.de_siempre(regla))
    return Cuadro(_universo(regla), medida, (), _ordenados(filtros))


def _universo(regla: Regla) -> str:
    if regla.medida == Medida.CANTIDAD:
        return CANTIDADES
    return INSTITUCIONAL if tipo_de_regla(regla).institucional else ASISTENCIAS


def _de_la_casa(regla: Regla) -> dict[str, frozenset[str]]:
    """Las clases que entran, las de hoy y las que hubo, y la modalidad."""
    propios = {"tipo": frozenset(CON_ATENCIONES)}
    areas, clases = regla.valores("area"), regla.valores("clase")
    if areas or clases:
        pares = areas_y_clases(atendidas.por_clase(Alcance()))
        propios["clase"] = frozenset(
            f"{area}|{clase}"
            for area, clase in pares
            if (not areas or area in areas) and (not clases or clase in clases)
        )
    if modalidades := regla.valores("modalidad"):
        propios["modalidad"] = frozenset(modalidades)
    return propios


def _ordenados(filtros: dict[str, frozenset[str]]) -> Filtros:
    return tuple(sorted(filtros.items()))
