"""Toda tabla del catálogo, en cualquier vigencia y corte: sin fallar, con sus columnas y sin ceros falsos."""

import pytest

from registro.informes.catalogo import CATALOGO, tabla
from registro.informes.parametros import Parametros

ANTES, PRIMERA, DESPUES = (
    {"vigencia": "2019"},
    {"vigencia": "2020", "corte": "2020-03-31"},
    {"vigencia": "2028"},
)
EN_MEDIO = [{"vigencia": "2022"}, {"vigencia": "2023", "corte": "2023-06-30"}, {"vigencia": "2023"}]
SEMESTRES = [{"instancia": "ZESAI", "semestre": uno} for uno in ("2019-2", "2020-1", "2020-2", "2026-2")]
COLUMNAS = {
    "mebog": "Estación, Participantes, Sesiones, Mes",
    "jornadas": "Mes, Día, Lugar, Localidad, Asistentes",
    "mesas_tecnicas": "N.º, Entidad o sector, Fecha",
    "atenciones": "Área, Atenciones, Mujeres",
    "productos_por_sector": "Sector, Productos",
    "productos_por_objetivo": "Objetivo, Productos",
    "sector_por_objetivo": "Sector, 1, 2, 3, 4, Total",
    "periodicidad": "Periodicidad, Productos",
    "semaforo_por_objetivo": "Objetivo, Total, Verde, Amarillo, Rojo, Sin meta, Cumplidos",
    "semaforo_por_sector": "Sector, Total, Verde, Amarillo, Rojo, Sin meta, Cumplidos",
    "cumplimiento": "Código, Producto, Meta acumulada, Alcanzado acumulado, Meta, Alcanzado, Cumplimiento %, "
    "A la fecha %, Avance %, Rezago, Color",
    "avance_por_sector": "Sector, Avance %, Programado %, Diferencia pp, Productos contados, "
    "Productos sin meta final",
    "sesiones_mesa": "Clase, Realizadas, Programadas",
    "contraste": "Tabla, Fila, Columna, Publicado, Calculado, Diferencia, Causa probable",
}
DE_LA_MESA = {
    "asistencia_mesa": ("Sector, Entidad, Puesto, Rol", "Total"),
    "funciones_mesa": ("N.º", "Se abordó"),
}


def cortes(declarada):
    """Los que le tocan, según por qué se filtra."""
    if "semestre" in declarada.filtros and "vigencia" not in declarada.filtros:
        return SEMESTRES
    return [ANTES, PRIMERA, *EN_MEDIO, DESPUES] if "vigencia" in declarada.filtros else [{}]


@pytest.mark.parametrize("nombre", CATALOGO)
def test_toda_tabla_se_arma_en_cualquier_corte_con_sus_columnas(contexto, nombre):
    for pedido in cortes(CATALOGO[nombre]):
        hecha = tabla(nombre, Parametros.leer(pedido))
        titulos = [columna.titulo for columna in hecha.columnas]
        assert {len(fila) for fila in hecha.todas} <= {len(titulos)}, pedido
        assert all(celda.valor is not None for fila in hecha.todas for celda in fila), pedido
        if nombre in COLUMNAS:
            assert ", ".join(titulos) == COLUMNAS[nombre], pedido
        if nombre in DE_LA_MESA:
            assert ", ".join(titulos).startswith(DE_LA_MESA[nombre][0]), pedido
            assert titulos[-1] == DE_LA_MESA[nombre][1], pedido


def test_lo_que_nadie_reporto_no_sale_como_cero(contexto):
    antes, primera, ultima, despues = (
        tabla("cumplimiento", Parametros.leer(pedido)) for pedido in (ANTES, PRIMERA, EN_MEDIO[-1], DESPUES)
    )
    assert {type(celda.valor) for fila in antes.filas for celda in fila[2:10]} == {str}
    assert {type(fila[5].valor) for fila in primera.filas} == {str}
    llevado = {fila[0].valor: fila[5].valor for fila in ultima.filas}
    for fila in despues.filas:
        codigo, alcanzado, cumplido = (fila[lugar].valor for lugar in (0, 5, 6))
        assert isinstance(cumplido, str), codigo
        assert isinstance(alcanzado, str) or alcanzado == llevado[codigo], (
            "sólo un nivel sigue siendo el de antes"
        )
    avance = tabla("avance_por_sector", Parametros.leer(ANTES))
    assert {celda.valor for fila in avance.todas for celda in fila[1:4]} == {"sin dato"}
    sin_color = "69 productos no tienen color: no se conoce su meta del año o lo alcanzado."
    assert tabla("cumplimiento", Parametros.leer(DESPUES)).notas[0] == sin_color
    sin_contar = (
        "40 productos con meta final no se cuentan: no se conoce lo alcanzado o lo programado al corte."
    )
    assert sin_contar in tabla("avance_por_sector", Parametros.leer(DESPUES)).notas
    del_saldo = tabla("semaforo_por_sector", Parametros.leer(EN_MEDIO[0]))
    assert [celda.valor for celda in del_saldo.totales][5:] == [1, 2], "sólo uno se sabe que no ha empezado"
    assert del_saldo.notas[0] == "70 productos no tienen dato y sólo están en el total."
    colores = tabla("semaforo_por_sector", Parametros.leer(DESPUES))
    assert [celda.valor for celda in colores.totales][:5] == ["Total", 73, 0, 0, 0]
