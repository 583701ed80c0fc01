"""Lo propio del acta: número y firmas, sus versiones y su aprobación en una sesión posterior."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from registro.actas.contenido import a_json, huella
from registro.actas.juntar import acta_de, exigir_sin_aprobar, juntar, sesion_de_mesa
from registro.actas.modelo import Acta, VersionDeActa
from registro.actas.reglas import revisar_aprobacion
from registro.actividades.base import objeto
from registro.actividades.estados import REALIZADA
from registro.actividades.zesai import SesionDeMesa
from registro.errores import EnConflicto
from registro.extensiones import PISADO, ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
LARGO_DE_NUMERO = 30
LARGO_DE_TEXTO = 20_000


@dataclass(frozen=True, slots=True)
class DatosDeActa:
    """Lo que se escribe del acta; ``firmas`` va una por línea y ``version`` es la que se estaba viendo."""

    numero: str
    firmas: str
    version: int


def guardar_acta(actor: Actor, uuid: str, datos: DatosDeActa) -> None:
    """Guarda el número y quiénes firman.

    :raises EnConflicto: otra persona la cambió, está aprobada o la sesión se anuló.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reunion = sesion_de_mesa(sesion, uuid)
        acta = abrir_para_escribir(sesion, reunion, datos.version)
        acta.numero = limpiar(datos.numero, LARGO_DE_NUMERO, "numero")
        acta.firmas = limpiar(datos.firmas, LARGO_DE_TEXTO, "firmas")
        anotar(actor, "acta.guardar", objeto(reunion))


def guardar_version(actor: Actor, uuid: str) -> int:
    """Conserva el acta como está ahora y devuelve el número de esa versión; si nada cambió, el de la última.

    :raises EnConflicto: está aprobada o la sesión se anuló.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reunion = sesion_de_mesa(sesion, uuid)
        acta = acta_de(sesion, reunion)
        exigir_sin_aprobar(acta, reunion)
        _exigir_realizada(reunion)
        nueva = _congelar(sesion, _o_nueva(sesion, acta, reunion), reunion, actor)
        anotar(actor, "acta.version", objeto(reunion), {"version": nueva.numero, "huella": nueva.huella})
        return nueva.numero


def aprobar(actor: Actor, uuid: str, en: str) -> int:
    """La sesión ``en`` aprueba el acta: queda congelada como está. Devuelve el número de esa versión.

    :raises EnConflicto: ya estaba aprobada, o ``en`` no es una sesión posterior y realizada de la instancia.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reunion, aprueba = sesion_de_mesa(sesion, uuid), sesion_de_mesa(sesion, en)
        acta = acta_de(sesion, reunion)
        exigir_sin_aprobar(acta, reunion)
        _exigir_realizada(reunion)
        if aprueba.instancia_id != reunion.instancia_id:
            raise EnConflicto("Esa sesión es de otra instancia. No se aprobó.", "sesion")
        revisar_aprobacion(reunion.fecha, aprueba.fecha, realizada=aprueba.estado in REALIZADA)
        acta = _o_nueva(sesion, acta, reunion)
        ultima = _congelar(sesion, acta, reunion, actor)
        acta.aprobada_en_id, acta.aprobada_el, acta.aprobada_por = aprueba.id, aprueba.fecha, actor.nombre
        detalle = {"version": ultima.numero, "huella": ultima.huella, "en": str(aprueba.uuid)}
        anotar(actor, "acta.aprobar", objeto(reunion), detalle)
        return ultima.numero


def abrir_para_escribir(sesion: Session, reunion: SesionDeMesa, version: int) -> Acta:
    """El acta que se va a cambiar, si sigue siendo la que se estaba viendo.

    :raises EnConflicto: otra persona la cambió, está aprobada o la sesión se anuló.
    """
    acta = acta_de(sesion, reunion)
    exigir_sin_aprobar(acta, reunion)
    if version != (acta.version if acta else 0):
        raise EnConflicto(
            PISADO.replace("vuelva a abrirlo", "lo que escribió sigue aquí; compárelo y guarde")
        )
    return _o_nueva(sesion, acta, reunion)


def _exigir_realizada(reunion: SesionDeMesa) -> None:
    if reunion.estado not in REALIZADA:
        raise EnConflicto("La sesión todavía no se ha hecho: no hay acta que guardar. No se cambió nada.")


def _o_nueva(sesion: Session, acta: Acta | None, reunion: SesionDeMesa) -> Acta:
    if acta is None:
        acta = Acta(sesion_id=reunion.id, versiones=[])
        sesion.add(acta)
        sesion.flush()
    return acta


def _congelar(sesion: Session, acta: Acta, reunion: SesionDeMesa, actor: Actor) -> VersionDeActa:
    texto = a_json(juntar(sesion, reunion))
    ultima = acta.versiones[-1] if acta.versiones else None
    if ultima is not None and ultima.huella == huella(texto):
        return ultima
    nueva = VersionDeActa(
        numero=ultima.numero + 1 if ultima else 1,
        contenido=texto,
        huella=huella(texto),
        creada_en=ahora_utc(),
        creada_por=actor.nombre,
    )
    acta.versiones.append(nueva)
    sesion.flush()
    return nueva
