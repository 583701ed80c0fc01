/** El turno y su PIN: quién puede ver lo que la tableta recuerda. La cola sellada no depende de él. */
import { ErrorDeTableta } from "./errores.mjs";
import { abrirCerrojo, crearCaja, echarCerrojo, exigirPin } from "./llaves.mjs";

const FALLOS = 10;
/** Lo que se olvida con el turno. */
export const DEL_TURNO = ["turno", "paquete", "jornada"];

/** @typedef {{ cerrojo: import("./llaves.mjs").Cerrojo, fallos: number }} Turno */

/** @param {Crypto} crypto @param {import("./cola.mjs").Cola} cola @param {Turno | undefined} turno */
export function crearTurno(crypto, cola, turno) {
  /** @param {CryptoKey} caja @param {string} pin */
  async function cerrarCon(caja, pin) {
    exigirPin(pin);
    turno = { cerrojo: await echarCerrojo(crypto, caja, pin), fallos: 0 };
    await cola.ponerDatos({ turno });
  }

  async function descartar() {
    await cola.olvidarTurno(DEL_TURNO);
    turno = undefined;
  }

  return {
    hay: () => turno !== undefined,
    cerrarCon,
    descartar,

    /** @param {string} pin @returns {Promise<CryptoKey>} la caja nueva */
    async empezar(pin) {
      if (turno) throw new ErrorDeTableta("Ya hay un turno. Ábralo con su PIN o descártelo.", "turno");
      exigirPin(pin);
      const caja = await crearCaja(crypto);
      await cerrarCon(caja, pin);
      return caja;
    },

    /** @param {string} pin @returns {Promise<CryptoKey>} */
    async abrir(pin) {
      if (!turno) throw new ErrorDeTableta("No hay un turno abierto. Empiece uno.", "turno");
      const caja = await abrirCerrojo(crypto, turno.cerrojo, pin);
      if (caja) {
        turno = { ...turno, fallos: 0 };
        await cola.ponerDatos({ turno });
        return caja;
      }
      turno = { ...turno, fallos: turno.fallos + 1 };
      if (turno.fallos >= FALLOS) {
        await descartar();
        const frase = "Demasiados intentos: el turno se descartó. Lo guardado sigue sellado; empiece un turno nuevo.";
        throw new ErrorDeTableta(frase, "descartado");
      }
      await cola.ponerDatos({ turno });
      throw new ErrorDeTableta("Ese no es el PIN del turno. Escríbalo otra vez.", "pin");
    },
  };
}
