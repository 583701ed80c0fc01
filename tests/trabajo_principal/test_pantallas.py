"""En pantalla cada cifra es la misma, y se abre en los registros que la suman."""

import json
import re

import pytest

from tests.navegacion.paginas import letras

EN_2023 = "?vigencia=2023"
DE_LA_MESA = "?instancia=ZESAI&semestre=2020-1"
ABIERTAS_A_ANALISIS = {
    "mebog": (EN_2023, "337"),
    "jornadas": (EN_2023, "551"),
    "mesas_tecnicas": (EN_2023, "100"),
    "productos_por_sector": ("", "73"),
    "productos_por_objetivo": ("", "73"),
    "sector_por_objetivo": ("", "73"),
    "periodicidad": ("", "70"),
    "asistencia_mesa": (DE_LA_MESA, "55"),
    "funciones_mesa": (DE_LA_MESA, "11 y 19"),
    "sesiones_mesa": (DE_LA_MESA, "7"),
}
SOLO_DE_LA_CASA = (
    *("atenciones", "atenciones_por_clase", "atenciones_por_modalidad", "actuaciones", "gestiones"),
)


def cifras_que_se_abren(respuesta):
    """(texto, dirección) de cada casilla con enlace."""
    for tabla in respuesta.pagina.todos("table"):
        for enlace in tabla.iter("a"):
            yield letras(enlace), enlace.get("href")


def en_formato(direccion, formato):
    return f"{direccion}{'&' if '?' in direccion else '?'}formato={formato}"


def registros_de(cliente, direccion):
    leida = json.loads(cliente.get(en_formato(direccion, "json")).datos)
    return [fila[-1] for fila in leida["filas"]]


def numero(texto):
    return int(texto.replace(".", ""))


@pytest.mark.parametrize("nombre", ABIERTAS_A_ANALISIS)
def test_cada_cifra_se_abre_en_los_registros_que_la_suman(como, nombre):
    opciones, esperada = ABIERTAS_A_ANALISIS[nombre]
    analista = como("analista")
    pagina = analista.get(f"/tablas/{nombre}{opciones}")
    casillas = list(cifras_que_se_abren(pagina))
    assert esperada in pagina.texto
    assert casillas
    # De una tabla larga, veinte repartidas y la última, que es el total.
    for texto, direccion in [*casillas[:: len(casillas) // 20 + 1], casillas[-1]]:
        registros = registros_de(analista, direccion)
        if re.fullmatch(r"[\d.]+", texto) and nombre not in {"mesas_tecnicas", "funciones_mesa"}:
            assert sum(registros) == numero(texto), (texto, direccion)
        else:
            assert registros, (texto, direccion)


def test_los_dias_de_una_funcion_se_abren_en_sus_sesiones(como):
    analista = como("analista")
    pagina = analista.get(f"/tablas/funciones_mesa{DE_LA_MESA}")
    for texto, direccion in cifras_que_se_abren(pagina):
        if dias := re.findall(r"\d+", texto):
            assert len(registros_de(analista, direccion)) == len(dias), texto


def test_la_pagina_de_una_cifra_empieza_por_la_cifra(como):
    analista = como("analista")
    pagina = analista.get(f"/tablas/jornadas{EN_2023}")
    total = next(direccion for texto, direccion in cifras_que_se_abren(pagina) if texto == "551")
    abierta = analista.get(total)
    assert abierta.pagina.h1.startswith("551 asistencias")
    assert "25 registros suman esta cifra" in abierta.texto


@pytest.mark.parametrize("nombre", SOLO_DE_LA_CASA)
def test_la_casa_abre_sus_atenciones_y_nadie_mas(como, nombre):
    casa, analista = como("casa"), como("analista")
    ruta = f"/tablas/{nombre}{EN_2023}"
    suyas = list(cifras_que_se_abren(casa.get(ruta)))
    assert suyas
    assert not list(cifras_que_se_abren(analista.get(ruta)))
    for texto, direccion in suyas[:3]:
        assert sum(registros_de(casa, direccion)) == numero(texto)
        assert analista.get(direccion).estado == 403


def test_la_casa_cuenta_una_vez_en_el_total_a_quien_fue_a_dos_areas(como):
    casa = como("casa")
    pagina = casa.get(f"/tablas/atenciones{EN_2023}")
    mujeres = dict(cifras_que_se_abren(pagina))
    for cifra in ("1.706", "815", "442", "2.115"):
        registros = registros_de(casa, mujeres[cifra])
        assert len(registros) == numero(cifra)


def test_ningun_registro_abierto_dice_un_codigo_de_tarjeta(como):
    casa = como("casa")
    pagina = casa.get(f"/tablas/atenciones{EN_2023}")
    for _, direccion in cifras_que_se_abren(pagina):
        assert b"R1-" not in casa.get(en_formato(direccion, "csv")).datos


def test_la_busqueda_de_actividades_encuentra_una_jornada_de_2023(como):
    secretaria = como("secretaria")
    lista = secretaria.get("/actividades?vigencia=2023&tipo=jornada&texto=mariposa")
    assert "Plazoleta Mariposa" in lista.texto
    ficha = next(e.get("href") for e in lista.pagina.todos("a") if "Plazoleta" in letras(e))
    assert "asistencias 23" in secretaria.get(ficha).texto
