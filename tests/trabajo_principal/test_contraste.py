"""Lo publicado al lado de lo calculado, con los errores que los documentos traen."""

import json
from decimal import Decimal

from registro.indicadores.consultas.publicadas import Publicada
from registro.informes.contraste import tabla as contrastar
from registro.informes.parametros import Parametros


def test_las_diferencias_dicen_las_dos_cifras_y_su_causa(tabla):
    leida = tabla("contraste", "--vigencia", "2023")
    assert leida["columnas"] == [
        *("Tabla", "Fila", "Columna", "Publicado", "Calculado", "Diferencia", "Causa probable")
    ]
    filas = {(fila[0].split(",")[0], fila[1], fila[2]): fila[3:] for fila in leida["filas"]}
    assert filas["Avance por sector", "Educación", "Avance %"] == [
        *(40, 40.7, 0.7, "truncado: se cortaron las cifras decimales")
    ]
    assert ("Avance por sector", "Educación", "Diferencia pp") not in filas
    cambiada = "cambiada de lugar con la columna «Programadas»"
    assert filas["Sesiones de la mesa", "Ordinaria", "Realizadas"] == [6, 5, -1, cambiada]
    assert filas["Sesiones de la mesa", "Extraordinaria", "Realizadas"] == [0, 2, 2, cambiada]
    assert filas["Productos por periodicidad", "anual", "Productos"] == [
        *(44, None, "—", "el registro no tiene esa cifra")
    ]
    assert leida["corte"] == "2023-12-31"
    assert not [clave for clave in filas if clave[0].startswith(("Atenciones", "Jornadas"))]


def test_un_porcentaje_sobre_la_meta_acumulada_se_reconoce(contexto, monkeypatch):
    una = Publicada("cumplimiento", "1.3.3", "Cumplimiento %", "2023", Decimal("2.8"))
    monkeypatch.setattr(contrastar, "publicadas", lambda: (una,))
    (fila,) = contrastar.contraste(Parametros(vigencia=2023)).filas
    assert fila[-1].valor == "otro denominador: 36 en lugar de 18"


def test_en_pantalla_la_cifra_calculada_se_abre_en_los_registros_de_su_tabla(como):
    analista = como("analista")
    abierta = analista.get("/tablas/contraste?vigencia=2023")
    enlaces = [a.get("href") for a in abierta.pagina.todos("a") if "/registros" in (a.get("href") or "")]
    de_la_mesa = next(enlace for enlace in enlaces if "sesiones_mesa" in enlace)
    registros = analista.get(de_la_mesa)
    assert registros.estado == 200
    junto = "&" if "?" in de_la_mesa else "?"
    filas = json.loads(analista.get(f"{de_la_mesa}{junto}formato=json").datos)["filas"]
    assert len(filas) == 5
    assert "coinciden" in abierta.texto
    assert "Corte Fin de la vigencia 31 de marzo de 2023" in abierta.texto
    avance = analista.get("/tablas/avance_por_sector?vigencia=2023")
    diferencia = next(
        a.get("href") for a in avance.pagina.todos("a") if "diferencia" in (a.get("href") or "")
    )
    assert "puntos porcentuales de diferencia" in analista.get(diferencia).pagina.h1


def test_lo_publicado_de_un_periodo_no_se_compara_con_otro(tabla, como):
    de_2023 = tabla("contraste", "--vigencia", "2023")
    assert tabla("contraste")["filas"] == de_2023["filas"]
    otra = tabla("contraste", "--vigencia", "2022", "--semestre", "2020-2")
    assert {fila[0].split(",")[0] for fila in otra["filas"]} <= {"Productos por periodicidad"}
    notas = como("analista").get("/tablas/contraste?vigencia=2022&semestre=2020-2").texto
    assert "No se comparan 11 que se publicaron de 2023." in notas
    assert "No se comparan 4 que se publicaron de 2020-1." in notas


def test_lo_que_no_se_eligio_se_ve_elegido(como):
    for nombre in ("contraste", "cumplimiento"):
        listas = como("analista").get(f"/tablas/{nombre}").pagina.todos("select")
        opciones = next(list(e.iter("option")) for e in listas if e.get("name") == "vigencia")
        (elegida,) = [una.get("value") for una in opciones if "selected" in una.attrib]
        assert elegida in {"2023", "2026"}
        assert "" not in {una.get("value") for una in opciones}
