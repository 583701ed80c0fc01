"""Un formulario dice qué pide, qué falta y dónde, y conserva lo que se escribió."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import fields
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from registro.errores import ErrorDeRegistro
from registro.web.controles import Formulario, senalar

TODO = """{% from "macros/formulario.html" import campo, resumen_errores, csrf %}
{{ resumen_errores(f) }}<form method="post">{{ csrf() }}{% for c in f %}{{ campo(c) }}{% endfor %}</form>"""


class DePrueba(Formulario):
    titulo = fields.StringField(
        "Título", [InputRequired("Escriba el título."), Length(max=9)], description="Corto."
    )
    fecha = fields.DateField("Fecha", [Optional()])
    cuantas = fields.IntegerField("Asistentes", [Optional()])
    lugar = fields.SelectField("Lugar", choices=[SelectChoice("a", "Alameda"), SelectChoice("b", "Bosa")])
    modo = fields.RadioField(
        "Modalidad", choices=[SelectChoice("p", "Presencial"), SelectChoice("v", "Virtual")]
    )
    hubo = fields.SelectMultipleField(
        "Servicios", choices=[SelectChoice("s", "Salud"), SelectChoice("e", "Empleo")]
    )
    nota = fields.TextAreaField("Nota")
    si = fields.BooleanField("Autoriza")
    acta = fields.FileField("Acta")
    clave = fields.PasswordField("Clave")
    oculto = fields.HiddenField()


def con(**datos) -> DePrueba:
    return DePrueba(MultiDict(datos))


def control(pagina, nombre):
    return next(e for e in pagina.todos("input", "select", "textarea") if e.get("name") == nombre)


def test_todas_las_formas_de_casilla_quedan_bien_escritas(dibujar):
    assert dibujar(TODO, f=con(lugar="b", modo="v", hubo="s")).avisos() == []


def test_con_errores_tambien_queda_bien_escrito_y_cada_enlace_llega_a_su_casilla(dibujar):
    formulario = con(titulo="", cuantas="muchas")
    assert not formulario.validate()
    pagina = dibujar(TODO, f=formulario)
    assert pagina.avisos() == []
    destinos = {a.get("href") for a in pagina.todos("a")}
    assert destinos == {"#titulo", "#cuantas", "#lugar", "#modo-0"}
    assert "Hay algo por corregir" in pagina.visible


def test_la_casilla_con_error_lo_dice_y_conserva_lo_escrito(dibujar):
    formulario = con(titulo="Demasiado largo")
    formulario.validate()
    titulo = control(dibujar(TODO, f=formulario), "titulo")
    assert titulo.get("value") == "Demasiado largo"
    assert titulo.get("aria-invalid") == "true"
    assert titulo.get("aria-describedby") == "titulo-ayuda titulo-error"


def test_una_casilla_sin_error_ni_ayuda_no_promete_descripcion(dibujar):
    lugar = control(dibujar(TODO, f=con(lugar="b")), "lugar")
    assert lugar.get("aria-describedby") is None
    assert lugar.get("aria-invalid") is None


@pytest.mark.parametrize(
    "nombre, atributo, valor",
    [
        ("titulo", "required", None),
        ("titulo", "maxlength", None),
        ("titulo", "autocomplete", "off"),
        ("fecha", "type", "text"),
        ("cuantas", "inputmode", "numeric"),
        ("cuantas", "type", "text"),
        ("clave", "autocomplete", "current-password"),
        ("acta", "type", "file"),
    ],
)
def test_el_navegador_no_corta_ni_traduce_por_su_cuenta(dibujar, nombre, atributo, valor):
    assert control(dibujar(TODO, f=con()), nombre).get(atributo) == valor


def test_lo_marcado_sigue_marcado(dibujar):
    pagina = dibujar(TODO, f=con(modo="v", hubo="e"))
    marcados = [e.get("value") for e in pagina.todos("input") if e.get("checked") is not None]
    assert marcados == ["v", "e"]


def test_lo_opcional_se_dice(dibujar):
    visible = dibujar(TODO, f=con()).visible
    assert "Asistentes (opcional)" in visible
    assert "Título (opcional)" not in visible


def test_el_error_de_una_operacion_se_senala_en_su_casilla(dibujar):
    formulario = con(titulo="Feria")
    senalar(formulario, ErrorDeRegistro("Ese título ya está.", "titulo"))
    pagina = dibujar(TODO, f=formulario)
    assert [a.get("href") for a in pagina.todos("a")] == ["#titulo"]
    assert pagina.visible.count("Ese título ya está.") == 2


def test_el_error_sin_casilla_queda_arriba(dibujar):
    formulario = con(titulo="Feria")
    senalar(formulario, ErrorDeRegistro("Otra persona la cambió."))
    senalar(formulario, ErrorDeRegistro("No hay tal casilla.", "inexistente"))
    pagina = dibujar(TODO, f=formulario)
    assert pagina.todos("a") == []
    assert "Otra persona la cambió. No hay tal casilla." in pagina.visible
