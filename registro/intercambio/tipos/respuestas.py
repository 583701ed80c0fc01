"""Las respuestas opcionales de muchas filas: se guardan con su autorización, o no se guardan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import Leida
from registro.intercambio.tipos.memoria import Memoria
from registro.intercambio.tipos.visitas import Presente
from registro.personas import consentimientos
from registro.personas.credenciales import persona_vigente
from registro.personas.modelo import Consentimiento, Persona, Respuesta
from registro.personas.respuestas import SIN_INFORMACION, leer_respuesta
from registro.textos import abreviar, clave

PREGUNTAS = ("rango_edad", "genero")
SI, NO = frozenset({"", "si", "s", "x", "1"}), frozenset({"no", "n", "0"})

Respondidas = dict[tuple[int, str], tuple[datetime, str]]


def leer(fila: Fila, memoria: Memoria) -> dict[str, str]:
    """Lo que la fila responde y se puede guardar; con ``consentimiento`` no, nada.

    :raises ErrorDeRegistro: una respuesta que no es de la pregunta, o un consentimiento que no es si o no.
    """
    respuestas = {}
    for pregunta in PREGUNTAS:
        texto = fila.texto(pregunta)
        if texto:
            leer_esta = partial(leer_respuesta, pregunta, texto, pregunta)
            respuestas[pregunta] = memoria.recordar((pregunta, texto), leer_esta)
    consiente = clave(fila.texto("consentimiento"))
    if consiente not in SI | NO:
        raise ErrorDeRegistro(f"«{abreviar(consiente)}» no es si ni no.", "consentimiento")
    con_dato = {pregunta: valor for pregunta, valor in respuestas.items() if valor != SIN_INFORMACION}
    return con_dato if consiente in SI else {}


def guardar(sesion: Session, leidas: Sequence[Leida], presentes: Mapping[int, Presente]) -> None:
    """Guarda lo respondido con la autorización que trae; a quien la revocó no se le vuelve a poner."""
    respondidas: Respondidas = {}
    vigentes = _vigentes(sesion, {p.tarjeta.persona_id for p in presentes.values() if p.tarjeta})
    for leida in leidas:
        tarjeta = presentes[leida.linea].tarjeta
        if tarjeta is not None and tarjeta.persona_id is not None:
            persona = vigentes.get(tarjeta.persona_id, tarjeta.persona_id)
            for pregunta, valor in leida.datos["respuestas"].items():
                nueva = (leida.datos["momento"], valor)
                respondidas[persona, pregunta] = max(nueva, respondidas.get((persona, pregunta), nueva))
    autorizadas = _autorizar(sesion, respondidas)
    _escribir(sesion, {llave: dicho for llave, dicho in respondidas.items() if llave[0] in autorizadas})


def _vigentes(sesion: Session, personas: Iterable[int | None]) -> dict[int, int]:
    """A quién corresponde ahora cada persona que se fusionó con otra."""
    fusionadas = select(Persona.id).where(Persona.id.in_(set(personas)), Persona.fusionada_en_id.is_not(None))
    return {propia: persona_vigente(sesion, propia).id for propia in sesion.scalars(fusionadas)}


def _autorizar(sesion: Session, respondidas: Respondidas) -> set[int]:
    """Anota la autorización de quienes no la habían dado; devuelve quiénes la tienen vigente."""
    cuando = {persona: momento for (persona, _), (momento, _valor) in respondidas.items()}
    if not cuando:
        return set()
    dadas = select(Consentimiento.persona_id, Consentimiento.revocado_en).where(
        Consentimiento.persona_id.in_(cuando), Consentimiento.finalidad == consentimientos.REPORTES
    )
    filas = sesion.execute(dadas).all()
    alguna_vez = {persona for persona, _ in filas}
    nuevas = [persona for persona in cuando if persona not in alguna_vez]
    if nuevas:
        comunes = {
            "finalidad": consentimientos.REPORTES,
            "texto_id": consentimientos.texto_vigente(sesion, consentimientos.REPORTES).id,
            "medio": "importado",
        }
        sesion.connection().execute(
            insert(Consentimiento),
            [comunes | {"persona_id": persona, "dado_en": cuando[persona]} for persona in nuevas],
        )
    return {persona for persona, revocado in filas if revocado is None} | set(nuevas)


def _escribir(sesion: Session, respondidas: Respondidas) -> None:
    """La más reciente vale; la anterior queda con su fecha de relevo."""
    tabla = Respuesta.__table__.c
    actuales = select(tabla.id, tabla.persona_id, tabla.pregunta, tabla.valor, tabla.dada_en).where(
        tabla.persona_id.in_({persona for persona, _ in respondidas}), tabla.reemplazada_en.is_(None)
    )
    hay = {(fila.persona_id, fila.pregunta): fila for fila in sesion.execute(actuales)}
    cambian = {
        llave: dicho
        for llave, dicho in respondidas.items()
        if llave not in hay or (hay[llave].valor != dicho[1] and hay[llave].dada_en <= dicho[0])
    }
    relevos = [
        {"id": hay[llave].id, "reemplazada_en": dicho[0]} for llave, dicho in cambian.items() if llave in hay
    ]
    nuevas = [
        {"persona_id": persona, "pregunta": pregunta, "valor": valor, "dada_en": momento}
        for (persona, pregunta), (momento, valor) in cambian.items()
    ]
    if relevos:
        sesion.execute(update(Respuesta), relevos)
    if nuevas:
        sesion.connection().execute(insert(Respuesta), nuevas)
