/**
 * Lo que se hace en una actividad: leer, anotar sin tarjeta, deshacer, prestar, responder. Cada cosa se juzga, se sella y
 * se guarda, en ese orden, antes de responder.
 */
import { leerCodigo } from "./credencial.mjs";
import { ErrorDeTableta } from "./errores.mjs";
import { fraseSinTarjeta, juzgar } from "./juicio.mjs";
import { crearHuellero } from "./llaves.mjs";

const MAXIMO_SIN_TARJETA = 500;
/** Mientras la tarjeta siga frente a la cámara, es la misma lectura. */
const ECO = 3_000;

/**
 * @typedef {import("./recuerdo.mjs").Abierta} Abierta
 * @typedef {import("./tipos.d.ts").Respuesta} Respuesta
 */

/**
 * @param {object} entorno
 * @param {Crypto} entorno.crypto
 * @param {import("./cola.mjs").Cola} entorno.cola
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {import("./recuerdo.mjs").Recuerdo} entorno.recuerdo
 * @param {(codigo: string) => Promise<boolean>} entorno.esRetirada
 */
export function crearJornada({ crypto, cola, reloj, recuerdo, esRetirada }) {
  const { enCurso } = recuerdo;
  let turno = 0;
  /** @type {{ clave: string, hora: number, respuesta: Respuesta } | null} */
  let eco = null;
  /** @type {Map<string, Promise<(codigo: string) => Promise<string>>>} */
  const huelleros = new Map();

  /** @param {Abierta} actividad @param {string} codigo */
  async function claveDe(actividad, codigo) {
    const { huellas } = actividad;
    if (!huelleros.has(huellas)) huelleros.set(huellas, crearHuellero(crypto, huellas));
    const huellero = await /** @type {Promise<(codigo: string) => Promise<string>>} */ (huelleros.get(huellas));
    return `${actividad.id}:${await huellero(codigo)}`;
  }

  /** @param {Pick<Respuesta, "clase" | "frase" | "lectura" | "hora">} dicho @returns {Respuesta} */
  const responderCon = (dicho) => ({ ...dicho, turno: (turno += 1), eco: false });

  /** Juzga un código en la actividad en curso. Lo ilegible también es una respuesta, no un error.
   * @param {string} texto */
  async function mirar(texto) {
    const actividad = enCurso();
    const ahora = reloj.ahora();
    try {
      const codigo = leerCodigo(texto);
      const clave = await claveDe(actividad, codigo);
      const previa = await cola.huella(clave);
      const juicio = juzgar({ actividad, previa, retirada: await esRetirada(codigo), ahora });
      return { actividad, ahora, codigo, clave, previa, juicio };
    } catch (error) {
      if (!(error instanceof ErrorDeTableta)) throw error;
      const juicio = { clase: /** @type {const} */ ("no_es_tarjeta"), frase: error.message, guardar: false };
      return { actividad, ahora, codigo: "", clave: "", previa: undefined, juicio };
    }
  }

  /** @param {Abierta} actividad @param {Record<string, unknown>} dato */
  const contenido = (actividad, dato) => ({
    id: crypto.randomUUID(),
    ...dato,
    [actividad.provisional ? "provisional" : "actividad"]: actividad.id,
  });

  return {
    /** @param {string} texto @param {"qr" | "manual"} medio @returns {Promise<Respuesta>} */
    async leer(texto, medio) {
      const { actividad, ahora, codigo, clave, previa, juicio } = await mirar(texto);
      if (eco && eco.clave === clave && ahora - eco.hora < ECO) {
        eco.hora = ahora;
        return { ...eco.respuesta, eco: true };
      }
      const lectura = contenido(actividad, lecturaDe(codigo, medio, 1, ""));
      if (juicio.guardar) {
        const revision = juicio.clase === "en_revision";
        const huella = { clave, actividad: actividad.id, lectura: lectura.id, hora: ahora };
        const ultima = { lectura: lectura.id, clase: /** @type {const} */ ("tarjeta"), cantidad: 1, en_revision: revision };
        await recuerdo.cambiar((abierta) => {
          abierta.con_tarjeta += 1;
          abierta.en_revision += Number(revision);
          abierta.ultima = ultima;
        }, [lectura], { huella });
      } else if (previa) {
        await recuerdo.cambiar((abierta) => (abierta.repetidas += 1), []);
      }
      const { clase, frase } = juicio;
      const propia = juicio.guardar ? lectura.id : (previa?.lectura ?? null);
      const respuesta = responderCon({ clase, frase, lectura: propia, hora: previa?.hora ?? ahora });
      eco = clave ? { clave, hora: ahora, respuesta } : null;
      return respuesta;
    },

    /** @param {number} cantidad @param {string} publico @returns {Promise<Respuesta>} */
    async sinTarjeta(cantidad, publico) {
      const actividad = enCurso();
      if (!Number.isInteger(cantidad) || cantidad < 1 || cantidad > MAXIMO_SIN_TARJETA) {
        const frase = `Se anotan de 1 a ${MAXIMO_SIN_TARJETA} personas a la vez. No se guardó; corrija la cantidad.`;
        throw new ErrorDeTableta(frase, "cantidad");
      }
      const ahora = reloj.ahora();
      const lectura = contenido(actividad, lecturaDe(null, "anonima", cantidad, publico));
      await recuerdo.cambiar((abierta) => {
        abierta.sin_tarjeta += cantidad;
        abierta.ultima = { lectura: lectura.id, clase: "anonima", cantidad, en_revision: false };
        if (cantidad === 1) abierta.anonimas.unshift({ lectura: lectura.id, hora: ahora });
      }, [lectura]);
      eco = null;
      return responderCon({ clase: "registrada", frase: fraseSinTarjeta(cantidad), lectura: lectura.id, hora: ahora });
    },

    async deshacer() {
      const { ultima } = enCurso();
      if (!ultima) throw new ErrorDeTableta("No hay una lectura que deshacer. No se cambió nada.", "nada");
      await recuerdo.cambiar((abierta) => {
        abierta[ultima.clase === "tarjeta" ? "con_tarjeta" : "sin_tarjeta"] -= ultima.cantidad;
        abierta.en_revision -= Number(ultima.en_revision);
        abierta.anonimas = abierta.anonimas.filter(({ lectura }) => lectura !== ultima.lectura);
        abierta.ultima = null;
      }, [{ id: crypto.randomUUID(), clase: "deshacer", lectura: ultima.lectura }], { olvidar: ultima.lectura });
      eco = null;
    },

    /** @param {string} lectura @param {string} texto @returns {Promise<Respuesta>} */
    async ponerTarjeta(lectura, texto) {
      const { actividad, ahora, codigo, clave, previa, juicio } = await mirar(texto);
      if (!actividad.anonimas.some((anonima) => anonima.lectura === lectura)) {
        throw new ErrorDeTableta("Esa persona ya no se puede pasar a tarjeta. No se cambió nada.", "nada");
      }
      if (juicio.guardar) {
        const revision = juicio.clase === "en_revision";
        await recuerdo.cambiar((abierta) => {
          abierta.anonimas = abierta.anonimas.filter((anonima) => anonima.lectura !== lectura);
          abierta.sin_tarjeta -= 1;
          abierta.con_tarjeta += 1;
          abierta.en_revision += Number(revision);
          abierta.ultima = { lectura, clase: "tarjeta", cantidad: 1, en_revision: revision };
        }, [{ id: crypto.randomUUID(), clase: "tarjeta", lectura, credencial: codigo }], {
          huella: { clave, actividad: actividad.id, lectura, hora: ahora },
        });
      }
      const { clase, frase } = juicio;
      return responderCon({ clase, frase, lectura: previa?.lectura ?? lectura, hora: previa?.hora ?? ahora });
    },

    /** Algo que se cuelga de una lectura ya guardada; devuelve su id.
     * @param {"prestacion" | "retiro" | "respuestas"} clase @param {string} lectura @param {object} dato */
    async colgar(clase, lectura, dato) {
      enCurso();
      const id = crypto.randomUUID();
      await recuerdo.cambiar(() => undefined, [{ id, clase, lectura, ...dato }]);
      return id;
    },

    async menor() {
      await recuerdo.cambiar(() => undefined, [contenido(enCurso(), { clase: "menor" })]);
    },
  };

  /** @param {string | null} credencial @param {string} medio @param {number} cantidad @param {string} publico */
  function lecturaDe(credencial, medio, cantidad, publico) {
    const marca = reloj.marca();
    return {
      ...{ clase: "lectura", credencial, medio, leida_en: reloj.iso(), cantidad },
      ...(publico ? { publico } : {}),
      ...(marca ? { reloj: marca } : {}),
    };
  }
}
