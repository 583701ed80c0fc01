/** Inscribir la tableta, abrir y cerrar el turno con su PIN, y la pantalla neutra que queda al ocultar. */
import { ponerCamara } from "./pantalla-camara.mjs";
import { alEnviar, boton, control, molde, parte, pedir, plural, unir } from "./pantalla-piezas.mjs";
import { decirFalla } from "./pantalla-lectura.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 */

/** Lo que lleva la dirección del QR antes del código. */
const SENA = "#inscribir=";
const RETIRADA =
  "Esta tableta fue retirada. Entrega lo que tiene guardado, que sigue sellado, y después se borra sola. No la apague ni " +
  "la aleje de la red hasta que termine.";

/** @param {Mando} mando @returns {Vista} */
export function vistaDeInscribir({ app, volver }) {
  const nodo = molde("molde-inscribir");
  const codigo = control(nodo, "#inscripcion");
  let pidiendo = false;
  /** @param {string} texto */
  async function inscribir(texto) {
    if (pidiendo) return;
    pidiendo = true;
    if (await pedir(boton(nodo, ".boton-principal"), () => app.inscribir(texto, ""))) volver();
    pidiendo = false;
  }
  nodo.addEventListener("submit", (evento) => {
    evento.preventDefault();
    void inscribir(codigo.value);
  });
  const camara = ponerCamara(parte(nodo, "[data-camara]"), async (texto) => {
    if (texto.includes(SENA)) await inscribir(texto);
  });
  // La cámara del sistema abre la dirección del QR: el código llega detrás del «#», y no debe quedar en la historia.
  function recoger() {
    const [, traido = ""] = location.hash.split(SENA);
    if (!traido) return;
    codigo.value = decodeURIComponent(traido);
    history.replaceState(null, "", location.pathname);
  }
  recoger();
  addEventListener("hashchange", recoger);
  return {
    nodo,
    titulo: "Inscribir esta tableta",
    asomar: camara.asomar,
    quitar() {
      removeEventListener("hashchange", recoger);
      camara.apagar();
    },
  };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeTurno({ app }) {
  const nodo = molde("molde-turno");
  alEnviar(nodo, async () => {
    const pin = control(nodo, "#pin-nuevo").value;
    if (pin !== control(nodo, "#pin-otra-vez").value) return decirFalla(nodo, "Los dos PIN no son iguales. Escríbalos otra vez.");
    // Un navegador que la primera vez dijo que no puede decir que sí cuando la aplicación ya está instalada.
    await navigator.storage?.persist();
    await app.empezarTurno(pin);
  });
  return {
    nodo,
    titulo: "Empezar el turno",
    actualizar({ inscripcion, pendientes }) {
      if (!inscripcion?.revocada) return;
      const dicho = document.createElement("p");
      dicho.textContent = `${RETIRADA} ${pendientes ? `Faltan ${plural(pendientes, "pieza", "piezas")}.` : ""}`;
      nodo.replaceChildren(dicho);
    },
  };
}

/** Al ocultar y al abrir la aplicación: un cuaderno vacío. Lo que se escriba aquí no se guarda.
 * @param {Mando} mando @returns {Vista} */
export function vistaNeutra({ ir }) {
  const nodo = molde("molde-neutra");
  boton(nodo, "[data-abrir]").addEventListener("click", () => ir("desbloquear"));
  return { nodo, titulo: "Notas" };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeDesbloquear({ app }) {
  const nodo = molde("molde-bloqueada");
  const pin = control(nodo, "#pin");
  alEnviar(nodo, async () => {
    const escrito = pin.value;
    pin.value = "";
    await app.desbloquear(escrito);
  });
  const descartar = boton(nodo, "[data-descartar]");
  descartar.addEventListener("click", () => void pedir(descartar, () => app.descartarTurno()));
  return { nodo, titulo: "Notas" };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDePin({ app, volver }) {
  const nodo = molde("molde-pin");
  alEnviar(nodo, async () => {
    await app.cambiarPin(control(nodo, "#pin-de-entrega").value);
    volver();
  });
  return { nodo, titulo: "Entregar la tableta" };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeSalida(mando) {
  const nodo = molde("molde-salida");
  const terminar = boton(nodo, "[data-terminar]");
  terminar.addEventListener("click", () => void pedir(terminar, () => mando.app.terminarTurno()));
  unir(nodo, mando);
  return {
    nodo,
    titulo: "Terminar el turno",
    actualizar({ pendientes, abiertas, puede_salir }) {
      const quedan = abiertas.length ? ` Quedan ${plural(abiertas.length, "actividad", "actividades")} sin cerrar en esta tableta.` : "";
      parte(nodo, "[data-falta]").textContent = puede_salir
        ? `Todo lo guardado aquí fue recibido.${quedan} Al terminar, la tableta olvida las actividades y el PIN.`
        : `Todavía no: ${plural(pendientes, "pieza guardada aquí no ha sido recibida", "piezas guardadas aquí no han sido recibidas")}. Busque red o guárdelas en un archivo sellado.`;
      terminar.disabled = !puede_salir;
    },
  };
}
