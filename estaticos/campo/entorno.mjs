/** Lo que la aplicación toma del navegador. Es el único módulo, con las pantallas, que nombra sus globales. */

/** @param {string} version @returns {import("./tipos.d.ts").Entorno} */
export function entornoDelNavegador(version) {
  return {
    indexedDB,
    fetch: (...peticion) => fetch(...peticion),
    crypto,
    pared: () => Date.now(),
    monotono: () => performance.now(),
    azar: () => Math.random(),
    programar: (tarea, ms) => setTimeout(tarea, ms),
    cancelar: (cita) => clearTimeout(/** @type {number | undefined} */ (cita ?? undefined)),
    enLinea: () => navigator.onLine,
    falloElCertificado,
    soloUna,
    reportar: (error) => reportError(error),
    almacenamiento: navigator.storage ?? null,
    servidor: "",
    version,
  };
}

/** Toma un candado que el navegador suelta cuando la página se cierra; una segunda pestaña espera su turno.
 * @returns {Promise<void>} */
function soloUna() {
  return new Promise((listo, falla) => {
    const tomado = () => new Promise(() => listo());
    navigator.locks.request("notas", tomado).catch(falla);
  });
}

/**
 * fetch calla por qué falló; el registro de un service worker, no: con un certificado malo es un SecurityError y sin
 * servidor un TypeError. Lo que se intenta registrar es un módulo, que nunca llega a instalarse.
 */
async function falloElCertificado() {
  if (location.protocol !== "https:" || !("serviceWorker" in navigator)) return false;
  try {
    const sonda = new URL("./errores.mjs", import.meta.url);
    const registro = await navigator.serviceWorker.register(sonda, { scope: new URL("./sonda/", sonda).pathname });
    await registro.unregister();
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === "SecurityError";
  }
}
