"""Las preguntas opcionales y sus valores, con los mismos rótulos en todas partes. Puro.

Cada valor se guarda tal como se lee. Quien no responde no deja fila: en las tablas es «sin información».
"""

from __future__ import annotations

from dataclasses import dataclass

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, clave, unir

SIN_INFORMACION = "sin información"
_SI_O_NO = ("sí", "no", SIN_INFORMACION)


@dataclass(frozen=True, slots=True)
class Pregunta:
    """Una pregunta opcional: cómo se guarda, cómo se pregunta y qué se puede responder."""

    clave: str
    rotulo: str
    frase: str
    valores: tuple[str, ...]

    @property
    def ofrecidos(self) -> tuple[str, ...]:
        """Los valores que se muestran para elegir; dejarla sin responder es «sin información»."""
        return self.valores[:-1]


PREGUNTAS: dict[str, Pregunta] = {
    pregunta.clave: pregunta
    for pregunta in (
        Pregunta(
            "rango_edad", "Rango de edad", "¿Qué edad tiene?", ("18-28", "29-59", "60+", SIN_INFORMACION)
        ),
        Pregunta(
            "genero",
            "Género",
            "¿Cómo se identifica?",
            ("mujer", "hombre", "mujer trans", "hombre trans", "no binario", "otro", SIN_INFORMACION),
        ),
        Pregunta("pertenencia_etnica", "Pertenencia étnica", "¿Pertenece a un grupo étnico?", _SI_O_NO),
        Pregunta("discapacidad", "Discapacidad", "¿Tiene alguna discapacidad?", _SI_O_NO),
        Pregunta(
            "victima_del_conflicto",
            "Víctima del conflicto",
            "¿Es víctima del conflicto armado?",
            _SI_O_NO,
        ),
        Pregunta("migrante", "Migrante", "¿Es migrante?", _SI_O_NO),
        Pregunta("lgbtiq", "LGBTIQ+", "¿Hace parte de los sectores LGBTIQ+?", _SI_O_NO),
        Pregunta("habitante_de_calle", "Habitante de calle", "¿Habita en la calle?", _SI_O_NO),
    )
}


def leer_respuesta(pregunta: str, texto: str, campo: str | None = None) -> str:
    """El valor tal como se guarda, aunque se haya escrito sin tildes o en mayúscula.

    :raises ErrorDeRegistro: la pregunta no existe, o lo escrito no es ninguno de sus valores.
    """
    if pregunta not in PREGUNTAS:
        raise ErrorDeRegistro(f"«{abreviar(pregunta)}» no es una pregunta del registro. No se guardó.", campo)
    valores = PREGUNTAS[pregunta].valores
    buscada = _llana(texto)
    for valor in valores:
        if _llana(valor) == buscada:
            return valor
    raise ErrorDeRegistro(
        f"«{abreviar(texto)}» no es una respuesta de «{PREGUNTAS[pregunta].rotulo}». "
        f"Las respuestas son: {unir(valores)}. No se guardó.",
        campo or pregunta,
    )


def _llana(texto: str) -> str:
    """Sin tildes, y con el guion que cada quien usa entre las edades."""
    return clave(texto).replace("–", "-").replace("—", "-").replace(" - ", "-").replace(" a ", "-")
