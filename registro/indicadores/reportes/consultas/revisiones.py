"""Los hallazgos de un reporte: los que siguen abiertos y los que alguien dejó pasar con su razón."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.indicadores import semaforo, semaforos
from registro.indicadores.avance import Aporte
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.formulas import Tramo
from registro.indicadores.modelo import CifraDeProducto
from registro.indicadores.reportes.aportes import reunir
from registro.indicadores.reportes.consultas.aprobados import aprobados
from registro.indicadores.reportes.consultas.fichas import FichaDeAlcance, FichaDeReporte, definicion_en
from registro.indicadores.reportes.lectura import Medida
from registro.indicadores.reportes.modelo import Dispensa, Reporte
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.revisiones import Caso, Hallazgo, revisar
from registro.indicadores.semaforo import Conjunto
from registro.indicadores.versiones import Definicion
from registro.recordadas import recordada


@dataclass(frozen=True, slots=True)
class Revisado:
    """Un hallazgo y, si se dejó pasar, quién, cuándo y por qué."""

    hallazgo: Hallazgo
    motivo: str = ""
    actor: str = ""
    momento: datetime | None = None
    antes: str = ""  # lo que decía cuando se dejó pasar, si ahora dice otra cosa

    @property
    def abierto(self) -> bool:
        """Si todavía hay que corregirlo o explicarlo."""
        return not self.motivo


@dataclass(frozen=True, slots=True)
class Contexto:
    """Con qué se compara la cifra que se va a escribir; lo que falta es sin dato."""

    meta: Decimal | None
    esperado: Decimal | None
    llevado: Decimal | None
    meta_final: Decimal | None
    linea_base: Decimal | None
    ultimo: Aporte | None


def de_ficha(ficha: FichaDeReporte) -> list[Revisado]:
    """Los de un reporte guardado; los que nadie ha empezado no tienen."""
    return [] if ficha.id is None else con_dispensas(db.session(), revisar(_caso(ficha)))


def hallazgo(ficha: FichaDeReporte, regla: str) -> Hallazgo:
    """El de esa regla.

    :raises NoEncontrado: ya se corrigió.
    """
    hallado = next((uno for uno in revisar(_caso(ficha)) if uno.regla == regla), None)
    if hallado is None:
        raise NoEncontrado("Eso ya se corrigió: no queda nada que explicar.")
    return hallado


def contexto(ficha: FichaDeReporte) -> Contexto:
    """La meta del año, lo esperado a este trimestre y lo que llevaba antes de este reporte."""
    antes = replace(_caso(ficha), medida=Medida())
    avance, definicion = antes.avance, antes.definicion
    finales = definicion.meta_final, definicion.linea_base
    return Contexto(avance.meta, avance.al_corte, avance.acumulado, *finales, antes.ultimo)


def con_alcance(ficha: FichaDeReporte, alcance: FichaDeAlcance) -> list[str]:
    """Lo que dejaría de cuadrar si se acepta la cifra de un alcance."""
    if alcance.medida.valor is None:
        return []
    ahora = {hallazgo.frase for hallazgo in revisar(_caso(ficha))}
    nuevo = replace(ficha, medida=alcance.medida, texto=f"{ficha.texto}\n{alcance.texto}")
    return [hallazgo.frase for hallazgo in revisar(_caso(nuevo)) if hallazgo.frase not in ahora]


def _caso(ficha: FichaDeReporte) -> Caso:
    return Caso(
        codigo=ficha.producto.codigo,
        definicion=ficha.producto.definicion,
        periodo=ficha.periodo,
        medida=ficha.medida,
        texto=ficha.texto,
        justificacion=ficha.justificacion,
        previos=previos(ficha.producto.codigo, ficha.producto.id, ficha.periodo),
        rangos=_que_justifican(conjuntos(), ficha.producto.definicion, ficha.periodo),
    )


def _que_justifican(hay: Sequence[Conjunto], definicion: Definicion, periodo: Periodo) -> Conjunto | None:
    """Las reglas de semáforo del producto, o las que rigen al terminar el trimestre, si piden justificar."""
    suyas = semaforo.elegir(hay, definicion.semaforo, periodo.fin)
    return suyas if suyas.justifica else None


def de_reporte(sesion: Session, reporte: Reporte, codigo: str) -> list[Revisado]:
    """Los mismos, dentro de la transacción de quien llama."""
    periodo = Periodo(reporte.vigencia, reporte.trimestre)
    definicion = definicion_en(sesion, reporte.producto_id, periodo)
    caso = Caso(
        codigo=codigo,
        definicion=definicion,
        periodo=periodo,
        medida=Medida(reporte.valor, reporte.numerador, reporte.denominador),
        texto=reporte.texto,
        justificacion=reporte.justificacion,
        previos=previos(codigo, reporte.producto_id, periodo),
        rangos=_que_justifican(semaforos.leer(sesion), definicion, periodo),
    )
    return con_dispensas(sesion, revisar(caso))


@recordada
def previos(codigo: str, producto_id: int, periodo: Periodo) -> tuple[Aporte, ...]:
    """Lo aprobado y lo que entró sin reporte, antes de ese trimestre."""
    de_reportes = [
        Aporte(uno.vigencia, uno.vigencia, uno.trimestre, uno.valor)
        for uno in aprobados(periodo.anterior, codigos={codigo})
        if uno.valor is not None
    ]
    cifra = CifraDeProducto
    filas = db.session.execute(
        select(cifra.desde, cifra.hasta, cifra.valor).where(
            cifra.producto_id == producto_id, cifra.hasta < periodo.vigencia
        )
    )
    return reunir([Tramo(*fila) for fila in filas], de_reportes)


def con_dispensas(sesion: Session, hallazgos: list[Hallazgo]) -> list[Revisado]:
    """Cada hallazgo con su dispensa; la que se dio cuando decía otra cosa ya no vale, y se muestra."""
    llaves = [hallazgo.llave for hallazgo in hallazgos]
    dadas = {
        dada.llave: dada
        for dada in sesion.scalars(
            select(Dispensa)
            .where(Dispensa.llave.in_(llaves), Dispensa.retirada_en.is_(None))
            .order_by(Dispensa.id)
        )
    }
    return [_revisado(hallazgo, dadas.get(hallazgo.llave)) for hallazgo in hallazgos]


def _revisado(hallazgo: Hallazgo, dada: Dispensa | None) -> Revisado:
    if dada is None:
        return Revisado(hallazgo)
    if dada.frase != hallazgo.frase:
        return Revisado(hallazgo, antes=f"{dada.frase} ({dada.motivo})")
    return Revisado(hallazgo, dada.motivo, dada.actor, dada.momento)
