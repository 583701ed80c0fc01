/**
 * Busca códigos QR en una imagen, fuera del hilo de la pantalla. Recibe { turno, imagen } (ImageBitmap o ImageData) y
 * contesta { turno, textos } o { turno, error }; al arrancar dice { listo: true }, o { error } si no pudo.
 *
 * Para que funcione sin red, su dirección debe quedar dentro del alcance del service worker: sirva bajo /campo/ un
 * módulo que sólo importe éste.
 */
import { BarcodeDetector, prepareZXingModule } from "../terceros/servidos/barcode-detector/dist/es/ponyfill.js";

const WASM = new URL("../terceros/servidos/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url).href;

/** @param {unknown} error */
const decir = (error) => (error instanceof Error ? error.message : String(error));

// Sin locateFile, la librería buscaría el .wasm en un servidor ajeno.
prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true }).then(
  () => self.postMessage({ listo: true }),
  (/** @type {unknown} */ error) => self.postMessage({ error: decir(error) }),
);
// Después: al crearse busca el .wasm, y ya debe saber dónde está.
const detector = new BarcodeDetector({ formats: ["qr_code"] });

/** @param {MessageEvent<{ turno: number, imagen: ImageBitmap | ImageData }>} mensaje */
self.onmessage = async ({ data: { turno, imagen } }) => {
  try {
    const hallados = await detector.detect(imagen);
    const textos = hallados.map((/** @type {{ rawValue: string }} */ hallado) => hallado.rawValue);
    self.postMessage({ turno, textos });
  } catch (error) {
    self.postMessage({ turno, error: decir(error) });
  } finally {
    if ("close" in imagen) imagen.close();
  }
};
