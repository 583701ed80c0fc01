/** Cuándo se habla con el servidor: pronto si hay algo nuevo, cada vez más tarde si falla, y cuando alguien lo pide. */
import { demora, FRASES } from "./red.mjs";

const PRONTO = 400;
const LATIDO = 5 * 60_000;
const PAQUETE_FRESCO = 10 * 60_000;

/** @typedef {import("./tipos.d.ts").Red} Red */

/**
 * @param {object} entorno
 * @param {ReturnType<typeof import("./sincronizar.mjs").crearSincronizador>} entorno.sincronizador
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {Pick<import("./tipos.d.ts").Entorno, "programar" | "cancelar" | "azar" | "reportar">} entorno.tiempo
 * @param {() => { inscrita: boolean, retirada: boolean, turno: boolean }} entorno.situacion
 * @param {(paquete: import("./tipos.d.ts").Paquete) => Promise<void>} entorno.recibirPaquete
 * @param {() => Promise<void>} entorno.retirar el servidor ya no acepta esta tableta
 * @param {() => Promise<void>} entorno.borrar el servidor ya tiene todo: no debe quedar nada
 * @param {() => void} entorno.avisar
 */
export function crearDespacho({ sincronizador, reloj, tiempo, situacion, recibirPaquete, retirar, borrar, avisar }) {
  /** @type {Red} */
  let red = { clase: "sin_intentar", frase: FRASES.sin_intentar, proximo: null };
  let fallas = 0;
  let delPaquete = -Infinity;
  let apagado = false;
  /** @type {unknown} */
  let cita = null;
  /** @type {Promise<void> | null} */
  let corriendo = null;
  let otraVez = false;

  /** @param {Red["clase"]} clase @param {number | null} espera */
  function poner(clase, espera) {
    tiempo.cancelar(cita);
    cita = espera === null || apagado ? null : tiempo.programar(() => void intentar(), espera);
    red = { clase, frase: FRASES[clase], proximo: cita === null ? null : reloj.ahora() + (espera ?? 0) };
    avisar();
  }

  /** @returns {Promise<import("./red.mjs").Falla | null>} la falla, si la hubo */
  async function hablar() {
    const { falla, borrar: debeBorrar } = await sincronizador.enviar({ aunqueVacia: situacion().retirada });
    if (debeBorrar) await borrar();
    const { inscrita, retirada, turno } = situacion();
    const viejo = reloj.ahora() - delPaquete >= PAQUETE_FRESCO;
    if (falla || !inscrita || retirada || !turno || !viejo) return falla;
    const pedido = await sincronizador.traerPaquete();
    if (pedido.paquete) {
      await recibirPaquete(pedido.paquete);
      delPaquete = reloj.ahora();
    }
    return pedido.falla;
  }

  async function unaVez() {
    otraVez = false;
    if (!situacion().inscrita) return;
    poner("enviando", null);
    const falla = await hablar().catch((error) => {
      tiempo.reportar(error);
      return { clase: /** @type {const} */ ("servidor"), espera: 0 };
    });
    if (!situacion().inscrita) return poner("sin_intentar", null);
    if (!falla) {
      fallas = 0;
      return poner("al_dia", otraVez ? PRONTO : LATIDO);
    }
    fallas += 1;
    const retiro = falla.clase === "inscribir" && falla.motivo === "revocado";
    const primera = retiro && !situacion().retirada;
    if (primera) await retirar();
    // Quien no está inscrita espera a una persona; la retirada todavía entrega lo que tiene.
    const espera = falla.clase === "inscribir" && !retiro ? null : demora(fallas, tiempo.azar, falla.espera);
    poner(falla.clase, primera ? PRONTO : espera);
  }

  async function intentar() {
    if (apagado) return;
    corriendo ??= unaVez().finally(() => (corriendo = null));
    await corriendo;
  }

  return {
    red: () => red,
    /** Hay algo nuevo: se envía en un momento, salvo que se esté esperando por una falla. */
    pronto() {
      otraVez = true;
      if (!corriendo && !fallas) poner(red.clase, PRONTO);
    },
    /** Lo pide una persona, o volvió la red: sin esperar más. */
    async ya() {
      if (corriendo) await corriendo;
      await intentar();
    },
    /** El próximo intento trae el paquete aunque el de ahora esté fresco. */
    renovar() {
      delPaquete = -Infinity;
    },
    apagar() {
      apagado = true;
      tiempo.cancelar(cita);
    },
  };
}
