/** La cámara: busca códigos en lo que ve, con linterna y cambio de lente. Sin cámara, dice cómo seguir. */
import { crearDescifrador } from "./descifrador.mjs";
import { boton, molde, parte } from "./pantalla-piezas.mjs";

const ENTRE_IMAGENES = 90;
/** El mismo código frente a la cámara no se vuelve a entregar en este tiempo. */
const MISMO = 1_200;
const QUE_HACER = "Escriba el código o use un lector de mano; todo lo demás funciona igual.";
/** @type {Record<string, string>} */
const SIN_CAMARA = {
  NotAllowedError: `La tableta no dio permiso para usar la cámara. Déselo en los ajustes del navegador. ${QUE_HACER}`,
  NotFoundError: `No se encontró una cámara. ${QUE_HACER}`,
  NotReadableError: `Otra aplicación está usando la cámara. Ciérrela y enciéndala otra vez. ${QUE_HACER}`,
};

const descifrador = crearDescifrador(() => new Worker("/campo/lector.mjs", { type: "module" }));

/** @typedef {ReturnType<typeof ponerCamara>} Camara */

/** @param {HTMLElement} donde @param {(texto: string) => Promise<unknown>} alLeer */
export function ponerCamara(donde, alLeer) {
  const nodo = molde("molde-camara");
  const video = /** @type {HTMLVideoElement} */ (parte(nodo, "video"));
  const linterna = boton(nodo, "[data-linterna]");
  const cambiar = boton(nodo, "[data-cambiar]");
  const otraVez = boton(nodo, "[data-otra-vez]");
  const aviso = parte(nodo, ".sin-camara");
  let lente = "environment";
  /** @type {MediaStream | null} */
  let corriente = null;
  /** @type {ReturnType<typeof descifrador.seguir> | null} */
  let seguida = null;
  let encendida = 0;
  let visible = true;
  let anterior = { texto: "", hora: -Infinity };
  donde.replaceChildren(nodo);
  descifrador.preparar();

  async function encender() {
    apagar();
    const vez = (encendida += 1);
    try {
      const pedido = { video: { facingMode: { ideal: lente }, width: { ideal: 640 }, height: { ideal: 480 } } };
      const nueva = await navigator.mediaDevices.getUserMedia(pedido);
      if (vez !== encendida) return nueva.getTracks().forEach((pista) => pista.stop());
      corriente = nueva;
      video.srcObject = nueva;
      await video.play();
      const [pista] = nueva.getVideoTracks();
      leerDe(vez, pista);
      await mostrar(pista);
    } catch (error) {
      if (vez === encendida) fallar(error);
    }
  }

  /** @param {unknown} error */
  function fallar(error) {
    const nombre = error instanceof DOMException || error instanceof TypeError ? error.name : "";
    if (nombre === "AbortError") return;
    apagar();
    aviso.textContent = SIN_CAMARA[nombre] ?? `La cámara no encendió. ${QUE_HACER}`;
    aviso.hidden = otraVez.hidden = false;
  }

  /** @param {MediaStreamTrack} pista */
  async function mostrar(pista) {
    aviso.hidden = otraVez.hidden = true;
    nodo.classList.add("viendo");
    linterna.hidden = !("torch" in pista.getCapabilities());
    linterna.setAttribute("aria-pressed", "false");
    const lentes = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
    cambiar.hidden = lentes.length < 2;
  }

  /** Los cuadros van de la cámara al lector sin pasar por aquí; donde el navegador no sabe, de a una imagen.
   * @param {number} vez @param {MediaStreamTrack} pista */
  function leerDe(vez, pista) {
    const Procesador = /** @type {any} */ (globalThis).MediaStreamTrackProcessor;
    if (!Procesador) return void mirar(vez);
    const { readable } = new Procesador({ track: pista, maxBufferSize: 1 });
    seguida = descifrador.seguir(readable, (textos) => void entregar(textos), (error) => {
      reportError(error);
      if (vez === encendida) void mirar(vez);
    });
    seguida.detener(!visible);
  }

  /** @param {number} vez */
  async function mirar(vez) {
    while (vez === encendida) {
      const desde = performance.now();
      if (visible && video.readyState >= video.HAVE_CURRENT_DATA && !descifrador.ocupado()) {
        await createImageBitmap(video).then(descifrador.leer).then(entregar).catch(reportError);
      }
      const tardo = performance.now() - desde;
      await new Promise((listo) => setTimeout(listo, Math.max(ENTRE_IMAGENES - tardo, tardo)));
    }
  }

  /** @param {string[]} textos */
  async function entregar(textos) {
    for (const texto of textos) {
      const ahora = performance.now();
      if (!visible || (texto === anterior.texto && ahora - anterior.hora < MISMO)) continue;
      anterior = { texto, hora: ahora };
      await alLeer(texto);
    }
  }

  function apagar() {
    encendida += 1;
    seguida?.soltar();
    seguida = null;
    corriente?.getTracks().forEach((pista) => pista.stop());
    corriente = null;
    video.srcObject = null;
    nodo.classList.remove("viendo");
    linterna.hidden = cambiar.hidden = true;
  }

  linterna.addEventListener("click", async () => {
    const poner = linterna.getAttribute("aria-pressed") !== "true";
    const orden = /** @type {MediaTrackConstraints} */ (/** @type {unknown} */ ({ advanced: [{ torch: poner }] }));
    await corriente?.getVideoTracks()[0].applyConstraints(orden);
    linterna.setAttribute("aria-pressed", String(poner));
  });
  cambiar.addEventListener("click", () => {
    lente = lente === "environment" ? "user" : "environment";
    void encender();
  });
  otraVez.addEventListener("click", () => void encender());
  void encender();

  return {
    /** Tapada por otra pantalla sigue encendida, pero no lee. @param {boolean} si */
    asomar(si) {
      visible = si;
      seguida?.detener(!si);
      if (si) void video.play().catch(() => encender());
      else video.pause();
    },
    apagar,
  };
}
