"""El plan de trabajo, lo que está en la web, el calendario y las entidades que cambian de nombre."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre, hoy
from registro.instancias import consultas, operaciones
from registro.instancias.operaciones import DatosDePlan, DatosDeReporte
from registro.seguridad import adjuntos
from tests.fabricas.mesa import ACTOR, mesa

PLAN = """Jurídico y normativo
1. Propuesta de instancia
1.1 Documento | Defensoría del Pueblo; Personería Distrital | 30/06/2020
1.2 Concepto
Social
1. Alerta temprana
1.1 Mecanismo"""
ESCRITO = {
    "nombre": "Plan 2020",
    "desde": "01/01/2020",
    "hasta": "31/12/2020",
    "aprobado_el": "10/06/2020",
    "como_se_aprobo": "En la ordinaria de junio",
    "estructura": PLAN,
}


@pytest.fixture
def instancia(app):
    return mesa(app)


@pytest.fixture
def secretaria(como):
    return como("secretaria")


@pytest.fixture
def plan(app, instancia):
    with app.app_context():
        datos = DatosDePlan("Plan 2020", date(2020, 1, 1), date(2020, 12, 31), PLAN, date(2020, 6, 10))
        return operaciones.guardar_plan(ACTOR, instancia, datos)


def subproductos(app, plan):
    with app.app_context():
        partes = consultas.plan(plan).componentes
        return [sub for parte in partes for uno in parte.productos for sub in uno.subproductos]


def test_un_plan_se_escribe_de_una_vez_y_dice_como_y_cuando_se_aprobo(app, instancia, secretaria):
    ruta = f"/mesa/instancia/{instancia}/plan"
    assert "Todavía no hay plan de trabajo" in secretaria.get(ruta).texto
    secretaria.get(f"{ruta}/nuevo")
    pagina = secretaria.post(f"{ruta}/nuevo", ESCRITO).texto
    assert "Aprobado el 10 de junio de 2020. En la ordinaria de junio" in pagina
    assert "Defensoría del Pueblo; Personería Distrital" in pagina
    assert "1 subproducto venció sin completarse" in pagina
    assert "0 de 3 subproductos con reporte" in pagina.replace(
        "subproductos con reporte 0 de 3", "0 de 3 subproductos con reporte"
    )


PLANES_MALOS = (
    ({"nombre": ""}, "cómo se llama el plan"),
    ({"hasta": "01/01/2019"}, "anterior a la inicial"),
    ({"aprobado_el": (hoy() + timedelta(days=3)).strftime("%d/%m/%Y")}, "todavía no llega"),
    ({"estructura": "1. Sin componente"}, "no tiene componente encima"),
    ({"estructura": "A\n1. P\n1.1 S | Secretaría de la Luna"}, "No hay una entidad «Secretaría de la Luna»"),
)


def test_un_plan_mal_escrito_se_explica_y_conserva_lo_escrito(app, instancia, secretaria):
    ruta = f"/mesa/instancia/{instancia}/plan/nuevo"
    secretaria.get(ruta)
    for cambio, frase in PLANES_MALOS:
        respuesta = secretaria.post(ruta, ESCRITO | cambio)
        assert (respuesta.estado >= 400, frase in respuesta.texto) == (True, True), cambio
        assert "En la ordinaria de junio" in respuesta.cruda.text
    with app.app_context():
        assert consultas.planes(instancia) == []


def test_el_avance_sube_con_los_reportes_y_la_evidencia_se_descarga(app, secretaria, plan, instancia):
    documento, concepto, _mecanismo = subproductos(app, plan)
    ruta = f"/mesa/subproducto/{documento.id}"
    secretaria.get(ruta)
    reporte = {
        "semestre": "2020-1",
        "texto": "Se entregó",
        "avance": "100",
        "enlace": "https://gobierno.gov.co/doc",
    }
    hecho = secretaria.post(ruta, reporte | {"archivo": [(BytesIO(b"%PDF-1.7 contenido"), "../acta.pdf")]})
    assert "va en 100 %" in hecho.texto
    archivo = next(e.get("href") for e in hecho.pagina.todos("a") if "/evidencia/" in e.get("href", ""))
    bajado = secretaria.get(archivo)
    assert (bajado.datos, bajado.tipo) == (b"%PDF-1.7 contenido", "application/octet-stream")
    assert "attachment" in bajado.cruda.headers["Content-Disposition"]
    with app.app_context():
        operaciones.reportar(ACTOR, concepto.id, DatosDeReporte(Semestre(2020, 2), "Va", 50))
        leido = consultas.plan(plan)
        antes = consultas.plan_del_semestre(instancia, Semestre(2020, 1))
        assert consultas.plan_del_semestre(instancia, Semestre(2021, 1)) is None
    assert [round(parte.avance, 1) if parte.avance is not None else None for parte in leido.componentes] == [
        75,
        None,
    ]
    assert (round(leido.avance, 1), antes.componentes[0].avance) == (50, 50)
    anular = next(f.get("action") for f in hecho.pagina.todos("form") if "/anular" in f.get("action", ""))
    assert "ya no cuenta en el avance" in secretaria.post(anular).texto
    assert secretaria.post(anular).estado == 404


REPORTES_MALOS = (
    ({"texto": " "}, "Escriba qué se hizo"),
    ({"avance": "101"}, "de 0 a 100"),
    ({"avance": "mucho"}, "mucho"),
    ({"enlace": "javascript:alert(1)"}, "no es una dirección de la web"),
    ({"archivo": (b"", "vacio.pdf")}, "está vacío"),
    ({"archivo": (b"MZ\x90\x00", "acta.pdf")}, "no se puede adjuntar"),
    ({"archivo": (b"<script>alert(1)</script>", "acta.csv")}, "no se puede adjuntar"),
    ({"archivo": (b"%PDF-1.7", "acta.docx")}, "por dentro es PDF"),
)


def test_un_reporte_que_no_se_acepta_se_explica(app, secretaria, plan):
    ruta = f"/mesa/subproducto/{subproductos(app, plan)[0].id}"
    secretaria.get(ruta)
    for malo, frase in REPORTES_MALOS:
        cambio = dict(malo)
        if "archivo" in malo:
            contenido, nombre = malo["archivo"]
            cambio["archivo"] = [(BytesIO(contenido), nombre)]
        respuesta = secretaria.post(ruta, {"semestre": "2020-1", "texto": "Se hizo", "avance": "10"} | cambio)
        assert (respuesta.estado, frase in respuesta.texto) == (400, True), cambio
    assert subproductos(app, plan)[0].reportes == ()


def test_un_archivo_de_mas_de_5_mb_no_entra(app, plan):
    grande = DatosDeReporte(
        Semestre(2020, 1), "Se hizo", 10, archivo=("grande.pdf", b"%PDF-" + b"x" * adjuntos.MAXIMO)
    )
    documento = subproductos(app, plan)[0].id
    with app.app_context(), pytest.raises(ErrorDeRegistro, match="pasa de 5 MB"):
        operaciones.reportar(ACTOR, documento, grande)


def test_corregir_el_plan_no_toca_lo_reportado_y_lo_retirado_se_conserva(app, secretaria, plan):
    documento, concepto, _mecanismo = subproductos(app, plan)
    with app.app_context():
        operaciones.reportar(ACTOR, documento.id, DatosDeReporte(Semestre(2020, 1), "Se hizo", 80))
    ruta = f"/mesa/plan/{plan}/corregir"
    formulario = secretaria.get(ruta)
    assert "1.1 Documento | Defensoría del Pueblo; Personería Distrital | 30/06/2020" in formulario.cruda.text
    quitado = secretaria.post(ruta, ESCRITO | {"estructura": "Social\n1. Alerta\n1.1 Mecanismo"})
    assert "ya tiene historia: retírelo en su página" in quitado.texto
    nuevo = PLAN.replace("1.2 Concepto", "1.2 Concepto jurídico\n2. Otro").replace(
        "Social", "Social y cultural"
    )
    assert "Concepto jurídico" in secretaria.post(ruta, ESCRITO | {"estructura": nuevo}).texto
    assert [sub.id for sub in subproductos(app, plan)][:2] == [documento.id, concepto.id]
    retirar = f"/mesa/subproducto/{documento.id}/retirar"
    secretaria.get(retirar)
    assert "Escriba por qué" in secretaria.post(retirar, {"motivo": " "}).texto
    assert "Se retiró el" in secretaria.post(retirar, {"motivo": "Lo hará otra instancia"}).texto
    sin_el = nuevo.replace("1.1 Documento | Defensoría del Pueblo; Personería Distrital | 30/06/2020\n", "")
    assert secretaria.post(ruta, ESCRITO | {"estructura": sin_el}).estado == 200
    assert "se retiró: use otro número" in secretaria.post(ruta, ESCRITO | {"estructura": nuevo}).texto
    assert subproductos(app, plan)[0].motivo_del_retiro == "Lo hará otra instancia"


def test_un_subproducto_se_corrige_con_quienes_responden(app, secretaria, plan):
    ruta = f"/mesa/subproducto/{subproductos(app, plan)[2].id}/corregir"
    pagina = secretaria.get(ruta).pagina
    opciones = [e.get("value") for e in pagina.todos("input") if e.get("name") == "entidades"]
    hecho = secretaria.post(
        ruta, {"nombre": "Mecanismo directo", "vence": "30/11/2020", "entidades": opciones[:2]}
    )
    assert "Quedó corregido" in hecho.texto
    corregido = subproductos(app, plan)[2]
    assert (corregido.nombre, corregido.vence, len(corregido.responsables)) == (
        "Mecanismo directo",
        date(2020, 11, 30),
        2,
    )


def test_lo_que_falta_publicar_se_ve_y_lo_dicho_se_guarda(instancia, secretaria):
    ruta = f"/mesa/instancia/{instancia}/publicacion?semestre=2020-1"
    assert "Normas de creación (sin dato)" in secretaria.get(ruta).texto
    datos = {
        "normas-publicada": "si",
        "normas-fecha": "10/02/2020",
        "normas-enlace": "https://gobierno.gov.co/decreto-126",
        "reglamento-publicada": "si",
        "actas-publicada": "no",
        "informe-publicada": "",
    }
    guardada = secretaria.post(ruta, datos).texto
    assert "1 de 4" in guardada
    for dicho in (
        "Reglamento interno (falta la fecha y el enlace)",
        "Actas con sus anexos (no está publicado)",
    ):
        assert dicho in guardada
    assert "1 de 4" not in secretaria.get(ruta.replace("2020-1", "2020-2")).texto
    assert (
        "1 de 4"
        not in secretaria.post(
            ruta, datos | {"normas-publicada": "", "normas-fecha": "", "normas-enlace": ""}
        ).texto
    )
    for cambio, frase in (
        ({"normas-enlace": "decreto 126"}, "no es una dirección de la web"),
        ({"normas-fecha": (hoy() + timedelta(days=1)).strftime("%d/%m/%Y")}, "todavía no llega"),
        ({"normas-publicada": "no"}, "márquelo como publicado"),
    ):
        mala = secretaria.post(ruta, datos | cambio)
        assert (mala.estado, frase in mala.texto) == (400, True)


def test_el_calendario_propone_los_dias_de_cada_semestre(instancia, secretaria):
    ruta = f"/mesa/instancia/{instancia}/calendario"
    secretaria.get(ruta)
    regla = {"ordinal": "2", "dia": "2", "cada": "1", "hora": "2:30 pm"}
    assert "El segundo miércoles de cada mes, a las 2:30 p. m." in secretaria.post(ruta, regla).texto
    pagina = secretaria.get(f"/mesa/instancia/{instancia}/programacion/2021-1").cruda.text
    assert "13/01/2021\n10/02/2021" in pagina
    assert "no es una hora" in secretaria.post(ruta, regla | {"hora": "tarde"}).texto


def test_una_entidad_que_cambia_de_nombre_conserva_el_de_antes_en_las_sesiones_de_antes(
    app, instancia, secretaria
):
    dia = date(2020, 4, 1)
    with app.app_context():
        puesto = consultas.resolver_puesto(instancia, "Defensoría del Pueblo", dia)
    ruta = f"/mesa/puesto/{puesto.id}/entidad"
    secretaria.get(ruta)
    nuevo = {"entidades": "Defensoría Nacional", "desde": "01/04/2020", "version": "1"}
    assert "Quedó guardado el cambio" in secretaria.post(ruta, nuevo).texto
    with app.app_context():
        antes = consultas.resolver_puesto(instancia, "Defensoría del Pueblo", date(2020, 3, 31))
        despues = consultas.resolver_puesto(instancia, "Defensoría Nacional", dia)
        del_semestre = consultas.puestos(instancia, date(2020, 1, 1), date(2020, 6, 30))[10]
    assert antes.id == despues.id == puesto.id
    assert (del_semestre.entidad, del_semestre.antes) == (
        "Defensoría Nacional",
        (("Defensoría del Pueblo", date(2020, 3, 31)),),
    )
    assert "ya cambió el 1 de abril de 2020" in secretaria.post(ruta, nuevo | {"version": "2"}).texto
    corregido = {"entidades": "Defensoría de Colombia", "nombre": "Delegada(o)", "rol": "IP", "orden": "11"}
    corregido["version"] = "2"
    secretaria.post(f"/mesa/puesto/{puesto.id}", corregido)
    with app.app_context():
        assert consultas.puesto(puesto.id, date(2020, 3, 31)).entidad == "Defensoría del Pueblo"
        assert consultas.puesto(puesto.id, dia).entidad == "Defensoría de Colombia"
