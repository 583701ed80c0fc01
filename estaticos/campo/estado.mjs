/** El estado que ve la pantalla: se arma de lo guardado y se entrega a quien lo mira. */
import { estaVigente } from "./actividades.mjs";
import { medirAlmacen, verAlmacen } from "./almacen.mjs";
import { FRASES } from "./red.mjs";

const APARTE = "Lo demás fue recibido; lo que quedó aparte espera que alguien lo revise o lo exporte.";
const ENTRE_MEDIDAS = 30_000;

/** @typedef {import("./tipos.d.ts").Estado} Estado */

/**
 * @param {object} fuentes
 * @param {import("./cola.mjs").Cola} fuentes.cola
 * @param {import("./reloj.mjs").Reloj} fuentes.reloj
 * @param {Pick<import("./tipos.d.ts").Entorno, "almacenamiento" | "reportar">} fuentes.entorno
 * @param {() => import("./tipos.d.ts").Red} fuentes.red
 * @param {() => { inscripcion: import("./tipos.d.ts").Inscripcion | undefined, hayTurno: boolean,
 *   sesion: import("./sesion.mjs").Sesion | null }} fuentes.mirar
 */
export function crearEstado({ cola, reloj, entorno, red, mirar }) {
  /** @type {Set<(estado: Estado) => void>} */
  const oyentes = new Set();
  /** @type {Awaited<ReturnType<typeof cola.resumen>>} */
  let resumen = { pendientes: 0, mas_antigua: null, cuarentena: [], cuentas: { guardadas: 0, recibidas: 0, contadas: 0 } };
  /** @type {import("./almacen.mjs").Medida} */
  let medida = { persistente: null, usados: null, cuota: null };
  /** @type {import("./tipos.d.ts").Respuesta | null} */
  let respuesta = null;
  let error = "";
  let sucio = false;
  let medido = -Infinity;
  /** @type {Promise<void> | null} */
  let refrescando = null;

  /** Recibido lo último que se envió, puede haber algo guardado después o algo que quedó aparte.
   * @param {import("./tipos.d.ts").Red} laRed */
  function dicha(laRed) {
    if (laRed.clase !== "al_dia" || !resumen.pendientes) return laRed;
    if (resumen.pendientes === resumen.cuarentena.length) return { ...laRed, frase: APARTE };
    return { ...laRed, clase: /** @type {const} */ ("por_enviar"), frase: FRASES.por_enviar };
  }

  /** @returns {Estado} */
  function ver() {
    const { inscripcion, hayTurno, sesion } = mirar();
    const memoria = sesion?.memoria();
    const abiertas = Object.values(memoria?.abiertas ?? {}).map(({ huellas: _, ...visible }) => visible);
    const actividad = abiertas.find((abierta) => abierta.id === memoria?.actual) ?? null;
    return {
      pantalla: !inscripcion ? "inscribir" : sesion ? (actividad ? "lectura" : "actividades") : hayTurno ? "bloqueada" : "turno",
      inscripcion: inscripcion
        ? { dispositivo: inscripcion.dispositivo, nombre: inscripcion.nombre, revocada: inscripcion.revocada }
        : null,
      paquete: sesion?.paquete() ?? null,
      vigente: estaVigente(sesion?.paquete() ?? null, reloj.ahora()),
      actividad,
      abiertas: abiertas.filter((abierta) => abierta !== actividad),
      respuesta: sesion ? respuesta : null,
      cuentas: resumen.cuentas,
      pendientes: resumen.pendientes,
      cuarentena: resumen.cuarentena.map(({ id, guardada, cuarentena, intentos }) => ({
        ...{ id, guardada, motivo: cuarentena ?? "", intentos },
      })),
      red: dicha(red()),
      reloj: reloj.estado(),
      almacen: verAlmacen(medida, resumen.mas_antigua, reloj.ahora()),
      puede_salir: !resumen.pendientes,
      error,
    };
  }

  function emitir() {
    const estado = ver();
    for (const oyente of oyentes) oyente(estado);
  }

  async function releer() {
    while (sucio) {
      sucio = false;
      resumen = await cola.resumen();
    }
    if (reloj.ahora() - medido < ENTRE_MEDIDAS) return;
    medido = reloj.ahora();
    medida = await medirAlmacen(entorno.almacenamiento);
  }

  /** Avisa, relee lo guardado y vuelve a avisar; varias peticiones juntas se vuelven una. */
  async function refrescar() {
    sucio = true;
    emitir();
    refrescando ??= releer()
      .catch(entorno.reportar)
      .finally(() => (refrescando = null));
    await refrescando;
    emitir();
  }

  return {
    ver,
    refrescar,
    /** @param {import("./tipos.d.ts").ClaseDeRed} clase */
    fraseDe: (clase) => FRASES[clase],
    /** @param {(estado: Estado) => void} oyente */
    suscribir(oyente) {
      oyentes.add(oyente);
      oyente(ver());
      return () => void oyentes.delete(oyente);
    },
    /** @param {import("./tipos.d.ts").Respuesta} dicha */
    responder(dicha) {
      respuesta = dicha;
      return dicha;
    },
    /** @param {string} frase */
    async decirError(frase) {
      error = frase;
      await refrescar();
    },
    ocultar() {
      respuesta = null;
      error = "";
      emitir();
    },
  };
}
