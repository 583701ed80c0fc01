/** Un servidor de juguete que cumple el contrato: inscribe, da el paquete, abre lo sellado y firma recibos. */
import { Aes256Gcm } from "../../estaticos/terceros/servidos/@hpke/core/esm/src/aeads/aesGcm.js";
import { CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "../../estaticos/terceros/servidos/@hpke/core/esm/src/native.js";
import { deBase64, enBase64, enBytes } from "../../estaticos/campo/bytes.mjs";

const { subtle } = crypto;
const FIRMA = { name: "ECDSA", namedCurve: "P-256" };
const CON_SHA = { name: "ECDSA", hash: "SHA-256" };

export const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
export const ACTIVIDAD = "11111111-1111-4111-8111-111111111111";
export const SIN_TARJETAS = "22222222-2222-4222-8222-222222222222";

export async function crearLlaveDeSellado(llave) {
  const par = await suite.kem.generateKeyPair();
  return { llave, par, publica: enBase64(await suite.kem.serializePublicKey(par.publicKey)) };
}

export async function abrir(llaves, { id, sellado }) {
  const [kid, datos] = sellado.split(".");
  const bytes = deBase64(datos);
  const lector = await suite.createRecipientContext({
    recipientKey: llaves[kid].par.privateKey,
    enc: bytes.slice(0, 65).buffer,
    info: enBytes("registro/lectura/1").buffer,
  });
  return JSON.parse(new TextDecoder().decode(await lector.open(bytes.slice(65).buffer, enBytes(id).buffer)));
}

/** @param {() => number} ahora el reloj del servidor */
export async function crearServidor(ahora) {
  let recibos;
  const llaves = { k1: await crearLlaveDeSellado("k1") };
  const servidor = {
    llaves,
    vigente: "k1",
    sucesora: null,
    recibidas: new Map(),
    contadas: 0,
    peticiones: [],
    revocado: false,
    dispositivos: new Map(),
    /** Para quién dice el recibo que es, si no es para quien lo pidió. */
    paraOtra: null,
    /** Piezas que nadie mandó y el recibo nombra. */
    demas: [],
    malas: new Set(),
    mudas: new Set(),
    revocadas: { sal: enBase64(new Uint8Array(16)), huellas: [] },
    /** Lo que la red le hace a la próxima petición: una función que devuelve una respuesta, o nada. */
    estorbo: null,
  };
  const json = (estado, cuerpo) =>
    new Response(JSON.stringify(cuerpo), { status: estado, headers: { "Content-Type": "application/json" } });
  const iso = (ms) => new Date(ms).toISOString();

  function paquete() {
    const publica = ({ llave, publica }) => ({ llave, publica });
    const sucesora = servidor.sucesora && { ...publica(llaves[servidor.sucesora.llave]), desde: servidor.sucesora.desde };
    const actividad = {
      ...{ tipo: "jornada", titulo: "Jornada", lugar: "Plaza", localidad: "14", fecha: servidor.fecha ?? iso(ahora() - 5 * 3_600_000).slice(0, 10) },
      ...{ estado: "abierta", servicios: [1], publicos: ["asp"] },
    };
    return {
      ...{ ahora: iso(ahora()), valido_hasta: iso(ahora() + 72 * 3_600_000), version: 1 },
      actividades: [{ ...actividad, id: ACTIVIDAD, tarjetas: true }, { ...actividad, id: SIN_TARJETAS, tarjetas: false }],
      sellado: { ...publica(llaves[servidor.vigente]), sucesora },
      recibos: servidor.recibos,
      revocadas: servidor.revocadas,
      ...{ servicios: [{ id: 1, nombre: "Asesoría", orden: 1 }], entidades: [], textos: [], preguntas: {}, publicos: { asp: "ASP" }, tipos: { jornada: "Jornada" }, localidades: [] },
    };
  }

  async function lotes({ lecturas }, dispositivo) {
    if (lecturas.some(({ id }) => servidor.malas.has(id))) {
      return json(422, { error: { mensaje: "Una lectura no se entiende.", campo: "lecturas" } });
    }
    const nombradas = lecturas.filter(({ id }) => !servidor.mudas.has(id));
    let contadas = 0;
    for (const { id, sellado } of nombradas) {
      const contenido = await abrir(llaves, { id, sellado });
      if (contenido.clase === "lectura") contadas += 1;
      if (!servidor.recibidas.has(id)) servidor.recibidas.set(id, contenido);
    }
    servidor.contadas += contadas;
    const ids = nombradas.map(({ id }) => id);
    const recibo = await servidor.firmar(servidor.paraOtra ?? dispositivo, [...ids, ...servidor.demas], contadas);
    const resultados = ids.map((id) => ({ id, estado: "aceptada", motivo: "" }));
    return json(200, { resultados, recibo, ...(servidor.revocado ? { borrar: true } : {}) });
  }

  async function atender(url, { method, headers, body = "" }) {
    const ruta = new URL(url, "https://registro.invalid").pathname;
    servidor.peticiones.push({ metodo: method, ruta, headers, cuerpo: body });
    if (ruta === "/api/v1/dispositivos") {
      const { codigo, llave } = JSON.parse(body);
      if (codigo !== "BUENO") return json(400, { error: { mensaje: "Ese código ya no sirve. Pida otro.", campo: "codigo" } });
      const dispositivo = `tab-${servidor.dispositivos.size + 1}`;
      const publica = await subtle.importKey("spki", deBase64(llave), FIRMA, false, ["verify"]);
      servidor.dispositivos.set(`Dispositivo secreto-${dispositivo}`, { dispositivo, publica });
      return json(201, { dispositivo, token: `secreto-${dispositivo}` });
    }
    const firmado = enBytes(`${method}\n${ruta}\n${body}`);
    const quien = servidor.dispositivos.get(headers.Authorization);
    if (!quien || !(await subtle.verify(CON_SHA, quien.publica, deBase64(headers.Firma), firmado))) {
      return json(401, { error: { mensaje: "Sin inscribir.", motivo: "sin_inscribir" } });
    }
    if (ruta === "/api/v1/lotes") return lotes(JSON.parse(body), quien.dispositivo);
    if (servidor.revocado) return json(401, { error: { mensaje: "Retirada.", motivo: "revocado" } });
    return json(200, paquete());
  }

  /** El recibo de esas piezas, para esa tableta. */
  servidor.firmar = async (dispositivo, ids, contadas) => {
    const texto = JSON.stringify({ dispositivo, ids, recibidas: ids.length, contadas, emitido: iso(ahora()) });
    const firma = enBase64(await subtle.sign(CON_SHA, recibos.privateKey, enBytes(texto)));
    return { texto, firma, llave: servidor.recibos.llave };
  };

  /** Estrena con qué firmar los recibos. */
  servidor.cambiarRecibos = async (llave) => {
    recibos = await subtle.generateKey(FIRMA, true, ["sign", "verify"]);
    servidor.recibos = { llave, publica: enBase64(await subtle.exportKey("spki", recibos.publicKey)) };
  };
  await servidor.cambiarRecibos("r1");
  servidor.fetch = async (url, opciones) => {
    const estorbo = servidor.estorbo;
    const antes = await estorbo?.antes?.(url);
    if (antes) return antes;
    const respuesta = await atender(url, opciones);
    return (await estorbo?.despues?.(url, respuesta)) ?? respuesta;
  };
  return servidor;
}
