"""Una persona pide lo suyo: se le entrega, se corrige, se borra sin mover ninguna cuenta."""

import io
import re
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, text

from registro.asistencia.ciudadana import Asistencia, Prestacion
from registro.asistencia.operaciones import autorizar_reportes, recibir_lote, responder
from registro.catalogos.modelo import Entidad
from registro.derechos import operaciones
from registro.derechos.modelo import Lapida
from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, db, transaccion
from registro.fechas import Fecha, hoy
from registro.indicadores.reportes.modelo import CorteCerrado
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.seguridad.cifrado import huella
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.tablas import atender
from tests.navegacion.cliente import Cliente

SECRETO = "la luna de octubre"


@pytest.fixture
def historia(app):
    """Dos personas en tres jornadas, dos de este año y una del pasado; la primera respondió y autorizó."""
    with app.app_context():
        ella, otra = crear_tarjetas(2)
        pasada = Fecha(hoy().replace(year=hoy().year - 1, day=1))
        jornadas = [crear_actividad(), crear_actividad(lugar="Mariposa"), crear_actividad(fecha=pasada)]
        lecturas = [crear_lectura(jornada, ella) for jornada in jornadas]
        recibir_lote(ACTOR, [*lecturas, crear_lectura(jornadas[0], otra)])
        autorizar_reportes(ACTOR, UUID(lecturas[0]["id"]))
        responder(ACTOR, UUID(lecturas[0]["id"]), {"genero": "mujer trans"})
    return ella, otra


def recibir(como, clase, codigo="", pide="Que me digan"):
    """La dirección de la solicitud que se recibe en pantalla."""
    casa = como("casa")
    respuesta = casa.post("/derechos/nueva", {"clase": clase, "pide": pide, "codigo": codigo})
    assert "quedó recibida" in respuesta.texto, respuesta.texto
    return casa, respuesta.ruta


def cuentas(app):
    """Asistencias y personas distintas de cada vigencia."""
    with app.app_context():
        filas = db.session.execute(
            text(
                "SELECT substr(cast(a.fecha as text), 1, 4), sum(s.cantidad), count(DISTINCT c.persona_id)"
                " FROM asistencia s JOIN actividad a ON a.id = s.actividad_id"
                " LEFT JOIN credencial c ON c.id = s.credencial_id GROUP BY 1 ORDER BY 1"
            )
        ).all()
        return [tuple(fila) for fila in filas]


def test_recibe_todo_lo_que_hay_de_ella_en_palabras_y_queda_anotado(como, historia):
    casa, ruta = recibir(como, "consulta", historia[0])
    assert "Faltan 10 días hábiles" in casa.get("/derechos").texto
    leido = casa.get(f"{ruta}/expediente").texto
    for dicho in ("Género: mujer trans", "Usar sus respuestas en reportes: sí", "Mariposa", "Jornada"):
        assert dicho in leido
    assert historia[0] not in leido
    pdf = casa.get(f"{ruta}/expediente?formato=pdf")
    entregado = PdfReader(io.BytesIO(pdf.datos))
    assert "mujer trans" in "".join(p.extract_text() for p in entregado.pages)
    for dicho in ("Serie: E-", "Propósito: Entregárselo a su titular", "Borrar el: "):
        assert dicho in entregado.metadata["/Subject"]
    assert "Expediente de la solicitud 1 pdf" in como("auditoria").get("/bitacora/salidas").texto
    assert "quedó respondida" in casa.post(f"{ruta}/responder", {"respuesta": "Se le entregó"}).texto
    auditora = como("auditoria")
    assert "derechos.expediente" in auditora.get("/bitacora?q=derechos.expediente").cruda.text
    de_ella, de_otra = (auditora.post("/bitacora/codigo", {"codigo": una}).texto for una in historia)
    for dicho in ("Radicó una solicitud de datos", "Abrió un expediente de datos"):
        assert dicho in de_ella
        assert dicho not in de_otra


