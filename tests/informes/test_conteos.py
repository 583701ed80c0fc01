"""Conteos: públicos con lo pequeño oculto, reservados con su motivo, y nunca policías con personas."""

import csv
import io
import json

import openpyxl
import pytest
from sqlalchemy import select

from registro.extensiones import db
from registro.personas import operaciones as de_personas
from registro.seguridad import operaciones as de_usuarias
from registro.seguridad.divulgacion.modelo import Exportacion, FotoDeHechos, Publicacion
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import de_terminal

COLUMNAS = ["fecha", "lugar", "localidad", "tipo", "credencial", "rango_edad", "genero", "consentimiento"]
# (localidad, género, cuántas): el ejemplo de las reglas, más pequeño
CUADRO = [
    *(("Los Mártires", "mujer", 12), ("Los Mártires", "mujer trans", 9), ("Los Mártires", "otro", 7)),
    *(("Santa Fe", "mujer", 8), ("Santa Fe", "mujer trans", 9), ("Santa Fe", "otro", 2)),
    *(("Chapinero", "mujer", 1), ("Chapinero", "mujer trans", 6), ("Chapinero", "otro", 3)),
]


@pytest.fixture
def con_cuadro(app, terminal, tmp_path):
    """Un registro con esas asistencias; seis personas no autorizaron usar sus respuestas."""

    def importar(cuadro, mes=3, callan=0):
        with app.app_context():
            codigos = iter(de_personas.emitir_lote(de_terminal(), sum(n for *_, n in cuadro) + callan))
        dia = f"2023-0{mes}-01"
        filas = [
            [dia, f"Plaza de {localidad}", localidad, "jornada", next(codigos), "29-59", genero, "si"]
            for localidad, genero, n in cuadro
            for _ in range(n)
        ]
        filas += [[*filas[0][:4], next(codigos), "29-59", "mujer", "no"] for _ in range(callan)]
        archivo = tmp_path / f"asistencias_{mes}.csv"
        with archivo.open("w", newline="") as salida:
            csv.writer(salida).writerows([COLUMNAS, *filas])
        hecho = terminal("importar", "asistencias", archivo)
        assert hecho.exit_code == 0, hecho.output

    importar(CUADRO, callan=6)
    return importar


@pytest.fixture
def conteo(terminal):
    """``conteo("--filas", "localidad")`` da el JSON, o el mensaje si se negó."""

    def pedir(*orden, publico=True):
        dicho = terminal(
            "exportar", "conteos", *orden, *(["--publico"] if publico else []), "--formato", "json"
        )
        return json.loads(dicho.stdout) if dicho.exit_code == 0 else dicho.stderr

    return pedir


def celdas(tabla):
    """Por encabezados: {("Santa Fe", "otro"): "*"}."""
    return {
        (fila[0], columna): valor
        for fila in (*tabla["filas"], tabla["totales"])
        for columna, valor in zip(tabla["columnas"][1:], fila[1:], strict=True)
    }


POR_GENERO = ["--filas", "localidad", "--columnas", "genero"]


def test_lo_publico_oculta_lo_pequeno_y_lo_que_lo_devolveria(app, con_cuadro, conteo, terminal):
    tabla = conteo("--filas", "localidad", "--columnas", "genero")
    halladas = celdas(tabla)
    ocultas = {donde for donde, valor in halladas.items() if valor == "*"}
    pequenas = {("Santa Fe", "otro"), ("Chapinero", "mujer"), ("Chapinero", "otro")}
    assert pequenas < ocultas
    assert len(ocultas) <= 6
    assert halladas["Total", "Total"] == 63
    assert halladas["Los Mártires", "mujer trans"] == 9
    assert halladas["Los Mártires", "sin información"] == 6
    assert "menores de 5" in tabla["reglas"]
    en_texto = terminal("exportar", "conteos", *POR_GENERO, "--publico", "--formato", "xlsx").stdout_bytes
    notas = [celda.value for fila in openpyxl.load_workbook(io.BytesIO(en_texto)).active for celda in fila]
    assert any("se cuentan como «sin información»" in str(nota) for nota in notas)
    assert not any("Personas que no autorizaron" in str(nota) for nota in notas), "acotaría lo que se oculta"
    assert tabla["exportacion"]["clase"] == "edición pública"
    assert celdas(conteo("--filas", "localidad", "--columnas", "genero")) == halladas
    with app.app_context():
        assert db.session.query(Publicacion).count() == 1  # repetirla no es publicar otra cosa
        assert db.session.query(Exportacion).count() == 3
        guardado = db.session.connection().exec_driver_sql("select reservado from publicacion").scalar()
        assert "mujer" not in guardado
        assert db.session.query(FotoDeHechos).count() == 1


def test_tres_registros_nuevos_no_se_conocen_restando_dos_publicaciones(con_cuadro, conteo):
    antes = celdas(conteo("--filas", "mes", "--columnas", "localidad"))
    con_cuadro([("Los Mártires", "mujer", 3)])
    despues = celdas(conteo("--filas", "mes", "--columnas", "localidad"))
    assert antes["Total", "Los Mártires"] == 34
    assert despues["Total", "Los Mártires"] == "*"


def test_un_filtro_no_sirve_para_restar_y_conocer_lo_de_afuera(con_cuadro, conteo):
    todas = celdas(conteo("--filas", "genero"))
    menos = celdas(
        conteo("--filas", "genero", "--filtro", "localidad=Los Mártires", "--filtro", "localidad=Santa Fe")
    )
    assert todas["otro", "Asistencias"] == 12
    assert menos["otro", "Asistencias"] == "*"  # 9: la resta diría las 3 de Chapinero


