"""Las fichas congeladas que salen de una instancia hacia las pantallas, las tablas y los importadores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registro.fechas import Semestre
from registro.instancias.modelo import Delegada, EntidadDePuesto, Funcion, Instancia, Puesto
from registro.textos import unir

ROLES_DE_PUESTO: dict[str, str] = {
    "P": "Permanente",
    "S": "Secretaría Técnica",
    "I": "Integrante",
    "IP": "Invitado Permanente",
    "O": "Otros",
    "": "Sin publicar",
}


@dataclass(frozen=True, slots=True)
class FichaDeInstancia:
    """Una instancia, para leerla."""

    id: int
    sigla: str
    nombre: str
    norma_creacion: str
    reglamento: str
    secretaria_tecnica: str
    normas: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class FichaDeFuncion:
    """Una función y entre qué fechas rige (vacías: siempre)."""

    id: int
    instancia_id: int
    numero: int
    texto: str
    desde: date | None
    hasta: date | None
    version: int


@dataclass(frozen=True, slots=True)
class FichaDeDelegada:
    """Quien ocupa u ocupó un puesto."""

    id: int
    puesto_id: int
    nombre: str
    correo: str
    desde: date
    hasta: date | None


@dataclass(frozen=True, slots=True)
class FichaDePuesto:
    """Un puesto. ``etiqueta`` lo distingue en su instancia; ``delegada`` lo ocupa en la fecha pedida.

    ``antes`` dice cómo se llamaba su entidad en esas fechas, y hasta cuándo, si cambió.
    """

    id: int
    instancia_id: int
    sector_id: int | None
    sector: str
    entidad: str
    entidades: tuple[str, ...]
    nombre: str
    rol: str
    orden: int
    desde: date | None
    hasta: date | None
    etiqueta: str
    delegada: FichaDeDelegada | None
    version: int
    antes: tuple[tuple[str, date], ...] = ()

    @property
    def nombre_del_rol(self) -> str:
        """«Secretaría Técnica»."""
        return ROLES_DE_PUESTO[self.rol]


@dataclass(frozen=True, slots=True)
class FichaDeSemestre:
    """Lo programado en un semestre (``None`` si nadie lo ha escrito) y los meses sin sesión con su motivo."""

    semestre: Semestre
    ordinarias: int | None
    extraordinarias: int | None
    meses_sin_sesion: tuple[tuple[date, str], ...]
    fechas: tuple[date, ...] = ()


def ficha_de_funcion(funcion: Funcion) -> FichaDeFuncion:
    """Ficha congelada de una función del modelo."""
    return FichaDeFuncion(
        funcion.id,
        funcion.instancia_id,
        funcion.numero,
        funcion.texto,
        funcion.desde,
        funcion.hasta,
        funcion.version,
    )


def ficha_de_delegada(delegada: Delegada) -> FichaDeDelegada:
    """Ficha congelada de una delegada del modelo."""
    return FichaDeDelegada(
        delegada.id,
        delegada.puesto_id,
        delegada.nombre,
        delegada.correo or "",
        delegada.desde,
        delegada.hasta,
    )


def ficha_de_instancia(instancia: Instancia) -> FichaDeInstancia:
    """Ficha congelada de una instancia del modelo."""
    return FichaDeInstancia(
        instancia.id,
        instancia.sigla,
        instancia.nombre,
        instancia.norma_creacion,
        instancia.reglamento,
        instancia.secretaria_tecnica,
        tuple(norma.texto for norma in instancia.normas),
        instancia.version,
    )


def entidad_de(puesto: Puesto, dia: date | None = None) -> str:
    """«Alcaldía de Santa Fe y Alcaldía de Los Mártires»: quienes lo ocupan ese día, o ahora."""
    return unir([ocupante.entidad.nombre for ocupante in _ocupantes(puesto, dia or date.max)])


def _ocupantes(puesto: Puesto, dia: date) -> list[EntidadDePuesto]:
    """Las entidades que ocupan el puesto ese día; después de retirado, las últimas que tuvo."""
    ultimo = min(dia, puesto.hasta or dia)
    vigentes = [
        uno
        for uno in puesto.entidades
        if (uno.desde is None or uno.desde <= ultimo) and (uno.hasta is None or uno.hasta >= ultimo)
    ]
    return vigentes or [uno for uno in puesto.entidades if uno.hasta is None]


def _antes(puesto: Puesto, desde: date, hasta: date) -> tuple[tuple[str, date], ...]:
    """Cómo se llamó en esas fechas lo que ya cambió, y hasta cuándo."""
    cambios = sorted({uno.hasta for uno in puesto.entidades if uno.hasta and desde <= uno.hasta < hasta})
    return tuple((entidad_de(puesto, dia), dia) for dia in cambios)


def ficha_de_puesto(puesto: Puesto, desde: date, hasta: date, *, repetida: bool) -> FichaDePuesto:
    """Ficha de un puesto; ``repetida`` dice que su entidad tiene otros y hay que nombrarlo."""
    entidad = entidad_de(puesto, hasta)
    ocupan = [d for d in puesto.delegadas if d.desde <= hasta and (d.hasta is None or d.hasta >= desde)]
    return FichaDePuesto(
        id=puesto.id,
        instancia_id=puesto.instancia_id,
        sector_id=puesto.sector_id,
        sector=puesto.sector.nombre if puesto.sector else "",
        entidad=entidad,
        entidades=tuple(ocupante.entidad.nombre for ocupante in _ocupantes(puesto, hasta)),
        nombre=puesto.nombre,
        rol=puesto.rol,
        orden=puesto.orden,
        desde=puesto.desde,
        hasta=puesto.hasta,
        etiqueta=_etiqueta(entidad, puesto.nombre, repetida=repetida),
        delegada=ficha_de_delegada(ocupan[-1]) if ocupan else None,
        version=puesto.version,
        antes=_antes(puesto, desde, hasta),
    )


def _etiqueta(entidad: str, nombre: str, *, repetida: bool) -> str:
    if not entidad:
        return nombre
    return f"{entidad}: {nombre}" if repetida else entidad
