/**
 * Lo que se escribe no se pierde: se guarda en este navegador a cada letra, y en el servidor cada pocos segundos.
 * La copia de aquí se borra cuando el servidor dice que ya la tiene. Sólo texto institucional: nunca datos de personas.
 */

const ESPERA = 2_000;
const OTRA_VEZ = 15_000;
const CALLADOS = new Set(["csrf_token"]);
const SIN_RED = "Sin red: lo escrito está guardado en este equipo y se enviará solo.";

/** @typedef {[string, string][]} Escrito */

/** Cada quien tiene su copia, aunque compartan el equipo. @param {string} destino */
const llaveDe = (destino) => `borrador ${document.querySelector("[data-quien]")?.textContent ?? ""} ${destino}`;

/** @param {HTMLFormElement} formulario @returns {Escrito} */
function leer(formulario) {
  const pares = /** @type {Escrito} */ ([...new FormData(formulario)].filter(([, dicho]) => typeof dicho === "string"));
  return pares.filter(([nombre]) => !CALLADOS.has(nombre));
}

/** Pone en el formulario lo que había quedado en este navegador. @param {HTMLFormElement} formulario @param {Escrito} escrito */
function poner(formulario, escrito) {
  for (const control of formulario.elements) {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)) continue;
    if (!control.name || CALLADOS.has(control.name)) continue;
    const dichos = escrito.filter(([nombre]) => nombre === control.name).map(([, dicho]) => dicho);
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      control.checked = dichos.includes(control.value);
    } else if (dichos.length) {
      control.value = dichos[0];
    }
  }
}

/** @param {HTMLFormElement} formulario */
function cuidar(formulario) {
  const destino = formulario.dataset.borrador ?? "";
  const llave = llaveDe(destino);
  const dice = formulario.querySelector("[data-guardado]") ?? document.querySelector("[data-guardado]");
  let pendiente = 0;
  let enviando = false;
  // Si la página se va antes de la respuesta, la copia de aquí se queda: la otra pudo pintarse con lo anterior.
  const alIrse = new AbortController();
  window.addEventListener("beforeunload", () => alIrse.abort());

  /** @param {string} frase */
  const decir = (frase) => {
    if (dice) dice.textContent = frase;
  };

  /** @param {number} espera */
  const programar = (espera) => {
    clearTimeout(pendiente);
    pendiente = window.setTimeout(enviar, espera);
  };

  async function enviar() {
    if (enviando || alIrse.signal.aborted) return programar(ESPERA);
    enviando = true;
    const copia = localStorage.getItem(llave);
    try {
      const pedido = { method: "POST", body: new FormData(formulario), redirect: /** @type {const} */ ("error") };
      const respuesta = await fetch(destino, { ...pedido, signal: alIrse.signal });
      if (!respuesta.ok) throw new Error(String(respuesta.status));
      const { guardado } = await respuesta.json();
      if (localStorage.getItem(llave) === copia) localStorage.removeItem(llave);
      decir(`Borrador guardado a las ${guardado}.`);
    } catch {
      decir(SIN_RED);
      programar(OTRA_VEZ);
    } finally {
      enviando = false;
    }
  }

  formulario.addEventListener("input", () => {
    localStorage.setItem(llave, JSON.stringify(leer(formulario)));
    programar(ESPERA);
  });
  // Enviar el formulario sin red dejaría una página de error y lo escrito atrás: se espera a que vuelva.
  formulario.addEventListener("submit", (evento) => {
    clearTimeout(pendiente);
    if (navigator.onLine) return;
    evento.preventDefault();
    decir(SIN_RED);
    programar(OTRA_VEZ);
  });
  window.addEventListener("online", () => programar(0));

  const local = localStorage.getItem(llave);
  // Si volvió con errores, lo escrito ya está en la página.
  if (!local || document.querySelector(".resumen-errores")) return;
  poner(formulario, JSON.parse(local));
  for (const control of formulario.querySelectorAll("input, textarea")) control.dispatchEvent(new Event("input"));
  decir("Se recuperó lo que estaba escrito en este equipo.");
  programar(ESPERA);
}

// El servidor dice que ya lo guardó (o que se descartó): la copia de aquí sobra. Al recargar ya no se vuelve a decir.
for (const listo of document.querySelectorAll("[data-listo]")) {
  localStorage.removeItem(llaveDe(/** @type {HTMLElement} */ (listo).dataset.listo ?? ""));
  const direccion = new URL(location.href);
  direccion.searchParams.delete("listo");
  history.replaceState(null, "", direccion);
}
for (const formulario of document.querySelectorAll("form[data-borrador]")) cuidar(/** @type {HTMLFormElement} */ (formulario));
