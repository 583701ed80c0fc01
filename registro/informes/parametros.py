"""Con qué se pide una tabla: vigencia, corte y filtros, leídos de lo que alguien escribió."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from registro.actividades.tipos import TIPOS, tipo_de
from registro.catalogos.consultas import localidades, resolver_localidad
from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre, fecha_larga, hoy, leer_fecha
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.plan import resolver_sector
from registro.numeros import leer_natural
from registro.textos import abreviar

PRIMERA_VIGENCIA = 2010


@dataclass(frozen=True, slots=True)
class Parametros:
    """Lo pedido; lo vacío no filtra. ``localidad`` es un código y ``sector`` un nombre oficial."""

    vigencia: int | None = None
    corte: date | None = None
    localidad: str | None = None
    tipo: str | None = None
    sector: str | None = None
    instancia: str | None = None
    semestre: str | None = None
    reglas: str | None = None

    @classmethod
    def leer(cls, escritos: Mapping[str, str | None]) -> Parametros:
        """De textos; los vacíos no cuentan.

        :raises ErrorDeRegistro: un valor no se entiende o no existe; la frase dice cuál y qué escribir.
        """
        dados = {nombre: texto.strip() for nombre, texto in escritos.items() if texto and texto.strip()}
        vigencia = _leer_vigencia(dados["vigencia"]) if "vigencia" in dados else None
        corte = leer_fecha(dados["corte"], "corte") if "corte" in dados else None
        if vigencia and corte and corte < date(vigencia, 1, 1):
            raise ErrorDeRegistro(
                f"El corte, {fecha_larga(corte)}, es anterior a la vigencia {vigencia}. Cambie uno.",
                "corte",
            )
        return cls(
            vigencia=vigencia,
            corte=corte,
            localidad=resolver_localidad(dados["localidad"]) if "localidad" in dados else None,
            tipo=tipo_de(dados["tipo"]).clave if "tipo" in dados else None,
            sector=resolver_sector(dados["sector"])[1] if "sector" in dados else None,
            instancia=dados.get("instancia"),
            semestre=dados.get("semestre"),
            reglas=dados.get("reglas"),
        )

    @property
    def dados(self) -> dict[str, str]:
        """Los que alguien pidió, como texto: lo que va en una dirección."""
        pares = ((campo.name, getattr(self, campo.name)) for campo in fields(self))
        return {nombre: str(valor) for nombre, valor in pares if valor is not None}

    @property
    def hasta(self) -> date | None:
        """El último día que entra: el corte pedido o el fin del período, lo que llegue primero."""
        topes = [
            self.corte,
            date(self.vigencia, 12, 31) if self.vigencia else None,
            Semestre.leer(self.semestre, "semestre").fin if self.semestre else None,
        ]
        return min((tope for tope in topes if tope), default=None)

    @property
    def corte_escrito(self) -> date:
        """La fecha que dice la tabla: nunca posterior a hoy."""
        return min(self.hasta or hoy(), hoy())

    def alcance(self, filtro: Mapping[str, str] | None = None) -> Alcance:
        """El período y el lugar, con el filtro de una casilla."""
        desde = date(self.vigencia, 1, 1) if self.vigencia else None
        return Alcance(desde, self.hasta, self.localidad, filtro or {})

    def titular(self, titulo: str) -> str:
        """«Jornadas de servicios, vigencia 2023, Los Mártires»."""
        partes = [titulo]
        if self.vigencia:
            partes.append(f"vigencia {self.vigencia}")
        if self.localidad:
            nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
            partes.append(nombres[self.localidad])
        if self.tipo:
            partes.append(TIPOS[self.tipo].plural.lower())
        if self.sector:
            partes.append(f"sector {self.sector}")
        return ", ".join(partes)


def _leer_vigencia(texto: str) -> int:
    vigencia = leer_natural(texto)
    if vigencia is None:
        raise ErrorDeRegistro(f"«{abreviar(texto)}» no es un año. Escriba, por ejemplo, 2023.", "vigencia")
    if not PRIMERA_VIGENCIA <= vigencia <= hoy().year + 2:
        raise ErrorDeRegistro(
            f"No hay vigencia {vigencia}. Escriba un año entre {PRIMERA_VIGENCIA} y {hoy().year + 2}.",
            "vigencia",
        )
    return vigencia