def test_solo_la_casa_las_atiende_y_nada_se_muestra_sin_tarjeta(como):
    for rol in ("secretaria", "analista", "administracion", "auditoria", "campo", "enlace"):
        assert como(rol).get("/derechos").estado == 403
    casa, ruta = recibir(como, "supresion")
    assert "sin tarjeta" in casa.get(ruta).texto
    assert "no hay cómo saber" in casa.post(f"{ruta}/suprimir").texto


def test_un_reclamo_avisa_se_prorroga_una_vez_y_se_niega_con_su_razon(como, historia):
    casa, ruta = recibir(como, "queja", historia[0])
    assert "reclamo en trámite" in casa.post(f"{ruta}/tramite").texto
    assert "más tiempo" in casa.post(f"{ruta}/prorroga", {"respuesta": " "}).texto
    assert "se prorrogó" in casa.post(f"{ruta}/prorroga", {"respuesta": "Falta un dato"}).texto
    assert "no permite otra" in casa.post(f"{ruta}/prorroga", {"respuesta": "Otra vez"}).texto
    assert "negada" in casa.post(f"{ruta}/negar", {"respuesta": "No fue aquí"}).texto
    assert casa.post(f"{ruta}/responder", {"respuesta": "Sí"}).estado == 400


def test_corregir_releva_lo_anterior_y_responde(app, como, historia):
    casa, ruta = recibir(como, "correccion", historia[0])
    assert "Ninguna respuesta cambió" in casa.post(f"{ruta}/corregir", {"genero": "dejar"}).texto
    assert "corregidas" in casa.post(f"{ruta}/corregir", {"genero": "mujer"}).texto
    with app.app_context():
        vigentes = select(Respuesta).where(Respuesta.reemplazada_en.is_(None))
        assert [r.valor for r in db.session.scalars(vigentes)] == ["mujer"]


def test_lo_que_recibe_dice_tambien_que_se_hizo_en_que_quedo_y_que_ha_pedido(app, como, historia):
    casa, ruta = recibir(como, "consulta", historia[0], pide="Lo de la tutela")
    with app.app_context():
        suya = db.session.scalars(select(Asistencia).order_by(Asistencia.id)).first()
        entidad = db.session.scalars(select(Entidad).order_by(Entidad.id)).first()
        db.session.add(
            Prestacion(
                asistencia_id=suya.id,
                clase="remision",
                entidad_id=entidad.id,
                resultado="no_efectiva",
                registrada_en=ahora_utc(),
                registrada_por="campo",
            )
        )
        atender(suya, "juridica", gestiones=[("actuacion", "tutela")])
    leido = casa.get(f"{ruta}/expediente").texto
    for dicho in ("No efectiva", "Presencial", "Lo que se hizo", "Tutela", "«Lo de la tutela»"):
        assert dicho in leido, dicho


def test_borrarla_no_mueve_ninguna_cuenta_y_no_deja_nada_de_ella(app, como, historia):
    antes = cuentas(app)
    casa, anterior = recibir(como, "consulta", historia[0], pide="Soy la de la esquina")
    casa.post(f"{anterior}/prorroga", {"respuesta": "Falta hablar con la de la esquina"})
    casa.post(f"{anterior}/responder", {"respuesta": "Sí, la de la esquina"})
    with app.app_context(), transaccion() as sesion:
        for una in sesion.scalars(select(Asistencia)):
            una.motivo = "La de la esquina no vino"  # como queda al anular
    casa, ruta = recibir(como, "supresion", historia[0], pide="Soy la de la esquina, bórrenme")
    assert "No se puede deshacer" in casa.get(f"{ruta}/suprimir").texto
    assert "se borraron" in casa.post(f"{ruta}/suprimir").texto
    assert cuentas(app) == antes
    with app.app_context():
        for modelo in (Respuesta, Consentimiento):
            assert db.session.scalar(select(func.count()).select_from(modelo)) == 0
        assert (
            db.session.scalar(select(Credencial).where(Credencial.huella == huella(f"tarjeta:{historia[0]}")))
            is None
        )
        assert db.session.scalar(select(func.count()).select_from(Lapida)) == 2
        personas = set(db.session.scalars(select(Lapida.persona_id)))
        assert len(personas) == 2  # una por vigencia: nada las une
        motivos = sorted(db.session.scalars(select(Asistencia.motivo)))
        assert motivos == ["", "", "", "La de la esquina no vino"]  # la otra sigue como estaba
    assert "esquina" not in casa.get(ruta).texto + casa.get(anterior).texto


