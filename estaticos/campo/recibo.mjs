/** El recibo firmado del servidor: lo único con que la tableta borra algo de su cola. */
import { verificarFirma } from "./llaves.mjs";

/** @typedef {{ dispositivo: string, recibos: Record<string, string> }} Destinataria */

/** El recibo, si de verdad lo firmó nuestro servidor y es para esta tableta.
 * @param {Crypto} crypto @param {any} crudo
 * @param {(llave: string) => Promise<Destinataria | null>} conLlave quién es la tableta, con esa llave si la hay
 * @returns {Promise<{ ids: string[], contadas: number, emitido: string } | null>} */
export async function leerRecibo(crypto, crudo, conLlave) {
  const { texto, firma, llave } = crudo ?? {};
  if (typeof texto !== "string" || typeof firma !== "string" || typeof llave !== "string") return null;
  const quien = await conLlave(llave);
  const publica = quien?.recibos[llave];
  if (!quien || !publica) return null;
  if (!(await verificarFirma(crypto, publica, texto, firma))) return null;
  const recibo = leerJson(texto);
  return recibo?.dispositivo === quien.dispositivo && Array.isArray(recibo.ids) ? recibo : null;
}

/** El objeto JSON, o null.
 * @param {string} texto */
export function leerJson(texto) {
  try {
    const json = JSON.parse(texto);
    return typeof json === "object" ? json : null;
  } catch {
    return null;
  }
}
