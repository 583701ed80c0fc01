/**
 * Busca códigos QR fuera del hilo de la pantalla. Al arrancar dice { listo: true }, o { error } si no pudo. Recibe:
 * { cual, corriente } los cuadros de una cámara, que ya no pasan por la pantalla: dice { cual, textos, vista } sólo cuando
 * ve algún código; { cual, pausa } deja de mirarlos, o vuelve a hacerlo; y { turno, imagen } una sola imagen, donde no
 * hay corriente de cuadros: contesta { turno, textos, vista } o { turno, error }. `vista`: cuándo llegó aquí la imagen,
 * en milisegundos de época.
 *
 * Para que funcione sin red, su dirección debe quedar dentro del alcance del service worker: sirva bajo /campo/ un
 * módulo que sólo importe éste.
 */
import { BarcodeDetector, prepareZXingModule } from "../terceros/servidos/barcode-detector/dist/es/ponyfill.js";

const WASM = new URL("../terceros/servidos/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url).href;
/** Milisegundos: entre imagen e imagen nunca menos que esto, y nunca menos que el doble de lo que tardó la última. */
const ENTRE_IMAGENES = 66;
/** El mismo código frente a la cámara no se vuelve a decir en este tiempo. */
const MISMO = 500;

/** @param {unknown} error */
const decir = (error) => (error instanceof Error ? error.message : String(error));
const ahora = () => performance.timeOrigin + performance.now();

// Sin locateFile, la librería buscaría el .wasm en un servidor ajeno.
prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true }).then(
  () => self.postMessage({ listo: true }),
  (/** @type {unknown} */ error) => self.postMessage({ error: decir(error) }),
);
// Después: al crearse busca el .wasm, y ya debe saber dónde está.
const detector = new BarcodeDetector({ formats: ["qr_code"] });

/** Las cámaras que ahora nadie mira.
 * @type {Set<number>} */
const detenidas = new Set();

/** @param {ImageBitmap | ImageData | VideoFrame} imagen @returns {Promise<string[]>} */
async function mirar(imagen) {
  const hallados = await detector.detect(/** @type {any} */ (imagen));
  return hallados.map((/** @type {{ rawValue: string }} */ hallado) => hallado.rawValue);
}

/** @param {number} cual @param {ReadableStream<VideoFrame>} corriente */
async function seguir(cual, corriente) {
  const lector = corriente.getReader();
  let proxima = 0;
  let dicho = { textos: "", hora: 0 };
  for (;;) {
    const { done, value: cuadro } = await lector.read();
    if (done) return;
    const vista = ahora();
    try {
      if (detenidas.has(cual) || vista < proxima) continue;
      const textos = await mirar(cuadro);
      proxima = vista + Math.max(ENTRE_IMAGENES, 2 * (ahora() - vista));
      const juntos = textos.join("\n");
      if (!juntos || (juntos === dicho.textos && vista - dicho.hora < MISMO)) continue;
      dicho = { textos: juntos, hora: vista };
      self.postMessage({ cual, textos, vista });
    } finally {
      cuadro.close();
    }
  }
}

/** @param {number} turno @param {ImageBitmap | ImageData} imagen */
async function contestar(turno, imagen) {
  const vista = ahora();
  try {
    self.postMessage({ turno, textos: await mirar(imagen), vista });
  } catch (error) {
    self.postMessage({ turno, error: decir(error) });
  } finally {
    if ("close" in imagen) imagen.close();
  }
}

/** @param {MessageEvent<{ cual?: number, corriente?: ReadableStream<VideoFrame>, pausa?: boolean, turno?: number,
 *   imagen?: ImageBitmap | ImageData }>} mensaje */
self.onmessage = ({ data: { cual = 0, corriente, pausa, turno = 0, imagen } }) => {
  if (pausa !== undefined) detenidas[pausa ? "add" : "delete"](cual);
  if (imagen) void contestar(turno, imagen);
  if (corriente) seguir(cual, corriente).catch((error) => self.postMessage({ error: decir(error) }));
};