def test_cerrada_la_vigencia_se_olvida_hasta_la_lapida(app, como, historia):
    casa, ruta = recibir(como, "supresion", historia[0])
    casa.post(f"{ruta}/suprimir")
    vigencia = hoy().year - 1
    with app.app_context():
        with pytest.raises(EnConflicto, match="sigue abierta"):
            operaciones.olvidar_vigencia(ACTOR, vigencia)
        with transaccion() as sesion:
            sesion.add(
                CorteCerrado(
                    vigencia=vigencia, trimestre=4, cerrado_en=ahora_utc(), cerrado_por="x", huella="0" * 64
                )
            )
    antes = cuentas(app)
    assert f"La vigencia {vigencia} ya cerró" in casa.get("/derechos").texto
    assert "ya no queda nada" in casa.post(f"/derechos/olvidar/{vigencia}").texto
    assert [(v, total) for v, total, _ in cuentas(app)] == [(v, total) for v, total, _ in antes]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Lapida)) == 1
        assert db.session.scalar(select(func.count()).select_from(Asistencia)) == 4
        assert db.session.scalar(select(func.count()).select_from(Persona)) == 2


def test_con_su_tarjeta_y_su_secreto_pide_desde_su_telefono_y_con_la_tarjeta_sola_no(app, como, historia):
    ella, otra = historia
    casa = como("casa")
    assert "8 caracteres" in casa.post("/derechos/secreto", {"codigo": ella, "secreto": "corto"}).texto
    assert "quedó guardado" in casa.post("/derechos/secreto", {"codigo": ella, "secreto": SECRETO}).texto
    pedido = {"codigo": ella, "secreto": SECRETO, "clase": "consulta", "pide": "¿Qué saben de mí?"}
    telefono = Cliente(app)
    frases = {
        re.sub(r"\s+", " ", telefono.post("/datos", pedido | malo).texto)
        for malo in ({"secreto": "otra cosa"}, {"codigo": otra}, {"codigo": otra, "secreto": ""})
        if malo.get("secreto") != ""
    }
    assert all("no coinciden" in frase for frase in frases)
    recibida = telefono.post("/datos", pedido)
    assert "Solicitud recibida" in recibida.texto
    assert "Mariposa" not in recibida.texto
    assert "con su tarjeta y su secreto" in casa.get("/derechos/" + _primera(casa)).texto


def test_adivinar_el_secreto_hace_esperar(app, como, historia):
    telefono = Cliente(app)
    pedido = {"codigo": historia[0], "secreto": "adivinando", "clase": "consulta", "pide": "x"}
    dichos = [telefono.post("/datos", pedido).texto for _ in range(7)]
    assert "no coinciden" in dichos[0]
    assert "varios intentos" in dichos[-1]


def test_la_terminal_recuerda_lo_que_vence_sin_decir_de_quien(como, terminal, historia):
    recibir(como, "supresion", historia[0], pide="Cuento mi vida")
    dicho = terminal("derechos", "pendientes").stdout
    assert "Borrar sus datos. Faltan 15 días hábiles" in dicho
    assert "vida" not in dicho


def _primera(casa):
    return re.search(r"/derechos/([0-9a-f-]{36})", casa.get("/derechos").cruda.text)[1]
