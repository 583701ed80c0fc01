"""Cada cifra publicada sale de `registro tabla …`, calculada de los registros, con sus nombres y su orden."""

import json
from collections import Counter
from datetime import date

from registro.fechas import MESES

MESES_DE_2020_1 = [mes.capitalize() for mes in MESES[:6]]
EN_2023 = ("--vigencia", "2023")
DE_LA_MESA = ("--instancia", "ZESAI", "--semestre", "2020-1")


def mes(fecha):
    return MESES[int(fecha[5:7]) - 1].capitalize()


def test_mebog_337_participantes_en_12_sesiones(tabla, datos_reales):
    leida = tabla("mebog", *EN_2023)
    assert leida["columnas"] == ["Estación", "Participantes", "Sesiones", "Mes"]
    assert leida["filas"] == [
        [fila["estacion"], int(fila["participantes"]), int(fila["sesiones"]), mes(fila["mes"])]
        for fila in datos_reales("mebog_2023.csv")
    ]
    assert leida["totales"] == ["Total", 337, 12, ""]


def test_551_asistencias_en_25_jornadas(tabla, datos_reales):
    leida = tabla("jornadas", *EN_2023)
    localidades = {fila["codigo"]: fila["nombre"] for fila in datos_reales("localidades_bogota.csv")}
    assert leida["columnas"] == ["Mes", "Día", "Lugar", "Localidad", "Asistentes"]
    assert leida["filas"] == [
        [
            mes(fila["fecha"]),
            int(fila["fecha"][8:]),
            fila["lugar"],
            localidades[fila["localidad"]],
            int(fila["asistentes"]),
        ]
        for fila in datos_reales("jornadas_2023.csv")
    ]
    assert len(leida["filas"]) == 25
    assert leida["totales"] == ["Total", "", "", "", 551]


def test_las_100_mesas_tecnicas_por_su_numero(tabla, datos_reales):
    leida = tabla("mesas_tecnicas", *EN_2023)
    assert leida["columnas"] == ["N.º", "Entidad o sector", "Fecha"]
    publicadas = sorted(datos_reales("mesas_tecnicas_2023.csv"), key=lambda fila: int(fila["numero"]))
    assert leida["filas"] == [
        [int(fila["numero"]), fila["entidad_o_sector"], fila["fecha"]] for fila in publicadas
    ]
    assert len(leida["filas"]) == 100
    assert leida["totales"] is None


def test_las_atenciones_y_las_mujeres_distintas(tabla, datos_reales):
    publicado = datos_reales("atenciones_2023.json")
    leida = tabla("atenciones", *EN_2023)
    etiquetas = {"trabajo_social": "Trabajo social", "juridica": "Jurídica", "psicosocial": "Psicosocial"}
    assert leida["columnas"] == ["Área", "Atenciones", "Mujeres"]
    assert leida["filas"] == [
        [etiquetas[area], cifras["atenciones"], cifras["mujeres"]]
        for area, cifras in publicado["areas"].items()
    ]
    assert leida["totales"] == ["Total", 11_196, 2_115]


def test_al_corte_de_junio_solo_cuenta_lo_de_enero_a_junio(tabla, datos_reales):
    leida = tabla("jornadas", *EN_2023, "--corte", "2023-06-30")
    hasta_junio = [fila for fila in datos_reales("jornadas_2023.csv") if fila["fecha"] <= "2023-06-30"]
    assert len(leida["filas"]) == len(hasta_junio)
    assert leida["totales"][-1] == sum(int(fila["asistentes"]) for fila in hasta_junio)
    assert leida["corte"] == "2023-06-30"
    mebog = tabla("mebog", *EN_2023, "--corte", "2023-06-15")
    assert "Junio" not in [fila[-1] for fila in mebog["filas"]]


def test_los_productos_por_sector_y_por_objetivo_son_los_del_plan(tabla, datos_reales):
    productos = datos_reales("ppasp_productos.csv")
    por_sector = tabla("productos_por_sector")
    assert por_sector["columnas"] == ["Sector", "Productos"]
    assert dict(por_sector["filas"]) == Counter(fila["sector"] for fila in productos)
    assert len(por_sector["filas"]) == 14
    assert por_sector["totales"] == ["Total", 73]
    por_objetivo = tabla("productos_por_objetivo")
    assert por_objetivo["columnas"] == ["Objetivo", "Productos"]
    assert dict(por_objetivo["filas"]) == Counter(fila["objetivo"] for fila in productos)
    assert por_objetivo["totales"] == ["Total", 73]


