"""Todo archivo que sale dice para qué, quién, su serie y cuándo se borra, y quien audita lo ve."""

import io
import re

import docx
import openpyxl
import pypdf

from registro.extensiones import db
from registro.seguridad.divulgacion.modelo import Exportacion
from tests.fabricas.tablas import crear_actividad

SERIE = re.compile(r"E-20\d\d-\d{6}")


def jornadas(*cuantas):
    for dia, n in enumerate(cuantas, start=1):
        crear_actividad("jornada", f"2023-03-{dia:02d}", lugar="Plaza", localidad="11", declaradas=n)


def test_se_pregunta_una_vez_para_que_son_los_archivos_y_se_puede_cambiar(contexto, como):
    jornadas(3, 20, 9)
    analista = como("analista")
    with analista.crudo.session_transaction() as sesion:
        del sesion["proposito"]
    pregunta = analista.get("/tablas/jornadas?formato=csv")
    assert "¿Para qué son los archivos" in pregunta.texto
    assert db.session.query(Exportacion).count() == 0
    responder = "/cuenta/proposito?luego=/tablas/jornadas%3Fformato%3Dcsv"
    assert "Diga para qué" in analista.post(responder, {"para": "otro", "otro": "x"}).texto
    assert (
        "empieza sola" in analista.post(responder, {"para": "otro", "otro": "Para el comité de marzo"}).texto
    )
    bajado = analista.get("/tablas/jornadas?formato=csv")
    assert "# propósito: Para el comité de marzo" in bajado.datos.decode("utf-8-sig")
    assert "para qué son: Para el comité de marzo" in analista.get("/tablas/jornadas").texto
    assert analista.get("/tablas/jornadas?formato=xlsx").estado == 200  # ya no pregunta
    assert 'value="Para el comité de marzo"' in analista.get(responder).cruda.text


def test_la_edicion_publica_se_mira_antes_y_queda_en_la_lista_de_quien_audita(contexto, como):
    jornadas(3, 20, 9)
    analista, auditora = como("analista"), como("auditoria")
    assert "Edición pública" in analista.get("/tablas/jornadas").texto
    direccion = "/tablas/jornadas/publica?vigencia=2023"
    vista = analista.get(direccion)
    assert "Así se publicaría" in vista.texto
    assert db.session.query(Exportacion).count() == 0
    assert "No se descarga en «doc»" in analista.post(direccion, {"formato": "doc"}).texto
    bajada = analista.post(direccion, {"formato": "json"}).json
    assert [fila[-1] for fila in bajada["filas"]] == ["*", 20, "*"]
    assert bajada["exportacion"]["autora"] == "Análisis"
    assert "se corta a fin de mes" in analista.get(f"{direccion}&corte=2023-03-15").texto
    serie = bajada["exportacion"]["serie"]
    lista = auditora.get(f"/bitacora/salidas?q={serie}").texto
    for dicho in (serie, "Análisis", "Probar las descargas", "Edición pública", "2 de 4", "no vence"):
        assert dicho in lista
    assert serie in auditora.get("/bitacora/salidas?q=jornadas").texto
    assert "No ha salido" in auditora.get("/bitacora/salidas?q=E-2020-999999").texto
    assert auditora.get(direccion).estado == 403


def test_los_documentos_y_el_seguimiento_llevan_su_ficha_adentro(contexto, terminal, como, tmp_path):
    crear_actividad("zesai", "2020-01-08")
    como("secretaria").get("/informes")
    for formato in ("docx", "pdf", "xlsx", "html"):
        salida = tmp_path / f"informe.{formato}"
        orden = "informe", "gestion", "--instancia", "ZESAI", "--semestre", "2020-1", "--formato", formato
        hecho = terminal(*orden, "--motivo", "Para firmar en la mesa", "--salida", salida)
        assert hecho.exit_code == 0, hecho.stderr
        dicho = LEER[formato](salida.read_bytes())
        assert SERIE.search(dicho), formato
        assert "Para firmar en la mesa" in dicho, formato
    libro = tmp_path / "seguimiento.xlsx"
    assert terminal("exportar", "seguimiento", "--salida", libro).exit_code == 0
    assert SERIE.search(openpyxl.load_workbook(libro).properties.description)
    que = [uno.que for uno in db.session.query(Exportacion)]
    assert len(que) == 5
    assert que[-1].startswith("Seguimiento de la política")


def _de_word(contenido):
    leido = docx.Document(io.BytesIO(contenido))
    pie = "".join(seccion.footer.paragraphs[0].text for seccion in leido.sections)
    assert SERIE.search(pie)
    return leido.core_properties.comments


def _de_pdf(contenido):
    leido = pypdf.PdfReader(io.BytesIO(contenido))
    assert SERIE.search(leido.pages[-1].extract_text())
    return leido.metadata.subject


LEER = {
    "docx": _de_word,
    "pdf": _de_pdf,
    "xlsx": lambda contenido: openpyxl.load_workbook(io.BytesIO(contenido)).properties.description,
    "html": bytes.decode,
}


def test_la_politica_cambia_por_acto_desde_un_dia_y_la_anterior_queda_en_la_historia(contexto, como):
    administradora = como("administracion")
    nueva = {"edicion": "publica", "umbral": "8", "desde": "2027-01-01", "acto": "Resolución 120 de 2026"}
    for cambio, dice in (
        ({"umbral": "2"}, "no protege a nadie"),
        ({"desde": "2020-01-01"}, "desde hoy o después"),
        ({"acto": "R"}, "con qué acto"),
        ({"edicion": "reservada"}, "a los cuántos días"),
        ({"edicion": "otra"}, "edicion"),
    ):
        mal = administradora.post("/administracion/divulgacion", nueva | cambio)
        assert mal.estado == 400
        assert dice in mal.texto or dice == "edicion"
    bien = administradora.post("/administracion/divulgacion", nueva)
    for dicho in ("quedó registrada", "Resolución 120 de 2026", "hasta el 31 de diciembre de 2026"):
        assert dicho in bien.texto
    assert "la nueva empieza después" in administradora.post("/administracion/divulgacion", nueva).texto
    assert "Resolución 120 de 2026" in como("auditoria").get("/bitacora/salidas").texto
