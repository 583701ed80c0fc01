/**
 * Sellar para el servidor: HPKE (RFC 9180) con P-256, HKDF-SHA256 y AES-256-GCM. Lo sellado sólo lo abre quien tiene
 * la llave privada, que nunca estuvo en la tableta.
 */
import { Aes256Gcm } from "../terceros/servidos/@hpke/core/esm/src/aeads/aesGcm.js";
import { CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "../terceros/servidos/@hpke/core/esm/src/native.js";
import { deBase64, enBase64Url, enBytes, unir } from "./bytes.mjs";

const INFO = enBytes("registro/lectura/1");
/** @typedef {import("./tipos.d.ts").Paquete["sellado"]} Sellado */

/** La llave con que se sella ahora: la sucesora, desde que el servidor dijo o desde que lo que dijo venció.
 * @param {Sellado} sellado @param {string} valido_hasta @param {number} ahora
 * @returns {import("./tipos.d.ts").LlaveDeSellado} */
export function llaveVigente(sellado, valido_hasta, ahora) {
  const { sucesora } = sellado;
  return sucesora && Date.parse(sucesora.desde ?? valido_hasta) <= ahora ? sucesora : sellado;
}

/** Lo que las dos puntas usan. Las pruebas la cotejan con los ejemplos de la norma. */
export const crearSuite = () =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Devuelve cómo sellar: el texto va atado a su id y sale «LLAVE.base64url(enc‖cifrado)».
 * @returns {(llave: import("./tipos.d.ts").LlaveDeSellado, id: string, contenido: object) => Promise<string>} */
export function crearSellador() {
  const suite = crearSuite();
  /** @type {Map<string, Promise<CryptoKey>>} */
  const importadas = new Map();
  return async (llave, id, contenido) => {
    if (!importadas.has(llave.publica)) {
      importadas.set(llave.publica, suite.kem.deserializePublicKey(deBase64(llave.publica).buffer));
    }
    const recipientPublicKey = await /** @type {Promise<CryptoKey>} */ (importadas.get(llave.publica));
    const remitente = await suite.createSenderContext({ recipientPublicKey, info: INFO.buffer });
    const cifrado = await remitente.seal(enBytes(JSON.stringify(contenido)).buffer, enBytes(id).buffer);
    return `${llave.llave}.${enBase64Url(unir(new Uint8Array(remitente.enc), new Uint8Array(cifrado)))}`;
  };
}
