/** Enciende la tableta y pone en la página la pantalla que pide el estado; encima, la que pide la persona. */
import { crearAplicacion } from "./aplicacion.mjs";
import { entornoDelNavegador } from "./entorno.mjs";
import { vistaDeActividades, vistaDeCierre, vistaDeMas, vistaDeProvisional } from "./pantalla-actividades.mjs";
import { ponerBarra } from "./pantalla-barra.mjs";
import { vistaDeEnvio } from "./pantalla-envio.mjs";
import { vistaDeEscribir, vistaDeLectura, vistaDeVarias } from "./pantalla-lectura.mjs";
import {
  vistaDeAnonimas, vistaDeAutorizacion, vistaDeMenor, vistaDePreguntas, vistaDeServicios, vistaDeTarjeta,
} from "./pantalla-persona.mjs";
import { boton, molde, parte } from "./pantalla-piezas.mjs";
import {
  vistaDeDesbloquear, vistaDeInscribir, vistaDePin, vistaDeSalida, vistaDeTurno, vistaNeutra,
} from "./pantalla-puesta.mjs";
import { cuidarVersion } from "./pantalla-version.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 * @typedef {import("./tipos.d.ts").Estado} Estado
 */

/** La pantalla de cada estado.
 * @type {Record<import("./tipos.d.ts").Pantalla, (mando: Mando) => Vista>} */
const DEL_ESTADO = {
  inscribir: vistaDeInscribir,
  turno: vistaDeTurno,
  bloqueada: vistaNeutra,
  actividades: vistaDeActividades,
  lectura: vistaDeLectura,
};
/** Las que se abren encima; volver las quita.
 * @type {Record<string, (mando: Mando, dato: any) => Vista>} */
const ENCIMA = {
  desbloquear: vistaDeDesbloquear,
  pin: vistaDePin,
  salida: vistaDeSalida,
  provisional: vistaDeProvisional,
  escribir: vistaDeEscribir,
  varias: vistaDeVarias,
  servicios: vistaDeServicios,
  autorizacion: vistaDeAutorizacion,
  preguntas: vistaDePreguntas,
  anonimas: vistaDeAnonimas,
  tarjeta: vistaDeTarjeta,
  "es-menor": vistaDeMenor,
  mas: vistaDeMas,
  cierre: vistaDeCierre,
  envio: vistaDeEnvio,
  reinscribir: vistaDeInscribir,
};
const ESPERA_DE_OTRA = 1_500;
const ESPERA_VERSION = "Hay una versión nueva. Se instala cuando todo lo guardado aquí haya sido recibido.";
const HAY_VERSION = "Hay una versión nueva y nada espera por enviarse.";

/** @param {import("./tipos.d.ts").Aplicacion} app */
function armar(app) {
  const lugar = parte(document, "#pantalla");
  const sobre = parte(document, "#encima");
  /** @type {{ pantalla: string, vista: Vista } | null} */
  let base = null;
  /** @type {Vista | null} */
  let encima = null;
  /** @type {Mando} */
  const mando = { app, ir, volver, ocultar };
  const barra = ponerBarra(mando);

  /** @param {string} nombre @param {any} [dato] */
  function ir(nombre, dato) {
    encima?.quitar?.();
    encima = ENCIMA[nombre](mando, dato);
    sobre.replaceChildren(encima.nodo);
    mostrar();
  }

  function volver() {
    encima?.quitar?.();
    encima = null;
    sobre.replaceChildren();
    mostrar();
  }

  function ocultar() {
    if (["lectura", "actividades"].includes(app.estado().pantalla)) app.ocultar();
    else if (app.estado().pantalla === "bloqueada") volver();
  }

  function mostrar() {
    if (!base) return;
    lugar.hidden = encima !== null;
    sobre.hidden = encima === null;
    base.vista.asomar?.(encima === null);
    barra.titular(encima ?? base.vista, encima !== null);
    (encima ?? base.vista).actualizar?.(app.estado());
    const escribir = encima?.nodo.querySelector("input:not(.solo-lector)");
    (escribir instanceof HTMLElement ? escribir : parte(document, "#contenido")).focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** @param {Estado} estado */
  function pintar(estado) {
    if (base?.pantalla !== estado.pantalla) {
      base?.vista.quitar?.();
      base = { pantalla: estado.pantalla, vista: DEL_ESTADO[estado.pantalla](mando) };
      lugar.replaceChildren(base.vista.nodo);
      volver();
    }
    barra.actualizar(estado);
    (encima ?? base.vista).actualizar?.(estado);
  }

  app.suscribir(pintar);
  document.addEventListener("touchstart", ({ touches }) => touches.length >= 3 && ocultar(), { passive: true });
}

/** Nadie sale ni recarga sin querer mientras algo espere recibo; y al volver, la tableta se pone al día.
 * @param {import("./tipos.d.ts").Aplicacion} app */
function cuidarSalida(app) {
  addEventListener("beforeunload", (evento) => {
    if (!app.estado().puede_salir) evento.preventDefault();
  });
  addEventListener("online", () => app.volver());
  addEventListener("offline", () => app.volver());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.volver());
}

/** @param {import("./tipos.d.ts").Aplicacion} app @param {string} propia */
async function cuidarActualizacion(app, propia) {
  const aviso = parte(document, "#version-nueva");
  const actualizar = boton(aviso, "button");
  let hay = false;
  const pintar = (/** @type {Estado} */ { pantalla, puede_salir }) => {
    aviso.hidden = !hay || !["turno", "actividades"].includes(pantalla);
    parte(aviso, "span:not(.forma)").textContent = puede_salir ? HAY_VERSION : ESPERA_VERSION;
    actualizar.hidden = !puede_salir;
  };
  const version = await cuidarVersion({
    propia,
    hayNueva() {
      hay = true;
      pintar(app.estado());
    },
  });
  actualizar.addEventListener("click", () => app.estado().puede_salir && version.usar());
  app.suscribir(pintar);
}

/** @param {string} cual */
function decirSolo(cual) {
  parte(document, "#arriba").hidden = false;
  parte(document, "#pantalla").replaceChildren(molde(cual));
}

async function encender() {
  if (!isSecureContext || !("serviceWorker" in navigator) || !crypto.subtle) return decirSolo("molde-insegura");
  const version = document.documentElement.dataset.version ?? "";
  // Si otra pestaña tiene la cola, ésta espera a que se cierre.
  const espera = setTimeout(decirSolo, ESPERA_DE_OTRA, "molde-en-otra");
  const app = await crearAplicacion(entornoDelNavegador(version));
  clearTimeout(espera);
  armar(app);
  cuidarSalida(app);
  await cuidarActualizacion(app, version);
}

await encender();
