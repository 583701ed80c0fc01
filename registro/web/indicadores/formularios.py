"""Los formularios con que se define un producto y se escribe su regla."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from registro.indicadores import versiones
from registro.indicadores.semaforo import FORMAS, Color
from registro.indicadores.versiones import Definicion
from registro.numeros import leer_natural
from registro.web.controles import CampoDia, CampoEntero, CampoExacto, Formulario, HaceFalta

FUERA_DE_LISTA = "Elija una opción de la lista."
META = "anual_"
FILTRO = "filtro_"
RENGLONES = range(1, len(Color) + 1)
SIN_SEMAFORO = ("", "Las que rijan en la vigencia")


def _lista(rotulo: str, opciones: dict[str, str], ayuda: str = "") -> SelectField:
    elegibles = [SelectChoice(clave, nombre[:1].upper() + nombre[1:]) for clave, nombre in opciones.items()]
    return SelectField(rotulo, choices=elegibles, description=ayuda, invalid_choice_message=FUERA_DE_LISTA)


def _propio(escrito: str | int) -> int:
    """El identificador elegido; lo que no lo parece es el de ninguno."""
    return leer_natural(escrito) or 0


class PorActo(Formulario):
    """Todo cambio de una definición dice qué acto lo trae y desde cuándo rige."""

    acto = StringField(
        "Acto que trae el cambio",
        [HaceFalta("Escriba el acto que trae el cambio."), Length(max=300)],
        description="Por ejemplo, Acta 4 de 2024 del comité sectorial.",
    )
    desde = CampoDia(
        "Rige desde",
        [HaceFalta("Escriba desde qué día rige.")],
        description="Las cifras de cortes anteriores a ese día siguen con la definición que tenían.",
    )
    vista = HiddenField()


class FormularioDeDefinicion(PorActo):
    """Los atributos de un producto; sus metas van aparte, una por vigencia."""

    nombre = TextAreaField("Nombre", [HaceFalta("Escriba cómo se llama el producto."), Length(max=1000)])
    sector_id = SelectField("Sector", coerce=_propio, choices=[])
    responsable = StringField("Entidad responsable", [Optional(), Length(max=200)])
    corresponsables = StringField(
        "Entidades corresponsables",
        [Optional(), Length(max=500)],
        description="Si son varias, separadas con «;».",
    )
    unidad = _lista("Unidad", versiones.UNIDADES)
    anualizacion = _lista("Tipo de anualización", versiones.ANUALIZACIONES)
    anualizacion_origen = _lista("De dónde sale el tipo", versiones.ORIGENES)
    periodicidad = _lista("Periodicidad", versiones.PERIODICIDADES)
    estado = _lista("Estado", versiones.ESTADOS)
    vigencia_inicial = CampoEntero("Primera vigencia", [Optional()])
    vigencia_final = CampoEntero(
        "Última vigencia", [Optional()], description="En un producto cumplido, el año en que se cumplió."
    )
    linea_base = CampoExacto("Línea base", [Optional()], description="Un decreciente no se mide sin ella.")
    meta_final = CampoExacto("Meta final", [Optional()])
    meta_final_origen = _lista("De dónde sale la meta final", versiones.ORIGENES)
    fuente_oficial = _lista("Fuente oficial", versiones.FUENTES_OFICIALES)
    semaforo = _lista("Reglas de semáforo", {})


class FormularioDeSemaforo(PorActo):
    """Unas reglas de semáforo; sus rangos van aparte, de menor a mayor."""

    nombre = StringField(
        "Cómo se llaman",
        [HaceFalta("Escriba cómo se llaman estas reglas."), Length(max=80)],
        description="Por ejemplo, PPASP 2027.",
    )
    desde = CampoDia(
        "Rigen desde",
        [Optional()],
        description="Vacío, no rigen para todos: sólo donde alguien las elige.",
    )
    sobre = _lista(
        "De qué se saca el porcentaje de cada color",
        {"todos": "De todos los productos", "con_meta": "De los que tienen meta en la vigencia"},
    )
    justifica = BooleanField("Todo color que no sea verde pide una justificación")
    corte = _lista("En qué corte se prueban", {})


def de_semaforo(cortes: Sequence[tuple[str, str]]) -> type[FormularioDeSemaforo]:
    """El formulario con sus renglones de color y los cortes en que se pueden probar."""
    colores = [
        SelectChoice("", "Sin usar"),
        *(SelectChoice(c.value, f"{FORMAS[c]} {c.value}") for c in Color),
    ]
    campos: dict[str, Any] = {"corte": _lista("En qué corte se prueban", dict(cortes))}
    for lugar in RENGLONES:
        campos |= {
            f"color_{lugar}": SelectField("Color", choices=colores, invalid_choice_message=FUERA_DE_LISTA),
            f"hasta_{lugar}": CampoExacto("Hasta %"),
            f"incluye_{lugar}": _lista("Ese tope es", {"si": "De este color", "no": "Del que sigue"}),
        }
    return type("FormularioDeReglasDeSemaforo", (FormularioDeSemaforo,), campos)


def de_definicion(
    definicion: Definicion, rangos: Sequence[tuple[str, str]], sectores: Sequence[tuple[int, str]]
) -> type[FormularioDeDefinicion]:
    """El formulario con una casilla de meta por cada vigencia del producto."""
    campos: dict[str, Any] = {
        f"{META}{anual}": CampoExacto(f"Meta de {anual}", [Optional()]) for anual in _vigencias(definicion)
    }
    campos["semaforo"] = _lista("Reglas de semáforo", dict([SIN_SEMAFORO, *rangos]))
    campos["sector_id"] = SelectField(
        "Sector",
        coerce=_propio,
        choices=[SelectChoice(propio, nombre) for propio, nombre in sectores],
        description="Los cortes anteriores a este acto siguen contándolo en el que tenía.",
        invalid_choice_message=FUERA_DE_LISTA,
    )
    return type("FormularioDeProducto", (FormularioDeDefinicion,), campos)


def _vigencias(definicion: Definicion) -> range:
    """De la que sigue al último saldo a la última del plan."""
    saldos = [t.hasta for t in definicion.metas if t.desde != t.hasta]
    sueltas = [t.hasta for t in definicion.metas if t.desde == t.hasta]
    primera = max(saldos) + 1 if saldos else definicion.vigencia_inicial or min(sueltas, default=2020)
    ultima = max([definicion.vigencia_final or primera, *sueltas])
    return range(primera, ultima + 1)


def de_regla(
    filtros: Sequence[tuple[str, str, dict[str, str]]], medidas: Sequence[tuple[str, str]]
) -> type[PorActo]:
    """El formulario de una regla: ``filtros`` son (nombre, etiqueta, valores); sin valores, se escribe."""
    campos: dict[str, Any] = {
        "medida": _lista("Qué se mide", dict(medidas)),
        "fuente_oficial": _lista("Fuente oficial", versiones.FUENTES_OFICIALES),
    }
    for nombre, etiqueta, valores in filtros:
        campos[f"{FILTRO}{nombre}"] = (
            SelectMultipleField(
                etiqueta,
                choices=[SelectChoice(*uno) for uno in valores.items()],
                validate_choice=False,
                description="Sin marcar ninguna, entran todas.",
            )
            if valores
            else StringField(
                etiqueta,
                [Length(max=300)],
                description="Como está en los registros; varias, separadas por «;»",
            )
        )
    return type("FormularioDeRegla", (PorActo,), campos)
