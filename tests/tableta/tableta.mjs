/** Una tableta entera con reloj, red y base de mentira: nada espera de verdad. */
import { IDBFactory } from "../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js";
import { crearAplicacion } from "../../estaticos/campo/aplicacion.mjs";
import { crearServidor } from "./servidor.mjs";

export const PIN = "804152";
export const INICIO = Date.parse("2026-11-22T20:00:00-05:00");

export function crearReloj(inicio = INICIO) {
  let paso = 0;
  let movido = 0;
  const citas = new Map();
  let ultima = 0;
  return {
    pared: () => inicio + paso + movido,
    monotono: () => paso,
    verdad: () => inicio + paso,
    mover: (ms) => (movido += ms),
    avanzar: (ms) => (paso += ms),
    programar(tarea, ms) {
      citas.set((ultima += 1), { tarea, cuando: paso + ms });
      return ultima;
    },
    cancelar: (cita) => citas.delete(cita),
    /** Hace lo que estaba programado hasta ese momento. */
    async vencer(ms) {
      paso += ms;
      for (const [cita, { tarea, cuando }] of [...citas].sort((a, b) => a[1].cuando - b[1].cuando)) {
        if (cuando <= paso && citas.delete(cita)) tarea();
      }
      await new Promise((listo) => setImmediate(listo));
    },
    citas: () => [...citas.values()].map(({ cuando }) => cuando - paso),
  };
}

/** La de verdad, con un PIN que se abre en un instante. */
const cryptoRapida = {
  getRandomValues: (bytes) => crypto.getRandomValues(bytes),
  randomUUID: () => crypto.randomUUID(),
  subtle: new Proxy(crypto.subtle, {
    get: (subtle, nombre) =>
      nombre === "deriveKey"
        ? (receta, ...resto) => subtle.deriveKey({ ...receta, iterations: 1000 }, ...resto)
        : subtle[nombre].bind(subtle),
  }),
};

/** @param {object} [cambios] el servidor de otra tableta, o partes del entorno que la prueba reemplaza */
export async function crearMundo({ servidor: comun, ...cambios } = {}) {
  const reloj = crearReloj();
  const servidor = comun ?? (await crearServidor(reloj.verdad));
  const indexedDB = new IDBFactory();
  const errores = [];
  const mundo = { reloj, servidor, indexedDB, errores, enLinea: true, certificadoMalo: false };
  const entorno = {
    indexedDB,
    crypto: cryptoRapida,
    ...{ pared: reloj.pared, monotono: reloj.monotono, programar: reloj.programar, cancelar: reloj.cancelar },
    fetch: (...peticion) => servidor.fetch(...peticion),
    azar: () => 0.5,
    enLinea: () => mundo.enLinea,
    soloUna: async () => undefined,
    falloElCertificado: async () => mundo.certificadoMalo,
    almacenamiento: null,
    servidor: "",
    version: "prueba",
    ...cambios,
  };
  mundo.encender = async () => {
    // De la que se apagó ya no se oye nada, como de una página cerrada.
    mundo.tableta?.apagar();
    const esta = (mundo.encendida = {});
    const reportar = (error) => esta === mundo.encendida && errores.push(error);
    mundo.tableta = await crearAplicacion({ ...entorno, reportar });
  };
  await mundo.encender();
  return mundo;
}

/** Una tableta inscrita, con turno y la jornada abierta. */
export async function enJornada(cambios) {
  const mundo = await crearMundo(cambios);
  const { ACTIVIDAD } = await import("./servidor.mjs");
  await mundo.tableta.inscribir("https://registro.invalid/campo/tableta#inscribir=BUENO", "Tableta 1");
  await mundo.tableta.empezarTurno(PIN);
  await mundo.tableta.sincronizar();
  await mundo.tableta.abrirActividad(ACTIVIDAD);
  return mundo;
}

/** Espera a que algo que ya está en marcha se cumpla; nunca espera un reloj. */
export async function hasta(cumplido) {
  for (let vuelta = 0; vuelta < 5000; vuelta += 1) {
    if (cumplido()) return;
    await new Promise((listo) => setImmediate(listo));
  }
  throw new Error("No se cumplió");
}

/** Lo que de verdad hay en un almacén de la base. */
export async function guardado(indexedDB, nombre) {
  const base = await new Promise((listo) => (indexedDB.open("notas").onsuccess = ({ target }) => listo(target.result)));
  const pedido = base.transaction(nombre).objectStore(nombre).getAll();
  const valores = await new Promise((listo) => (pedido.onsuccess = () => listo(pedido.result)));
  base.close();
  return valores;
}

export const sinRed = { antes: () => Promise.reject(new TypeError("fetch failed")) };
