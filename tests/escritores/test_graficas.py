"""Las gráficas: SVG bien formado, con su texto, sin nada de fuera, y legible sin color."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from registro.escritores import graficas
from registro.escritores.graficas import Linea, Parte
from registro.escritores.trazos import PINTAS, Rotulo, forma, pinta

SVG = "{http://www.w3.org/2000/svg}"
ROTULO = Rotulo("fig1", "Productos por color & más", "54 en verde y 1 <sin meta>.")
PARTES = [Parte(serie, Decimal(valor)) for serie, valor in zip(PINTAS, (54, 3, 11, 2, 4, 1, 0), strict=True)]


def leer(escrita):
    """El SVG leído; falla si no está bien formado, o si pide algo de fuera o una regla de estilo."""
    raiz = ET.fromstring(escrita)  # noqa: S314 - lo acabamos de escribir
    assert not {"script", "style", "image", "foreignObject"} & {e.tag.removeprefix(SVG) for e in raiz.iter()}
    assert "style=" not in escrita
    assert escrita.count("http") == 1
    identificadores = [e.get("id") for e in raiz.iter() if e.get("id")]
    assert len(identificadores) == len(set(identificadores))
    for usado in (e.get("fill", "") for e in raiz.iter()):
        assert not usado.startswith("url(#") or usado[5:-1] in identificadores
    return raiz


def textos(raiz):
    return [e.text for e in raiz.iter(f"{SVG}text")]


@pytest.mark.parametrize("dibujar", [graficas.barras, graficas.apilada])
@pytest.mark.parametrize("partes", [PARTES, PARTES[:1], [Parte("Verde", Decimal(0))], []])
def test_una_grafica_dice_su_titulo_y_su_texto(dibujar, partes):
    raiz = leer(dibujar(ROTULO, partes))
    assert [raiz.find(f"{SVG}{que}").text for que in ("title", "desc")] == [ROTULO.titulo, ROTULO.descripcion]
    assert raiz.get("role") == "img"
    assert min(int(medida) for medida in raiz.get("viewBox").split()[2:]) > 0
    assert raiz.get("aria-labelledby") == "fig1-titulo fig1-texto"


def test_cada_barra_lleva_su_nombre_y_su_cifra():
    escrito = textos(leer(graficas.barras(ROTULO, [Parte("Verde", Decimal("73.97"), "74,0 %"), PARTES[1]])))
    assert escrito == ["Verde", "74,0 %", "Amarillo", "3"]


def test_en_la_barra_repartida_la_cifra_va_solo_donde_cabe():
    raiz = leer(graficas.apilada(ROTULO, [Parte("Verde", Decimal(990)), Parte("Rojo", Decimal(1))]))
    assert textos(raiz) == ["990"]


def test_el_renglon_que_acompana_a_una_tabla_no_se_lee_dos_veces():
    raiz = leer(graficas.renglon(PARTES, Decimal(100), "s1"))
    assert raiz.get("aria-hidden") == "true"
    assert textos(raiz) == []
    leer(graficas.renglon([], Decimal(0), "s2"))
    leer(graficas.renglon(PARTES[:1], Decimal(0), "s3"))


def test_sin_color_cada_serie_tiene_otra_forma():
    formas = {serie: propia.forma for serie, propia in PINTAS.items()}
    assert len(set(formas.values())) == len(formas)
    dibujadas = {forma(propia, (Decimal(0), Decimal(0))) for propia in PINTAS.values()}
    assert len(dibujadas) == len(PINTAS)
    assert pinta("otra cosa").forma == "circulo"


def test_donde_no_hay_dato_la_linea_se_corta_y_nunca_baja_a_cero():
    alcanzado = Linea("Alcanzado", (Decimal(10), None, Decimal(30), Decimal(32)), "#000", "circulo")
    meta = Linea(
        "Meta", (Decimal(10), Decimal(20), Decimal(30), Decimal(40)), "#000", "rombo", escalonada=True
    )
    raiz = leer(
        graficas.trayectoria(ROTULO, ["2020", "2021", "2022", "2023"], [meta, alcanzado], unidad=" %")
    )
    assert len([c for c in raiz.iter(f"{SVG}circle") if c.get("r") == "5.5"]) == 3 + 1  # y la de la leyenda
    seguidas = [e for e in raiz.iter(f"{SVG}line") if e.get("stroke-width") == "2.5"]
    assert len(seguidas) == 1 + 1
    assert textos(raiz)[:5] == ["0 %", "12,5 %", "25 %", "37,5 %", "50 %"]
    assert {"2020", "2023", "Meta", "Alcanzado"} <= set(textos(raiz))
    leer(graficas.trayectoria(ROTULO, [], []))


def test_la_cifra_mas_larga_del_eje_cabe_entera():
    millones = Linea("Meta", (Decimal(1_780_000),), "#000", "rombo", escalonada=True)
    raiz = leer(graficas.trayectoria(ROTULO, ["2023"], [millones]))
    mayor = next(e for e in raiz.iter(f"{SVG}text") if e.text == "2.000.000")
    assert Decimal(mayor.get("x")) >= graficas.ancho_de("2.000.000")
