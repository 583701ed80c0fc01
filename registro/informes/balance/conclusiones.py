"""Logros y retos por objetivo y por sector, y quién responde por el informe."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from registro.informes.balance.general import COLORES
from registro.informes.balance.lectura import Lectura
from registro.informes.balance.producto import CIEN, alcanzo_su_meta
from registro.informes.balance.sectores import clave_de
from registro.informes.datos import Renglon, renglones
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.numeros import escribir
from registro.tabla import OCULTO, SIN_DATO
from registro.textos import unir

_CABEN = 5  # más códigos que éstos no se leen en una frase


def conclusiones(lectura: Lectura) -> list[Seccion]:
    """Un párrafo por objetivo y uno por sector."""
    r = Redaccion()
    r.decir(
        f"De lo anterior se desprenden los logros y los retos de la política en {lectura.vigencia}, por "
        "objetivo específico y por sector. Entre paréntesis va el cumplimiento de la vigencia."
    )
    por_sector = {sector: renglones(lectura.tabla("cumplimiento", sector)) for sector in lectura.sectores()}
    todas = [fila for filas in por_sector.values() for fila in filas]
    return [
        seccion("conclusiones", "Conclusiones", 1, r),
        seccion("conclusiones.objetivos", "Por objetivo específico", 2, Redaccion()),
        *(_de_objetivo(lectura, numero, todas) for numero in lectura.objetivos()),
        seccion("conclusiones.sectores", "Por sector", 2, Redaccion()),
        *(_de_sector(sector, filas) for sector, filas in por_sector.items()),
    ]


def _de_objetivo(lectura: Lectura, numero: int, todas: Sequence[Renglon]) -> Seccion:
    r = Redaccion()
    fila = next(
        fila
        for fila in renglones(lectura.tabla("semaforo_por_objetivo"))
        if fila["Objetivo"].valor == str(numero)
    )
    suyos = r.contar(f"productos del objetivo {numero}", fila["Total"], "producto", "productos")
    en_color = [
        f"{r.cifra(f'en {color.lower()} del objetivo {numero}', fila[color])} en {color.lower()}"
        for color in COLORES
        if color in fila and fila[color].valor != 0
    ]
    propias = sorted(
        (una for una in todas if una["Código"].escrito.startswith(f"{numero}.")), key=_en_su_orden
    )
    _ocultas(r, propias)
    r.decir(
        f"De {suyos}, {unir(en_color)}." if en_color else f"Tiene {suyos}, ninguno con color en el año.",
        _logros(r, propias, f"el objetivo {numero}"),
        _retos(r, propias),
    )
    return seccion(f"conclusiones.objetivo.{numero}", f"Objetivo {numero}", 3, r, en_linea=True)


def _en_su_orden(fila: Renglon) -> list[int]:
    """«1.1.2» va antes que «1.1.10»."""
    return [int(parte) for parte in fila["Código"].escrito.split(".") if parte.isdigit()]


def _de_sector(sector: str, filas: Sequence[Renglon]) -> Seccion:
    r = Redaccion()
    ocultas = _ocultas(r, filas)
    r.decir(_logros(r, filas, sector) or _sin_logros(filas, ocultas=ocultas), _retos(r, filas))
    return seccion(f"conclusiones.{clave_de(sector)}", sector, 3, r, en_linea=True)


def _sin_logros(filas: Sequence[Renglon], *, ocultas: bool) -> str:
    """Lo que no se conoce no es lo mismo que no haber alcanzado la meta."""
    if ocultas:
        return "De alguno de sus productos no se publica lo alcanzado."
    sabidos = [fila for fila in filas if alcanzo_su_meta(fila) is not None]
    if not sabidos:
        return "De ninguno de sus productos se conoce el cumplimiento del año."
    if any(fila["Color"].valor == SIN_DATO for fila in filas):
        return "Ninguno de los productos de que se conoce el cumplimiento alcanzó su meta del año."
    return "Ningún producto alcanzó su meta del año."


def _ocultas(r: Redaccion, filas: Sequence[Renglon]) -> bool:
    """Si hay cumplimientos que no se muestran; quedan anotados: un texto escrito podría decirlos."""
    codigos = [fila["Código"].escrito for fila in filas if fila["Cumplimiento %"].valor == OCULTO]
    for codigo in codigos:
        r.cifra(f"cumplimiento de {codigo}", OCULTO)
    return bool(codigos)


def _logros(r: Redaccion, filas: Sequence[Renglon], de: str) -> str:
    """Cuántos alcanzaron la meta del año y, si son muchos, los que más cumplieron."""
    logrados = [fila for fila in filas if alcanzo_su_meta(fila)]
    if not logrados:
        return ""
    if len(logrados) <= _CABEN:
        nombre = "alcanzó la meta del año" if len(logrados) == 1 else "alcanzaron la meta del año"
        return f"Logros: {nombre} {_enumerar(r, logrados)}."
    cuantos = r.cifra(f"productos que alcanzaron la meta de {de}", escribir(len(logrados)))
    frase = f"Logros: {cuantos} productos alcanzaron la meta del año"
    primeros = los_primeros(logrados)
    if not primeros:
        return f"{frase}."
    mas = "el de mayor cumplimiento" if len(primeros) == 1 else "los de mayor cumplimiento"
    return f"{frase}; {mas}, {_enumerar(r, primeros)}."


def los_primeros(logrados: Sequence[Renglon]) -> list[Renglon]:
    """Los que más cumplieron, hasta donde quepan; de los que empatan y no caben todos no va ninguno."""

    def cumplido(fila: Renglon) -> Decimal:
        return fila["Cumplimiento %"].numero or CIEN

    ordenados = sorted(logrados, key=cumplido, reverse=True)
    if len(ordenados) <= _CABEN:
        return ordenados
    return [fila for fila in ordenados[:_CABEN] if cumplido(fila) > cumplido(ordenados[_CABEN])]


def _retos(r: Redaccion, filas: Sequence[Renglon]) -> str:
    rezagados = [fila for fila in filas if fila["Color"].valor in {"Rojo", "Amarillo"}]
    sin_dato = [fila["Código"].escrito for fila in filas if fila["Color"].valor == "sin dato"]
    partes = []
    if rezagados:
        partes.append(f"llevar a verde {_enumerar(r, rezagados)}")
    if sin_dato:
        partes.append(f"completar los datos de {unir(sin_dato)}")
    return f"Retos: {unir(partes)}." if partes else ""


def _enumerar(r: Redaccion, filas: Sequence[Renglon]) -> str:
    """«1.3.4 (513,3 %) y 1.3.5 (100,0 %)»."""
    return unir(
        [
            f"{codigo} ({r.cifra(f'cumplimiento de {codigo}', fila['Cumplimiento %'].porcentaje)})"
            for fila in filas
            for codigo in [fila["Código"].escrito]
        ]
    )


def cierre() -> Seccion:
    """Créditos y firmas: cada renglón «Elaboró: nombre, cargo» es una firma."""
    r = Redaccion()
    r.parrafos.append("Elaboró:\nRevisó:\nAprobó:")
    r.decir(
        "Este documento se armó con las cifras del registro y los textos revisados por quienes lo firman."
    )
    hecha = seccion("creditos", "Créditos y firmas", 1, r)
    return Seccion(
        hecha.clave, hecha.titulo, hecha.nivel, hecha.borrador, hecha.cifras, numerado=False, firmas=True
    )
