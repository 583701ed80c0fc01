/**
 * Lo único que habla con el servidor. Envía la cola en orden y por lotes; una pieza mala no detiene a las demás; sólo un
 * recibo firmado borra. Un 200 que no trae nuestro recibo no es del servidor.
 */
import { ErrorDeTableta } from "./errores.mjs";
import { firmar } from "./llaves.mjs";
import { leerJson, leerRecibo } from "./recibo.mjs";
import { fallaDe } from "./red.mjs";

const LOTE = 200;
const INTENTOS = 3;
const PACIENCIA = 30_000;
const RECIBO_AJENO =
  "Ese recibo no es para esta tableta, o no se pudo comprobar quién lo firmó. No se borró nada; pida el que le corresponde.";
const DEL_LOTE = [400, 413, 422];

/**
 * @typedef {import("./red.mjs").Falla} Falla
 * @typedef {import("./tipos.d.ts").Pieza} Pieza
 * @typedef {{ token: string, dispositivo: string, par: CryptoKeyPair, recibos: Record<string, string> }} Identidad
 * @typedef {{ falla: Falla | null, borrar: boolean }} Resultado
 */

/**
 * @param {object} entorno
 * @param {typeof fetch} entorno.fetch
 * @param {Crypto} entorno.crypto
 * @param {string} entorno.servidor
 * @param {string} entorno.version
 * @param {() => boolean} entorno.enLinea
 * @param {() => Promise<boolean>} entorno.falloElCertificado
 * @param {import("./cola.mjs").Cola} entorno.cola
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {() => Promise<Identidad | null>} entorno.identidad
 * @param {(paquete: import("./tipos.d.ts").Paquete) => Promise<void>} entorno.recibirPaquete
 * @param {() => void} entorno.avisar algo cambió en la cola
 */
