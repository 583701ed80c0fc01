/** Cuánto espacio queda y desde cuándo espera lo que no se ha enviado. */
import { diaDeBogota, horaDeBogota } from "./reloj.mjs";

const MINIMO = 20 * 1024 * 1024;
const VIEJA = 24 * 3_600_000;

/** @typedef {import("./tipos.d.ts").Almacen} Almacen */

/** @typedef {Pick<Almacen, "persistente" | "usados" | "cuota">} Medida */

/** @param {import("./tipos.d.ts").Entorno["almacenamiento"]} almacenamiento @returns {Promise<Medida>} */
export async function medirAlmacen(almacenamiento) {
  const medida = await almacenamiento?.estimate();
  const persistente = (await almacenamiento?.persisted()) ?? null;
  const { usage: usados = null, quota: cuota = null } = medida ?? {};
  return { persistente, usados, cuota };
}

/** @param {Medida} medida @param {number | null} mas_antigua @param {number} ahora @returns {Almacen} */
export function verAlmacen(medida, mas_antigua, ahora) {
  const almacen = { ...medida, mas_antigua };
  return { ...almacen, aviso: avisoDe(almacen, ahora) };
}

/** @param {Omit<Almacen, "aviso">} almacen @param {number} ahora */
function avisoDe({ persistente, usados, cuota, mas_antigua }, ahora) {
  const avisos = [];
  if (usados !== null && cuota !== null && cuota - usados < MINIMO) {
    avisos.push("Queda muy poco espacio en la tableta: libere espacio antes de empezar.");
  }
  if (mas_antigua !== null && ahora - mas_antigua > VIEJA) {
    const desde = `${diaDeBogota(mas_antigua)}, ${horaDeBogota(mas_antigua)}`;
    avisos.push(`Hay lecturas sin enviar desde ${desde}: acérquese a una red o expórtelas.`);
  }
  if (persistente === false) {
    avisos.push("El navegador puede borrar lo guardado si le falta espacio: instale la aplicación en la tableta.");
  }
  return avisos.join(" ");
}