def test_sector_por_objetivo_casilla_por_casilla(tabla, datos_reales):
    leida = tabla("sector_por_objetivo")
    cuantos = Counter((fila["sector"], fila["objetivo"]) for fila in datos_reales("ppasp_productos.csv"))
    assert leida["columnas"] == ["Sector", "1", "2", "3", "4", "Total"]
    for sector, *casillas, total in leida["filas"]:
        assert casillas == [cuantos[sector, objetivo] for objetivo in "1234"], sector
        assert total == sum(casillas)
    totales = [sum(fila[columna] for fila in leida["filas"]) for columna in range(1, 6)]
    assert leida["totales"] == ["Total", *totales]
    assert totales[-1] == 73


def test_las_periodicidades_no_se_mezclan_con_las_publicadas(tabla, terminal, datos_reales):
    leida = tabla("periodicidad")
    conocidas = Counter(
        fila["periodicidad"] or "sin publicar" for fila in datos_reales("ppasp_productos.csv")
    )
    assert leida["columnas"] == ["Periodicidad", "Productos"]
    assert dict(leida["filas"]) == conocidas == {"trimestral": 3, "sin publicar": 70}
    assert leida["totales"] == ["Total", 73]
    escrita = terminal("tabla", "periodicidad").stdout
    for fila in datos_reales("ppasp_periodicidades.csv"):
        assert f"{fila['periodicidad']} {fila['productos']}" in escrita


def test_la_asistencia_a_la_mesa_puesto_por_sesion(tabla, datos_reales):
    datos = datos_reales("zesai_2020_1.json")
    leida = tabla("asistencia_mesa", *DE_LA_MESA)
    dias = [sesion["fecha"] for sesion in datos["sesiones"]]
    assert leida["columnas"] == ["Sector", "Entidad", "Puesto", "Rol", *(dia[8:] for dia in dias), "Total"]
    assert leida["filas"] == [
        [
            *(integrante[campo] for campo in ("sector", "entidad", "puesto", "rol")),
            *(int(dia in integrante["asistio"]) for dia in dias),
            len(integrante["asistio"]),
        ]
        for integrante in datos["integrantes"]
    ]
    vinieron = [sum(dia in uno["asistio"] for uno in datos["integrantes"]) for dia in dias]
    assert leida["totales"][4:] == [*vinieron, sum(vinieron)]


def test_las_funciones_de_la_mesa_por_mes_con_abril_vacio(tabla, datos_reales):
    leida = tabla("funciones_mesa", *DE_LA_MESA)
    assert leida["columnas"] == ["N.º", "Función", *MESES_DE_2020_1, "Se abordó"]
    for funcion, fila in zip(datos_reales("zesai_2020_1.json")["funciones"], leida["filas"], strict=True):
        abordada = [date.fromisoformat(dia) for dia in funcion["abordada_en"]]
        dias = [[str(dia.day) for dia in abordada if dia.month == mes] for mes in range(1, 7)]
        escritos = [" y ".join(del_mes) for del_mes in dias]
        assert fila == [funcion["numero"], funcion["texto"], *escritos, "Sí" if abordada else "No"]
    assert [fila[4:6] for fila in leida["filas"][:2]] == [["", ""], ["11 y 19", ""]]
    assert leida["totales"] is None


def test_las_sesiones_de_la_mesa_realizadas_y_programadas(tabla):
    leida = tabla("sesiones_mesa", *DE_LA_MESA)
    assert leida["columnas"] == ["Clase", "Realizadas", "Programadas"]
    assert leida["filas"] == [["Ordinaria", 5, 6], ["Extraordinaria", 2, 0]]


def test_lo_de_hoy_no_toca_las_tablas_de_2023(tabla):
    for nombre in ("jornadas", "mebog", "atenciones"):
        assert tabla(nombre, *EN_2023, "--corte", "2023-12-31")["filas"] == tabla(nombre, *EN_2023)["filas"]
        assert "2026" not in json.dumps(tabla(nombre, *EN_2023))