export function crearSincronizador(entorno) {
  const { crypto, servidor, cola, reloj, identidad } = entorno;

  /** @param {string} metodo @param {string} ruta @param {string} cuerpo
   * @returns {Promise<{ falla: Falla | null, json: any, estado: number }>} */
  async function pedir(metodo, ruta, cuerpo) {
    const quien = await identidad();
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (cuerpo) headers["Content-Type"] = "application/json";
    if (quien) {
      headers.Authorization = `Dispositivo ${quien.token}`;
      headers.Firma = await firmar(crypto, quien.par, `${metodo}\n${ruta}\n${cuerpo}`);
    }
    let respuesta, json;
    try {
      respuesta = await entorno.fetch(servidor + ruta, {
        method: metodo,
        headers,
        body: cuerpo || undefined,
        redirect: "manual",
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(PACIENCIA),
      });
      json = leerJson(await respuesta.text());
    } catch {
      // fetch no dice por qué falló: se deduce.
      return { falla: await deducir(), json: null, estado: 0 };
    }
    return { falla: fallaDe(respuesta, json), json, estado: respuesta.status };
  }

  /** @returns {Promise<Falla>} */
  async function deducir() {
    if (!entorno.enLinea()) return { clase: "sin_red" };
    return { clase: (await entorno.falloElCertificado()) ? "certificado" : "sin_red" };
  }

  /** @param {string} iso */
  async function compararHora(iso) {
    if (reloj.comparar(iso)) await cola.ponerDatos({ correccion: reloj.correccion() });
  }

  /** @param {Pieza[]} piezas @returns {Promise<Resultado>} */
  async function enviarLote(piezas) {
    const { pendientes } = await cola.resumen();
    const cuerpo = JSON.stringify({
      lecturas: piezas.map(({ id, sellado }) => ({ id, sellado })),
      pendientes,
      version: entorno.version,
      ahora: reloj.iso(),
    });
    const { falla, json, estado } = await pedir("POST", "/api/v1/lotes", cuerpo);
    if (json !== null && DEL_LOTE.includes(estado) && piezas.length) return aislar(piezas, json);
    if (falla) return { falla, borrar: false };
    const recibo = await reciboDe(json?.recibo);
    if (!recibo) return { falla: { clase: "portal_cautivo" }, borrar: false };
    await compararHora(recibo.emitido);
    const enviadas = new Set(piezas.map((pieza) => pieza.id));
    const nombradas = new Set(recibo.ids);
    // Un recibo que nombra otras es de un lote anterior: el de éste no llegó.
    if (!recibo.ids.every((id) => enviadas.has(id))) return { falla: { clase: "servidor" }, borrar: false };
    await cola.aplicarRecibo(recibo.ids, recibo.contadas);
    await apartarRebeldes(piezas.filter((pieza) => !nombradas.has(pieza.id)));
    entorno.avisar();
    const inutil = piezas.length > 0 && !nombradas.size;
    return { falla: inutil ? { clase: "servidor" } : null, borrar: json.borrar === true };
  }

  /** El servidor no quiso el lote: se parte hasta dar con la pieza mala, que queda aparte y a la vista.
   * @param {Pieza[]} piezas @param {any} json @returns {Promise<Resultado>} */
  async function aislar(piezas, json) {
    if (piezas.length === 1) {
      await cola.anotarIntento([piezas[0].id], String(json.error?.mensaje || "El servidor no la recibió."));
      entorno.avisar();
      return { falla: null, borrar: false };
    }
    const mitad = Math.ceil(piezas.length / 2);
    const primera = await enviarLote(piezas.slice(0, mitad));
    return primera.falla ? primera : enviarLote(piezas.slice(mitad));
  }

  /** Las que el recibo calla se reintentan unas veces y luego quedan aparte.
   * @param {Pieza[]} faltan */
  async function apartarRebeldes(faltan) {
    const rebeldes = faltan.filter((pieza) => pieza.intentos + 1 >= INTENTOS).map((pieza) => pieza.id);
    const otras = faltan.map((pieza) => pieza.id).filter((id) => !rebeldes.includes(id));
    if (otras.length) await cola.anotarIntento(otras);
    if (rebeldes.length) await cola.anotarIntento(rebeldes, "El servidor respondió, pero su recibo no la nombra.");
  }

  /** @param {any} crudo */
  const reciboDe = (crudo) => leerRecibo(crypto, crudo, conLlave);

  /** Quién es la tableta; si el servidor cambió la llave de sus recibos, antes se le pide el paquete con la nueva.
   * @param {string} llave */
  async function conLlave(llave) {
    const quien = await identidad();
    if (quien?.recibos[llave]) return quien;
    const { paquete } = await traerPaquete();
    if (paquete) await entorno.recibirPaquete(paquete);
    return identidad();
  }

  /** El paquete del turno, con la hora del servidor ya comparada.
   * @returns {Promise<{ falla: Falla | null, paquete: import("./tipos.d.ts").Paquete | null }>} */
  async function traerPaquete() {
    const { falla, json } = await pedir("GET", "/api/v1/paquete", "");
    if (falla) return { falla, paquete: null };
    if (!Array.isArray(json?.actividades) || !json.sellado?.publica || !json.recibos?.publica) {
      return { falla: { clase: "portal_cautivo" }, paquete: null };
    }
    await compararHora(json.ahora);
    return { falla: null, paquete: json };
  }

  return {
    traerPaquete,

    /** El recibo que la secretaría dio en un archivo; dice cuántas piezas de las de aquí nombra.
     * @param {unknown} crudo @returns {Promise<number>}
     * @throws {ErrorDeTableta} no lo firmó nuestro servidor, o es de otra tableta */
    async aceptarRecibo(crudo) {
      const recibo = await reciboDe(crudo);
      if (!recibo) throw new ErrorDeTableta(RECIBO_AJENO, "recibo");
      const recibidas = await cola.aplicarRecibo(recibo.ids, recibo.contadas);
      entorno.avisar();
      return recibidas;
    },

    /** Envía hasta vaciar la cola o hasta la primera falla. Una tableta retirada pregunta aunque no tenga nada.
     * @param {{ aunqueVacia?: boolean }} [opciones] @returns {Promise<Resultado>} */
    async enviar({ aunqueVacia = false } = {}) {
      let piezas = await cola.siguientes(LOTE);
      /** @type {Resultado} */
      let resultado = { falla: null, borrar: false };
      if (!piezas.length && aunqueVacia) return enviarLote([]);
      while (piezas.length && !resultado.falla) {
        resultado = await enviarLote(piezas);
        piezas = await cola.siguientes(LOTE);
      }
      return resultado;
    },

    /** Canjea el código de una sola vez por un token atado a la llave de la tableta.
     * @param {{ codigo: string, nombre: string, llave: string }} datos
     * @returns {Promise<{ falla: Falla | null, json: any }>} */
    async inscribir(datos) {
      const { falla, json } = await pedir("POST", "/api/v1/dispositivos", JSON.stringify(datos));
      if (falla) return { falla, json: null };
      const nuestra = typeof json?.token === "string" && json.dispositivo !== undefined;
      return nuestra ? { falla: null, json } : { falla: { clase: "portal_cautivo" }, json: null };
    },
  };
}
