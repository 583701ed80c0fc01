"""De una cifra se dice cuántas asistencias son de quien no autorizó, aunque alguien resultara ser otra."""

from sqlalchemy import select

from registro.extensiones import ahora_utc, db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, TextoDeConsentimiento
from tests.fabricas.tablas import asistir, crear_actividad, crear_persona, crear_tarjeta


def autorizar(tarjeta, *, revocado=False):
    texto = db.session.scalars(select(TextoDeConsentimiento).filter_by(finalidad=REPORTES)).first()
    dado = {"finalidad": REPORTES, "texto_id": texto.id, "medio": "verbal", "dado_en": ahora_utc()}
    revocado_en = ahora_utc() if revocado else None
    db.session.add(Consentimiento(persona_id=tarjeta.persona_id, revocado_en=revocado_en, **dado))


def test_cuenta_las_de_quien_no_autorizo_siguiendo_a_la_que_resulto_ser(contexto):
    jornada = crear_actividad("jornada", "2023-03-13", lugar="Alameda", localidad="03")
    dijo_si, dijo_no, se_arrepintio = crear_persona(), crear_persona(), crear_persona()
    misma_que_si, misma_que_no = crear_persona(dijo_si.persona_id), crear_persona(dijo_no.persona_id)
    otra_que_si = crear_persona()
    fundida_en_otra_que_si = crear_persona(otra_que_si.persona_id)
    autorizar(dijo_si)
    autorizar(se_arrepintio, revocado=True)
    autorizar(fundida_en_otra_que_si)
    for tarjeta in (dijo_si, misma_que_si, otra_que_si, fundida_en_otra_que_si, crear_tarjeta(), None):
        asistir(jornada, tarjeta)
    assert asistencias_sin_autorizar(Alcance(), ("jornada",)) == 0
    for tarjeta in (dijo_no, misma_que_no, se_arrepintio):
        asistir(jornada, tarjeta)
    asistir(jornada, crear_persona(), anulada=True)
    assert asistencias_sin_autorizar(Alcance(), ("jornada",)) == 3
    assert asistencias_sin_autorizar(Alcance(), ("mebog",)) == 0


def test_las_tablas_de_jornadas_actividades_y_encuentros_lo_dicen_en_cada_formato(contexto, terminal, como):
    for tipo, otros in (("jornada", {}), ("encuentro", {"categoria": "asamblea", "unidad": "u"})):
        hecha = crear_actividad(tipo, "2023-03-13", lugar="Alameda", localidad="03", declaradas=30, **otros)
        for _ in range(6):
            asistir(hecha, crear_persona())
    nota = "Asistencias de personas que no autorizaron usar sus respuestas en reportes: 6. Se cuentan"
    for nombre in ("jornadas", "encuentros"):
        dicha = terminal("tabla", nombre, "--formato", "csv")
        assert f"Nota: {nota}" in dicha.stderr
        assert nota not in dicha.stdout
        publica = terminal("tabla", nombre, "--publica", "--formato", "json").stderr
        assert "en reportes: por lo menos 5. Se cuentan" in publica
    assert nota.replace(" 6.", " 12.") in terminal("tabla", "actividades").stdout
    analista = como("analista")
    assert nota in analista.get("/tablas/jornadas").texto
    analista.post("/cuenta/proposito", {"para": "otro", "otro": "Para la revisión"})
    for formato in ("csv", "json"):
        assert nota in analista.get(f"/tablas/jornadas?formato={formato}").datos.decode()


def test_los_registros_de_una_categoria_dicen_solo_las_de_esa_categoria(contexto, como):
    for categoria in ("asamblea", "cine"):
        hecha = crear_actividad(
            "encuentro", "2023-03-13", lugar="Alameda", localidad="03", categoria=categoria, unidad="u"
        )
        asistir(hecha, crear_persona())
    ruta = "/tablas/encuentros/registros?vigencia=2023&f.medida=asistencias&f.categoria=cine"
    assert "que no autorizaron usar sus respuestas en reportes: 1." in como("analista").get(ruta).texto
