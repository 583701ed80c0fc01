/** La versión de la aplicación: se guarda para trabajar sin red, y la nueva espera a que una persona la pida. */

const ENTRE_BUSQUEDAS = 3_600_000;

/**
 * @param {object} mando
 * @param {string} mando.propia la versión de esta página
 * @param {() => void} mando.hayNueva se descargó una versión distinta y espera
 */
export async function cuidarVersion({ propia, hayNueva }) {
  const { serviceWorker } = navigator;
  /** @type {ServiceWorker | null} */
  let nueva = null;

  serviceWorker.addEventListener("message", ({ data, source }) => {
    if (data.usada) return location.reload();
    if (data.version === propia) return;
    nueva = /** @type {ServiceWorker} */ (source);
    hayNueva();
  });

  /** @param {ServiceWorker | null} quien */
  const preguntar = (quien) => quien?.postMessage({ pide: "version" });

  const registro = await serviceWorker.register("/campo/sw.js", { scope: "/campo/", updateViaCache: "none" });
  registro.addEventListener("updatefound", () => {
    const llegando = registro.installing;
    llegando?.addEventListener("statechange", () => llegando.state === "installed" && preguntar(llegando));
  });
  preguntar(registro.waiting);
  preguntar(registro.active);
  // Sin red no hay versión que buscar: se busca en la próxima.
  setInterval(() => navigator.onLine && void registro.update().catch(() => undefined), ENTRE_BUSQUEDAS);

  return {
    /** Quien llama ya comprobó que nada espera recibo. */
    usar: () => nueva?.postMessage({ pide: "usar" }),
  };
}
