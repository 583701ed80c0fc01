"""De dónde salen las cifras del Balance: cada tabla se pide una vez, exacta o en su edición pública."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from registro.indicadores.avance import DECRECIENTE, Corte
from registro.indicadores.consultas import plan
from registro.indicadores.formulas import SUMA
from registro.indicadores.reportes.consultas import Aprobado, aprobados
from registro.indicadores.reportes.periodos import Periodo
from registro.informes import catalogo
from registro.informes.balance.producto import Ficha
from registro.informes.parametros import Parametros
from registro.tabla import Tabla

DeDonde: TypeAlias = Callable[[str, Parametros], Tabla]
EN_PORCENTAJE = "porcentaje"


@dataclass(slots=True)
class Lectura:
    """Las tablas de una vigencia. Toda cifra del informe sale de aquí: ni una frase la calcula por su lado.

    :param leer: de dónde sale cada tabla: exacta, o con lo que se oculta ya oculto.
    :param citar: si se cita lo que los sectores escribieron; en la edición pública no, que nadie lo revisó.
    """

    vigencia: int
    leer: DeDonde = catalogo.tabla
    citar: bool = True
    leidas: dict[tuple[str, str], Tabla] = field(default_factory=dict)
    conocidas: dict[str, Ficha] = field(default_factory=dict)
    reportados: dict[str, Aprobado] | None = None

    @property
    def corte(self) -> date:
        """Hasta qué día cuenta."""
        return Parametros(vigencia=self.vigencia).corte_escrito

    def tabla(self, nombre: str, sector: str = "") -> Tabla:
        """La tabla del catálogo en esta vigencia, entera o de un sector."""
        if (nombre, sector) not in self.leidas:
            pedida = Parametros(vigencia=self.vigencia, sector=sector or None)
            self.leidas[nombre, sector] = self.leer(nombre, pedida)
        return self.leidas[nombre, sector]

    def sectores(self) -> list[str]:
        """Los del plan, en orden alfabético."""
        return [str(fila[0].valor) for fila in self.tabla("productos_por_sector").filas]

    def objetivos(self) -> dict[int, str]:
        """El número y el texto de cada objetivo."""
        return plan.objetivos()

    def fichas(self) -> dict[str, Ficha]:
        """Lo que el plan dice de cada producto al corte, por su código."""
        if not self.conocidas:
            self.conocidas.update(self._del_plan())
        return self.conocidas

    def reportado(self, codigo: str) -> Aprobado | None:
        """Lo último que su sector dijo de un producto en la vigencia, ya aprobado y con texto."""
        if self.reportados is None:
            corte = Corte.en(self.vigencia, self.corte)
            con_texto = (
                uno
                for uno in aprobados(Periodo(corte.vigencia, corte.trimestre), desde=self.vigencia)
                if uno.texto.strip()
            )
            self.reportados = {uno.codigo: uno for uno in con_texto} if self.citar and corte.trimestre else {}
        return self.reportados.get(codigo)

    def _del_plan(self) -> dict[str, Ficha]:
        return {
            ficha.codigo: Ficha(
                en_porcentaje=ficha.definicion.unidad == EN_PORCENTAJE,
                suma=ficha.definicion.anualizacion == SUMA,
                decreciente=ficha.definicion.anualizacion == DECRECIENTE,
                vigencia_inicial=ficha.definicion.vigencia_inicial,
                vigencia_final=ficha.definicion.vigencia_final,
                con_meta_final=ficha.definicion.meta_final is not None,
            )
            for ficha in plan.productos(dia=self.corte)
        }
