"""Cómo se le dice cada veredicto a quien lee tarjetas: forma, palabra y una frase sobre qué hacer."""

from __future__ import annotations

from datetime import datetime

from registro.asistencia.reglas import Estado, Motivo
from registro.fechas import hora
from registro.numeros import escribir

REGISTRADA, YA_ESTABA, EN_REVISION = "registrada", "ya_estaba", "en_revision"
NO_ES_TARJETA, ESPERA = "no_es_tarjeta", "espera"

_CLASES = {
    Estado.ACEPTADA: REGISTRADA,
    Estado.REPETIDA: YA_ESTABA,
    Estado.EN_REVISION: EN_REVISION,
    Estado.RECHAZADA: NO_ES_TARJETA,
}
_PALABRAS = {
    Estado.ACEPTADA: "Registrada",
    Estado.REPETIDA: "Ya estaba",
    Estado.EN_REVISION: "Guardada para revisar",
    Estado.RECHAZADA: "No es una tarjeta",
}
_OTRAS_PALABRAS = {
    Motivo.CODIGO_TRUNCADO: "Código incompleto",
    Motivo.CODIGO_MAL_LEIDO: "No se leyó bien",
}
_FRASES = {
    Motivo.NINGUNO: "Puede seguir con la siguiente.",
    Motivo.TARJETA_NUEVA: "Tarjeta nueva. Puede entregarla.",
    Motivo.YA_ESTABA: "No se cuenta dos veces. Puede seguir con la siguiente.",
    Motivo.TARJETA_DESCONOCIDA: "La tarjeta no está en la lista. Su asistencia ya cuenta; puede seguir.",
    Motivo.TARJETA_REVOCADA: "Esta tarjeta se retiró. Entréguele una nueva y léala.",
    Motivo.TARJETA_REEMPLAZADA: "Esta tarjeta se cambió por otra. Pídale la nueva o súmela sin tarjeta.",
    Motivo.ACTIVIDAD_DESCONOCIDA: "No se sabe de qué actividad es. La secretaría lo revisará.",
    Motivo.ACTIVIDAD_SIN_ABRIR: "La actividad todavía no se ha abierto. Ábrala para que cuente.",
    Motivo.ACTIVIDAD_CERRADA: "La actividad ya se cerró. La secretaría decidirá si cuenta.",
    Motivo.ACTIVIDAD_ANULADA: "La actividad se anuló. La secretaría decidirá dónde cuenta.",
    Motivo.NO_RECIBE_TARJETAS: "Aquí no se leen tarjetas de personas. Revise en qué actividad está.",
    Motivo.FECHA_IMPOSIBLE: "La fecha de la lectura no es posible. Revise el reloj del equipo.",
    Motivo.OTRO_CONTENIDO: "Llegó dos veces con datos distintos. La secretaría lo revisará.",
    Motivo.CODIGO_TRUNCADO: "Faltan caracteres. Léala otra vez, o escriba el código.",
    Motivo.CODIGO_AJENO: "Lo leído es de otra cosa. Busque la tarjeta, o súmela sin tarjeta.",
    Motivo.CODIGO_MAL_LEIDO: "Algún carácter no coincide. Léala otra vez, o compare lo escrito.",
    Motivo.CANTIDAD_IMPOSIBLE: "Esa cantidad no puede ser. Escríbala otra vez.",
    Motivo.ILEGIBLE: "No se entendió la lectura. Léala otra vez.",
}


def clase_de(estado: Estado) -> str:
    """La forma y el color del veredicto."""
    return _CLASES[estado]


def palabra_de(estado: Estado, motivo: Motivo, antes: datetime | None) -> str:
    """La palabra grande: «Registrada» o «Ya estaba, 8:42 p. m.», por ejemplo."""
    if estado is Estado.REPETIDA and antes is not None:
        return f"Ya estaba, {hora(antes)}"
    return _OTRAS_PALABRAS.get(motivo, _PALABRAS[estado])


def frase_de(motivo: Motivo) -> str:
    """Qué pasó y qué hacer ahora."""
    return _FRASES[motivo]


def palabra_de_suma(cantidad: int) -> str:
    """«Sumada» o «Sumadas 4»: personas sin tarjeta."""
    return "Sumada" if cantidad == 1 else f"Sumadas {escribir(cantidad)}"
