"""El Informe de gestión de 2020-1: sus partes, cada matriz celda por celda, y lo que se le escribe."""

import io

import docx
import pypdf
import pytest

from tests.demostracion.plantilla import con_la_demostracion

INFORME = "/informes/gestion/ZESAI-2020-1"
ORDEN = ("informe", "gestion", "--instancia", "ZESAI", "--semestre", "2020-1")
TITULOS = [
    "Identificación",
    "Integrantes y asistencia",
    "Sesiones realizadas y programadas",
    "Publicación en la web",
    "Funciones por mes",
    "Plan de trabajo",
    "Análisis del funcionamiento de la instancia",
    "Firmas",
]


def cuadro(leido, titulo):
    """Las filas de la tabla que sigue a ese rótulo."""
    for tabla in leido.tables:
        filas = [[celda.text for celda in fila.cells] for fila in tabla.rows]
        if titulo in filas[0] or titulo in filas[-1] or (len(filas) > 1 and titulo in filas[1]):
            return filas
    raise LookupError(titulo)


def test_el_docx_trae_las_partes_en_su_orden_y_las_matrices_celda_por_celda(terminal, tmp_path, datos_reales):
    salida = tmp_path / "gestion.docx"
    dicho = terminal(*ORDEN, "--formato", "docx", "--salida", salida)
    assert dicho.exit_code == 0, dicho.stderr
    leido = docx.Document(io.BytesIO(salida.read_bytes()))
    assert [p.text for p in leido.paragraphs if p.style.name == "Heading 1"] == TITULOS
    real = datos_reales("zesai_2020_1.json")
    asistencia = cuadro(leido, "Puesto")
    dias = [sesion["fecha"][-2:] for sesion in real["sesiones"]]
    assert asistencia[1][4:] == [*dias, "Total"]
    assert asistencia[0][4:11] == ["Enero", "Febrero", "Marzo", "Marzo", "Mayo", "Mayo", "Junio"]
    assert len(asistencia) == 2 + len(real["integrantes"]) + 1
    totales = [fila[-1] for fila in asistencia[2:-1]]
    assert totales == [str(len(integrante["asistio"])) for integrante in real["integrantes"]]
    assert cuadro(leido, "Sesiones ordinarias")[1] == ["5/6", "2/0"]
    funciones = cuadro(leido, "Función")
    assert funciones[0][2:] == ["Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Se abordó"]
    assert funciones[2][2:8] == ["8", "12", "11 y 19", "", "13 y 20", "10"]
    abordadas = [fila[-1].split()[-1] for fila in funciones[1:]]
    assert abordadas == ["Sí" if funcion["abordada_en"] else "No" for funcion in real["funciones"]]
    assert any(seccion.orientation for seccion in leido.sections)


def test_el_pdf_es_accesible_y_un_semestre_sin_nada_tambien_se_entrega(terminal, tmp_path):
    salida = tmp_path / "gestion.pdf"
    assert terminal(*ORDEN, "--formato", "pdf", "--salida", salida).exit_code == 0
    leido = pypdf.PdfReader(salida)
    assert leido.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert any(pagina.mediabox.width > pagina.mediabox.height for pagina in leido.pages)
    vacio = (*ORDEN[:-1], "2025-1")
    assert terminal(*vacio, "--formato", "html", "--salida", tmp_path / "v.html").exit_code == 0
    malo = terminal(*ORDEN[:-1], "2020", "--formato", "pdf", "--salida", tmp_path / "x.pdf")
    assert malo.exit_code == 1
    assert "no es un semestre" in malo.stderr
    nadie = (*ORDEN[:2], "--instancia", "NADIE", *ORDEN[4:])
    assert "NADIE" in terminal(*nadie, "--formato", "pdf", "--salida", tmp_path / "x.pdf").stderr


@pytest.fixture
def propia(motor, instalaciones, tmp_path):
    """La demostración, en una base en que se escribe."""
    with instalaciones.copia(motor, con_la_demostracion, tmp_path / "datos") as aplicacion:
        yield aplicacion


def test_la_secretaria_escribe_el_analisis_y_queda_en_el_informe(propia):
    from tests.navegacion.cliente import Cliente

    secretaria = Cliente(propia, propia.config["ENTRADAS"]["secretaria"])
    assert "Informe de gestión" in secretaria.get("/informes").texto
    assert "Borrador calculado" in secretaria.get(INFORME).texto
    seccion = f"{INFORME}/seccion/analisis"
    assert "Cuatro funciones no se han abordado" in secretaria.get(seccion).texto
    suyo = "La emergencia impidió reunirse en abril."
    assert "Se guardó el texto" in secretaria.post(seccion, {"texto": suyo, "version": "0"}).texto
    assert suyo in secretaria.get(f"{INFORME}/ver").texto
    assert secretaria.get(f"{INFORME}/descargar/pdf").datos.startswith(b"%PDF")
    analista = Cliente(propia, propia.config["ENTRADAS"]["analista"])
    assert analista.post(seccion, {"texto": "No me toca.", "version": "1"}).estado == 403
    assert "no tiene una sección" in secretaria.get(f"{INFORME}/seccion/nada").texto
    assert secretaria.get("/informes/chismes/2020").estado == 404
