"""Qué se puede decidir sobre cada lectura que espera en la bandeja, dicho en palabras de quien decide."""

from __future__ import annotations

from enum import StrEnum

from registro.asistencia.reglas import Motivo


class Salida(StrEnum):
    """Lo que la secretaría decide sobre una lectura."""

    ACEPTAR = "aceptar"
    UNIR = "unir"
    SUELTA = "suelta"
    DESCARTAR = "descartar"
    IGUAL = "igual"
    REINTENTAR = "reintentar"


_CON_TARJETA = (Salida.ACEPTAR, Salida.SUELTA, Salida.DESCARTAR)
_SIN_LEER = (Salida.UNIR, Salida.SUELTA, Salida.DESCARTAR)

SALIDAS: dict[Motivo, tuple[Salida, ...]] = {
    Motivo.TARJETA_DESCONOCIDA: (Salida.UNIR, Salida.SUELTA, Salida.DESCARTAR),
    Motivo.TARJETA_REVOCADA: (Salida.ACEPTAR, Salida.UNIR, Salida.SUELTA, Salida.DESCARTAR),
    Motivo.TARJETA_REEMPLAZADA: (Salida.ACEPTAR, Salida.UNIR, Salida.SUELTA, Salida.DESCARTAR),
    Motivo.ACTIVIDAD_DESCONOCIDA: _CON_TARJETA,
    Motivo.ACTIVIDAD_SIN_ABRIR: _CON_TARJETA,
    Motivo.ACTIVIDAD_CERRADA: _CON_TARJETA,
    Motivo.ACTIVIDAD_ANULADA: _CON_TARJETA,
    Motivo.NO_RECIBE_TARJETAS: _CON_TARJETA,
    Motivo.FECHA_IMPOSIBLE: _CON_TARJETA,
    Motivo.OTRO_CONTENIDO: _CON_TARJETA,
    Motivo.CODIGO_TRUNCADO: _SIN_LEER,
    Motivo.CODIGO_AJENO: _SIN_LEER,
    Motivo.CODIGO_MAL_LEIDO: _SIN_LEER,
    Motivo.CANTIDAD_IMPOSIBLE: (Salida.SUELTA, Salida.DESCARTAR),
    Motivo.ILEGIBLE: _SIN_LEER,
    Motivo.OTRA_TABLETA: (Salida.IGUAL, Salida.SUELTA),
    Motivo.NO_SE_ABRE: (Salida.REINTENTAR, Salida.DESCARTAR),
}

ROTULOS: dict[Motivo, str] = {
    Motivo.TARJETA_DESCONOCIDA: "Tarjeta que no está en la lista",
    Motivo.TARJETA_REVOCADA: "Tarjeta retirada",
    Motivo.TARJETA_REEMPLAZADA: "Tarjeta que se cambió por otra",
    Motivo.ACTIVIDAD_DESCONOCIDA: "Actividad que no existe",
    Motivo.ACTIVIDAD_SIN_ABRIR: "Actividad sin abrir",
    Motivo.ACTIVIDAD_CERRADA: "Actividad ya cerrada",
    Motivo.ACTIVIDAD_ANULADA: "Actividad anulada",
    Motivo.NO_RECIBE_TARJETAS: "Actividad que no recibe tarjetas",
    Motivo.FECHA_IMPOSIBLE: "Fecha imposible",
    Motivo.OTRO_CONTENIDO: "Llegó dos veces con datos distintos",
    Motivo.CODIGO_TRUNCADO: "Código incompleto",
    Motivo.CODIGO_AJENO: "No es una tarjeta",
    Motivo.CODIGO_MAL_LEIDO: "Código mal leído",
    Motivo.CANTIDAD_IMPOSIBLE: "Cantidad imposible",
    Motivo.ILEGIBLE: "No se entiende",
    Motivo.OTRA_TABLETA: "La misma tarjeta en dos tabletas",
    Motivo.NO_SE_ABRE: "Llegó sellada y no se abre",
}

EXPLICACIONES: dict[Motivo, str] = {
    Motivo.TARJETA_DESCONOCIDA: "El código está bien formado, pero ningún lote lo tiene. Su asistencia ya "
    "cuenta como una persona sin tarjeta.",
    Motivo.TARJETA_REVOCADA: "La tarjeta se había retirado cuando se leyó. Todavía no cuenta.",
    Motivo.TARJETA_REEMPLAZADA: "La persona ya tenía otra tarjeta cuando se leyó ésta. Todavía no cuenta.",
    Motivo.ACTIVIDAD_DESCONOCIDA: "Ninguna actividad tiene el identificador que llegó. Todavía no cuenta.",
    Motivo.ACTIVIDAD_SIN_ABRIR: "La actividad estaba programada y nadie la había abierto. Todavía no cuenta.",
    Motivo.ACTIVIDAD_CERRADA: "Llegó después de cerrar la actividad. Todavía no cuenta.",
    Motivo.ACTIVIDAD_ANULADA: "La actividad está anulada. Sólo puede contar en otra.",
    Motivo.NO_RECIBE_TARJETAS: "Se leyó en una sesión institucional, donde no se leen tarjetas de personas.",
    Motivo.FECHA_IMPOSIBLE: "El reloj del equipo daba una fecha que no puede ser. Todavía no cuenta.",
    Motivo.OTRO_CONTENIDO: "Llegó con el identificador de otra lectura que decía algo distinto. No cuenta.",
    Motivo.CODIGO_TRUNCADO: "Al código le faltan caracteres. Si alguien tiene la tarjeta, puede escribirlo.",
    Motivo.CODIGO_AJENO: "Lo que se leyó no es una tarjeta del registro. No cuenta.",
    Motivo.CODIGO_MAL_LEIDO: "Algún carácter del código no coincide con sus dígitos de control. No cuenta.",
    Motivo.CANTIDAD_IMPOSIBLE: "La cantidad de personas no puede ser. No cuenta.",
    Motivo.ILEGIBLE: "La lectura llegó dañada o incompleta. No cuenta.",
    Motivo.OTRA_TABLETA: "Dos tabletas leyeron la misma tarjeta en esta actividad. Cuenta una sola vez.",
    Motivo.NO_SE_ABRE: "Se selló para una llave que no está aquí, o llegó alterada. Está guardada entera: "
    "si se recupera la llave (claves.json de la instalación de entonces), vuelva a abrirla.",
}
