/** Abrir y cerrar actividades en la tableta: las del paquete, o una provisional cuando no hay red. */
import { ErrorDeTableta } from "./errores.mjs";
import { azarDeHuella } from "./llaves.mjs";
import { diaDeBogota } from "./reloj.mjs";

/** Las clases que se pueden abrir aunque no haya paquete: clave → nombre.
 * @type {Record<string, string>} */
const SIN_PAQUETE = { jornada: "Jornada", encuentro: "Encuentro" };
const LUGAR_MAXIMO = 200;

/** @param {import("./tipos.d.ts").Paquete | null} paquete @param {number} ahora */
export function estaVigente(paquete, ahora) {
  return paquete !== null && Date.parse(paquete.valido_hasta) > ahora;
}

/** Qué se puede abrir como provisional: clave → nombre.
 * @param {import("./tipos.d.ts").Paquete | null} paquete */
export function provisionales(paquete) {
  return paquete?.tipos ?? SIN_PAQUETE;
}

/**
 * @param {object} entorno
 * @param {Crypto} entorno.crypto
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {import("./recuerdo.mjs").Recuerdo} entorno.recuerdo
 * @param {() => import("./tipos.d.ts").Paquete | null} entorno.paquete
 */
export function crearActividades({ crypto, reloj, recuerdo, paquete }) {
  /** @param {Omit<import("./tipos.d.ts").ActividadEnCurso, keyof typeof SIN_LECTURAS>} datos */
  const nueva = (datos) => ({ ...datos, ...structuredClone(SIN_LECTURAS), huellas: azarDeHuella(crypto) });

  return {
    /** @param {string} id */
    async abrir(id) {
      const conocida = recuerdo.memoria().abiertas[id];
      const delPaquete = paquete()?.actividades.find((actividad) => actividad.id === id);
      if (!conocida && !(delPaquete && estaVigente(paquete(), reloj.ahora()))) {
        throw new ErrorDeTableta(
          "Lo que la tableta sabe de esa actividad ya venció. Busque red para renovarlo, o abra una provisional.",
          "vencida",
        );
      }
      await recuerdo.cambiar((_, memoria) => {
        if (!conocida && delPaquete) {
          const { estado: _estado, ...datos } = delPaquete;
          memoria.abiertas[id] = nueva({ ...datos, provisional: false });
        }
        memoria.actual = id;
      }, []);
    },

    /** @param {import("./tipos.d.ts").DatosDeProvisional} datos */
    async abrirProvisional({ tipo, lugar, localidad }) {
      const titulo = provisionales(paquete())[tipo];
      const donde = lugar.normalize("NFC").trim();
      if (!titulo) throw new ErrorDeTableta("Elija qué clase de actividad es. No se abrió.", "tipo");
      if (!donde || donde.length > LUGAR_MAXIMO) {
        throw new ErrorDeTableta(`Escriba el lugar, en ${LUGAR_MAXIMO} letras o menos. No se abrió.`, "lugar");
      }
      const id = crypto.randomUUID();
      const fecha = diaDeBogota(reloj.ahora());
      const abierta = nueva({
        ...{ id, provisional: true, tipo, titulo, lugar: donde, localidad, fecha, tarjetas: true },
        servicios: (paquete()?.servicios ?? []).map((servicio) => servicio.id),
        publicos: Object.keys(paquete()?.publicos ?? {}),
      });
      const aviso = { clase: "provisional", id, tipo, lugar: donde, localidad, fecha, abierta_en: reloj.iso() };
      await recuerdo.cambiar((_, memoria) => {
        memoria.abiertas[id] = abierta;
        memoria.actual = id;
      }, [aviso]);
    },

    async soltar() {
      await recuerdo.cambiar((_, memoria) => (memoria.actual = null), []);
    },

    async cerrar() {
      const { id, provisional } = recuerdo.enCurso();
      const cierre = { id: crypto.randomUUID(), clase: "cierre", cerrada_en: reloj.iso() };
      await recuerdo.cambiar((_, memoria) => {
        delete memoria.abiertas[id];
        memoria.actual = null;
      }, [{ ...cierre, [provisional ? "provisional" : "actividad"]: id }], { olvidarActividad: id });
    },
  };
}

const SIN_LECTURAS = {
  con_tarjeta: 0,
  sin_tarjeta: 0,
  en_revision: 0,
  repetidas: 0,
  anonimas: /** @type {{ lectura: string, hora: number }[]} */ ([]),
  ultima: /** @type {import("./tipos.d.ts").UltimaLectura | null} */ (null),
};
