"""El registro de verdad y, al lado, lo que de verdad hay en él: cada persona con sus visitas."""

from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.extensiones import ahora_utc, db
from registro.indicadores.reglas import Medida, Regla
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta, TextoDeConsentimiento
from tests.fabricas.reportes import crear_producto
from tests.fabricas.tablas import crear_actividad, crear_persona
from tests.seguridad.divulgacion.historias import CASA, SIN

CODIGO, META, META_FINAL = "1.4.1", 40, 100
CALLA, NADIE = (SIN, SIN, "calla"), (SIN, SIN, "nadie")


@dataclass
class Unidad:
    """Una persona, o una asistencia de la que no se sabe de quién es."""

    genero: str
    edad: str
    autoriza: bool
    tarjeta: int | None = None
    otras: list = field(default_factory=list)  # las tarjetas que resultaron ser suyas
    visitas: list = field(default_factory=list)  # [lugar, [atenciones], id de la asistencia]

    @property
    def grupo(self):
        """Con qué respuestas se cuenta."""
        if self.tarjeta is None:
            return NADIE
        return (self.genero, self.edad, "dice") if self.autoriza else CALLA


class Vivo:
    """Se puebla, cambia, y de cada momento guarda una foto."""

    def __init__(self, maneras, nadie):
        self.texto = db.session.scalars(select(TextoDeConsentimiento).filter_by(finalidad=REPORTES)).first()
        self.actividades, self.unidades, self.fotos, self.solo_crece = {}, [], [], True
        for manera, veces in maneras:
            for _ in range(veces):
                self.llegar(manera)
        for visita, veces in nadie:
            for _ in range(veces):
                self._visitar(self._nueva(Unidad(SIN, SIN, autoriza=False)), visita)
        crear_producto(
            *(CODIGO, "Mujeres"),
            regla=Regla("atenciones", Medida.PERSONAS, (("area", ("juridica",)),)),
            metas={2023: META},
            meta_final=Decimal(META_FINAL),
            fuente_oficial="regla",
        )
        db.session.commit()

    def fotografiar(self):
        """Lo que hay ahora; devuelve el número de la foto."""
        self.fotos.append(
            [
                (una.grupo, tuple((lugar, tuple(dadas)) for lugar, dadas, _ in una.visitas))
                for una in self.unidades
            ]
        )
        return len(self.fotos) - 1

    def llegar(self, manera):
        genero, edad, autoriza, visitas = manera
        tarjeta = crear_persona()
        unidad = self._nueva(Unidad(genero, edad, autoriza, tarjeta.id))
        respuestas = {"genero": genero, "rango_edad": edad}
        db.session.add_all(
            Respuesta(persona_id=tarjeta.persona_id, pregunta=una, valor=valor, dada_en=ahora_utc())
            for una, valor in respuestas.items()
        )
        if autoriza:
            dado = {"finalidad": REPORTES, "texto_id": self.texto.id, "medio": "verbal"}
            db.session.add(Consentimiento(persona_id=tarjeta.persona_id, dado_en=ahora_utc(), **dado))
        for visita in visitas:
            self._visitar(unidad, visita)

    def cambiar(self, cambio):
        """Uno de los cambios de la historia; el que no se puede hacer no hace nada."""
        que, cual, otro, manera, veces = cambio
        personas = [unidad for unidad in self.unidades if unidad.tarjeta is not None]
        if que == "llega":
            for _ in range(veces):
                self.llegar(manera)
        elif personas:
            unidad = personas[cual % len(personas)]
            getattr(self, f"_{que}")(unidad, otro, manera)
        db.session.commit()

    def _vuelve(self, unidad, _otro, manera):
        self._visitar(unidad, manera[-1][0])

    def _otra_respuesta(self, unidad, _otro, manera):
        self.solo_crece, unidad.genero = False, manera[0]
        propia = select(Respuesta).filter_by(persona_id=self._persona(unidad), pregunta="genero")
        for respuesta in db.session.scalars(propia):
            respuesta.valor = manera[0]

    def _retira(self, unidad, _otro, _manera):
        self.solo_crece, unidad.autoriza = False, False
        suyas = select(Credencial.persona_id).where(Credencial.id.in_([unidad.tarjeta, *unidad.otras]))
        for dado in db.session.scalars(select(Consentimiento).where(Consentimiento.persona_id.in_(suyas))):
            dado.revocado_en = ahora_utc()

    def _otra_area(self, unidad, otro, manera):
        for visita in unidad.visitas:
            if visita[1] and manera[-1][0][1]:
                self.solo_crece = False
                nueva = manera[-1][0][1][0]
                lugar = otro % len(visita[1])
                guardadas = db.session.scalars(
                    select(Atencion).filter_by(asistencia_id=visita[2]).order_by(Atencion.id)
                )
                guardada = list(guardadas)[lugar]
                guardada.area, guardada.clase, guardada.modalidad = nueva
                visita[1][lugar] = nueva
                return

    def _anula(self, unidad, otro, _manera):
        self.solo_crece = False
        if unidad.visitas:
            visita = unidad.visitas.pop(otro % len(unidad.visitas))
            db.session.get(Asistencia, visita[2]).anulada_en = ahora_utc()

    def _fusiona(self, unidad, otro, _manera):
        """Dos tarjetas que respondieron lo mismo resultan ser de una sola persona."""
        iguales = [
            una
            for una in self.unidades
            if una is not unidad and una.tarjeta is not None and una.grupo == unidad.grupo
        ]
        if iguales:
            self.solo_crece, otra = False, iguales[otro % len(iguales)]
            unidad.visitas += otra.visitas
            unidad.otras += [otra.tarjeta, *otra.otras]
            self.unidades = [una for una in self.unidades if una is not otra]
            db.session.get(Persona, self._persona(otra)).fusionada_en_id = self._persona(unidad)

    def _persona(self, unidad):
        return db.session.get(Credencial, unidad.tarjeta).persona_id

    def _nueva(self, unidad):
        self.unidades.append(unidad)
        return unidad

    def _visitar(self, unidad, visita):
        lugar, atenciones = visita
        if any(una[0] == lugar for una in unidad.visitas):
            return  # una tarjeta asiste una vez a una actividad
        asistencia = Asistencia(
            actividad_id=self._actividad(lugar),
            credencial_id=unidad.tarjeta,
            cantidad=1,
            origen="anonima" if unidad.tarjeta is None else "qr",
            leida_en=ahora_utc(),
        )
        db.session.add(asistencia)
        db.session.flush()
        for area, clase, modalidad in atenciones:
            dada = {"area": area, "clase": clase, "modalidad": modalidad, "registrada_por": "pruebas"}
            db.session.add(Atencion(asistencia_id=asistencia.id, registrada_en=ahora_utc(), **dada))
            db.session.flush()
        unidad.visitas.append([lugar, list(atenciones), asistencia.id])

    def _actividad(self, lugar):
        if lugar not in self.actividades:
            tipo, localidad, mes = lugar
            plaza = f"{'Sede' if tipo == CASA else 'Plaza'} {localidad} {mes}"
            hecha = crear_actividad(tipo, f"{mes}-04", lugar=plaza, localidad=localidad)
            self.actividades[lugar] = hecha.id
        return self.actividades[lugar]