def test_con_datos_abiertos_el_umbral_es_mayor_y_las_personas_se_cuentan_una_vez(con_cuadro, conteo):
    abiertos = conteo("--filas", "localidad", "--datos-abiertos", publico=False)
    assert "menores de 10" in abiertos["reglas"]
    personas = conteo("--filas", "localidad", "--medida", "personas")
    assert personas["titulo"].startswith("Personas distintas")
    assert personas["totales"][-1] == 63


def test_lo_reservado_pide_persona_permiso_y_motivo_y_el_archivo_lo_dice(app, con_cuadro, terminal):
    with app.app_context():
        for usuario, rol in (("ana", "analista"), ("cami", "campo")):
            de_usuarias.crear_usuaria(de_terminal(), usuario, usuario.capitalize(), [rol])
    pedido = ["exportar", "conteos", "--filas", "localidad", "--columnas", "genero"]
    for falta in ([], ["--usuaria", "ana"], ["--usuaria", "nadie", "--motivo", "Para el informe"]):
        assert terminal(*pedido, *falta).exit_code == 1
    negado = terminal(*pedido, "--usuaria", "cami", "--motivo", "Para el informe")
    assert (negado.exit_code, negado.stdout) == (1, "")
    assert "«cami» no tiene permiso de exportar conteos: es de Análisis" in negado.stderr
    hecho = terminal(*pedido, "--usuaria", "ana", "--motivo", "Para el informe", "--formato", "json")
    tabla = json.loads(hecho.stdout)
    assert celdas(tabla)["Santa Fe", "otro"] == 2
    assert "reservado" in tabla["titulo"]
    assert tabla["exportacion"]["proposito"] == "Para el informe"
    assert tabla["exportacion"]["borrar_el"] > tabla["exportacion"]["fecha"]
    filas = list(
        csv.reader(io.StringIO(terminal(*pedido, "--usuaria", "ana", "--motivo", "Otro informe").stdout))
    )
    assert ["# clase: reservado"] in filas
    with app.app_context():
        hechas = select(Anotacion.actor, Anotacion.origen).filter_by(accion="conteos.exportar")
        assert db.session.execute(hechas).all() == [("Ana", "terminal")] * 2


NEGADOS = [
    (["--filas", "entidad", "--columnas", "genero"], "no se cruza"),
    (["--filas", "genero", "--filtro", "tipo=mebog"], "no se cruza"),
    (["--filas", "localidad", "--filtro", "tipo=mebog", "--filtro", "tipo=jornada"], "no se cruza"),
    (["--filas", "entidad", "--medida", "personas"], "no se cuentan personas"),
    (["--filas", "barrio"], "No se cuenta por"),
    (["--filas", "mes", "--columnas", "trimestre"], "distintas"),
    (["--filas", "mes", "--filtro", "trimestre=2023-9"], "escríbalo como"),
    (["--filas", "mes", "--filtro", "genero"], "campo=valor"),
    (["--filas", "mes", "--filtro", "vigencia=2019"], "no hay registros"),
    (["--filas", "mes", "--unir", "localidad=Santa Fe+Chapinero"], "no está"),
]


def test_lo_que_no_se_puede_contar_se_dice(con_cuadro, conteo):
    assert [(orden, dice) for orden, dice in NEGADOS if dice not in conteo(*orden)] == []


def test_si_no_hay_forma_segura_se_niega_y_propone_que_unir(con_cuadro, conteo):
    con_cuadro([("Usaquén", "otro", 1), ("Suba", "otro", 1)], mes=4)
    negado = conteo(
        "--filas", "localidad", "--columnas", "mes", "--filtro", "genero=otro", "--filtro", "mes=2023-04"
    )
    assert "No hay forma segura" in negado
    assert "Puede: quitar el filtro de genero y mes." in negado  # por trimestre tampoco se podría
    assert isinstance(conteo("--filas", "localidad", "--columnas", "mes"), dict)
    unida = conteo("--filas", "localidad", "--unir", "localidad=Usaquén+Suba+Chapinero")
    assert any("Suba" in fila[0] and "Usaquén" in fila[0] for fila in unida["filas"])


def test_en_pantalla_se_mira_antes_y_se_descarga_con_su_motivo(app, con_cuadro, como):
    analista = como("analista")
    pedido = "/conteos?filas=localidad&columnas=genero&medida=asistencias&edicion="
    assert "Conteos a la medida" in analista.get("/tablas").texto
    assert analista.get("/conteos").estado == 200
    assert "Así queda" in analista.get(f"{pedido}publica").texto
    assert "No la publique" in analista.get(f"{pedido}reservada").texto
    mal = analista.post(f"{pedido}reservada", {"motivo": "x", "formato": "json"})
    assert mal.estado == 400
    assert "Diga para qué" in mal.texto
    with app.app_context():
        assert db.session.query(Exportacion).count() == 0  # mirar no saca nada
    assert "Elija" in analista.post(f"{pedido}publica", {"motivo": "Boletín", "formato": "pdf"}).texto
    assert "distintas" in analista.get("/conteos?filas=mes&columnas=mes").texto
    abiertos = "/conteos?filas=localidad&columnas=&medida=asistencias&edicion=datos_abiertos"
    assert analista.post(abiertos, {"motivo": "Para el portal", "formato": "json"}).json["totales"][-1] == 63
    for edicion, formato in (("publica", "csv"), ("reservada", "xlsx")):
        hecho = analista.post(f"{pedido}{edicion}", {"motivo": "Para el boletín", "formato": formato})
        assert f".{formato}" in hecho.cruda.headers["Content-Disposition"]
    with app.app_context():
        clases = sorted(db.session.scalars(select(Exportacion.clase)))
    assert clases == ["datos_abiertos", "publica", "reservada"]
