"""Cada sector: cuánto avanzó, en cuántos productos alcanzó su meta, su tabla, su figura y sus productos."""

from __future__ import annotations

from registro.escritores.documento import TablaEnDocumento
from registro.indicadores.avance import Corte
from registro.indicadores.explicar import al_corte
from registro.indicadores.reportes.periodos import Periodo
from registro.informes.balance import dibujos, papel
from registro.informes.balance.lectura import Lectura
from registro.informes.balance.producto import alcanzo_su_meta, citar, redactar
from registro.informes.datos import Renglon, renglones
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.numeros import escribir, escribir_decimal
from registro.tabla import OCULTO
from registro.textos import clave, unir

_PRIMERA_FIGURA = 2
_TOPE = (
    "[nota: El avance de cada producto frente a su meta final cuenta hasta 100 %: lo que uno hizo de más no "
    "compensa lo que a otro le falta.]"
)


def sectores(lectura: Lectura) -> list[Seccion]:
    """La entrada y, por sector, su apertura y un párrafo por producto."""
    r = Redaccion()
    r.decir(
        "Esta sección muestra, sector por sector en orden alfabético, el avance frente a las metas finales, "
        f"las metas que se alcanzaron en {lectura.vigencia} y lo que pasó con cada producto."
    )
    partes = [seccion("sectores", "Avance por sector", 1, r)]
    for lugar, sector in enumerate(lectura.sectores()):
        partes.append(_apertura(lectura, sector, _PRIMERA_FIGURA + lugar))
        partes.extend(_productos(lectura, sector))
    return partes


def clave_de(sector: str) -> str:
    """«sector.integracion-social»."""
    return "sector." + "-".join(clave(sector).replace(",", "").split())


def _apertura(lectura: Lectura, sector: str, figura: int) -> Seccion:
    r = Redaccion()
    fichas = lectura.fichas().items()
    en_porcentaje = frozenset(codigo for codigo, ficha in fichas if ficha.en_porcentaje)
    decrecientes = frozenset(codigo for codigo, ficha in fichas if ficha.decreciente)
    filas = renglones(lectura.tabla("cumplimiento", sector))
    avance = next(
        fila for fila in renglones(lectura.tabla("avance_por_sector")) if fila["Sector"].valor == sector
    )
    cuando = al_corte(Corte.en(lectura.vigencia, lectura.corte))
    r.decir(_avance(r, avance, sector, cuando), _cuantos_cubre(r, avance, len(filas)))
    r.decir(_metas(r, filas, lectura.vigencia))
    tabla = lectura.tabla("cumplimiento", sector)
    en_papel = papel.cumplimiento(tabla, lectura.vigencia, en_porcentaje, decrecientes)
    return seccion(
        clave_de(sector),
        sector,
        2,
        r,
        TablaEnDocumento(
            en_papel,
            f"Cumplimiento de los productos, sector {sector}",
            anchos=papel.anchos(en_papel),
            marcar="Rezago",
        ),
        dibujos.de_sector(lectura.tabla("semaforo_por_sector"), sector, figura),
    )


def _avance(r: Redaccion, fila: Renglon, sector: str, cuando: str) -> str:
    """La frase de apertura: avance, programado y la diferencia con su signo."""
    avance, programado, diferencia = fila["Avance %"], fila["Programado %"], fila["Diferencia pp"]
    if diferencia.valor == OCULTO:
        for cual, dato in (("avance", avance), ("diferencia", diferencia)):
            r.cifra(f"{cual} de {sector}", dato)
        return (
            f"El avance del sector {sector} no se publica: dejaría conocer una cuenta pequeña de personas de "
            "uno de sus productos."
        )
    if diferencia.numero is None:
        return (
            f"No puede decirse cuánto avanzó el sector {sector} frente a sus metas finales: de ninguno "
            "de sus productos se conoce la meta final con lo alcanzado y lo programado."
        )
    llevado = r.cifra(f"avance de {sector}", avance.porcentaje)
    debido = r.cifra(f"programado de {sector}", programado.porcentaje)
    frase = (
        f"El sector {sector} avanzó {llevado} de sus metas finales{_TOPE} y lo programado "
        f"{cuando} era {debido}: "
    )
    escrita = escribir_decimal(abs(diferencia.numero))
    if escrita == "0,0":
        return f"{frase}está en lo programado."
    puntos = r.cifra(f"diferencia de {sector}", escrita)
    nombre = "un rezago" if diferencia.numero < 0 else "una sobre-ejecución"
    unidad = "punto porcentual" if puntos == "1,0" else "puntos porcentuales"
    return f"{frase}presenta {nombre} de {puntos} {unidad}."


def _cuantos_cubre(r: Redaccion, fila: Renglon, productos: int) -> str:
    """De cuántos es el promedio y por qué los demás no entran."""
    fuera, dentro = fila["Productos sin meta final"].numero, fila["Productos contados"].numero
    if fuera is None or dentro is None or dentro == productos or fila["Diferencia pp"].numero is None:
        return ""
    contados = r.cifra(f"productos contados de {fila['Sector'].escrito}", fila["Productos contados"])
    razones = [
        f"{escribir(int(n))} {'quedó' if n == 1 else 'quedaron'} por fuera porque no se conoce {que}"
        for n, que in ((fuera, "su meta final"), (productos - dentro - fuera, "lo alcanzado o lo programado"))
        if n
    ]
    return f"El promedio es de {contados} de sus {escribir(productos)} productos; {unir(razones)}."


def _metas(r: Redaccion, filas: list[Renglon], vigencia: int) -> str:
    """«Alcanzó sus metas de 2023 en 2 de 2 productos.»."""
    if any(fila["Cumplimiento %"].valor == OCULTO for fila in filas):
        r.cifra("metas alcanzadas", OCULTO)
        return ""
    sabidas = [alcanzo for fila in filas if (alcanzo := alcanzo_su_meta(fila)) is not None]
    if not sabidas:
        return f"Ninguno de sus productos tiene cumplimiento conocido en {vigencia}."
    logradas = r.cifra("metas alcanzadas", escribir(sum(sabidas)))
    con_meta = r.cifra("productos con cumplimiento", escribir(len(sabidas)))
    nombre = "producto" if len(sabidas) == 1 else "productos"
    return f"Alcanzó sus metas de {vigencia} en {logradas} de {con_meta} {nombre}."


def _productos(lectura: Lectura, sector: str) -> list[Seccion]:
    fichas = lectura.fichas()
    partes = []
    for fila in renglones(lectura.tabla("cumplimiento", sector)):
        r, codigo = Redaccion(), fila["Código"].escrito
        redactar(r, fila, fichas[codigo], lectura.vigencia)
        if dicho := lectura.reportado(codigo):
            citar(r, codigo, dicho.texto, Periodo(dicho.vigencia, dicho.trimestre).nombre)
        nombre = fila["Producto"].escrito.rstrip(".")
        partes.append(seccion(f"producto.{codigo}", f"{codigo} {nombre}", 3, r, en_linea=True))
    return partes
