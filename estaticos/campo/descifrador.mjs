/**
 * El lado de acá del descifrador. Donde se puede, la cámara le entrega sus cuadros directamente al trabajador; donde no,
 * una imagen a la vez. Si el trabajador muere, se enciende otro.
 */

/**
 * @param {() => Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">} encender crea el trabajador
 */
export function crearDescifrador(encender) {
  /** @type {ReturnType<typeof encender> | null} */
  let trabajador = null;
  let turno = 0;
  /** @type {{ listo: (textos: string[]) => void, falla: (error: Error) => void } | null} */
  let espera = null;
  /** Las cámaras que se siguen.
   * @type {Map<number, { alVer: (textos: string[]) => void, alCaer: (error: Error) => void }>} */
  const seguidas = new Map();
  let camaras = 0;

  /** @param {string} motivo */
  function caer(motivo) {
    trabajador?.terminate();
    trabajador = null;
    const error = new Error(motivo);
    const [quien, seguian] = [espera, [...seguidas.values()]];
    espera = null;
    seguidas.clear();
    quien?.falla(error);
    for (const { alCaer } of seguian) alCaer(error);
  }

  function vivo() {
    if (trabajador) return trabajador;
    trabajador = encender();
    trabajador.onerror = (aviso) => caer(`El lector de códigos no arrancó: ${aviso.message ?? ""}`);
    trabajador.onmessage = ({ data }) => {
      if (data.error && data.turno === undefined) return caer(data.error);
      if (data.cual !== undefined) return seguidas.get(data.cual)?.alVer(data.textos);
      if (data.turno !== turno || !espera) return;
      const { listo, falla } = espera;
      espera = null;
      if (data.error) falla(new Error(data.error));
      else listo(data.textos);
    };
    return trabajador;
  }

  return {
    /** Enciende el trabajador antes de la primera imagen. */
    preparar: () => void vivo(),
    ocupado: () => espera !== null,
    /** Los textos de los códigos que haya en la imagen. Entrega la imagen: no se puede usar después.
     * @param {ImageBitmap | ImageData} imagen @returns {Promise<string[]>} */
    leer(imagen) {
      if (espera) return Promise.reject(new Error("El lector todavía está con la imagen anterior."));
      const quien = vivo();
      return new Promise((listo, falla) => {
        espera = { listo, falla };
        turno += 1;
        quien.postMessage({ turno, imagen }, "close" in imagen ? [imagen] : [imagen.data.buffer]);
      });
    },
    /** Mira los cuadros de una cámara hasta que se apague; avisa sólo cuando ve un código. Entrega la corriente.
     * @param {ReadableStream<unknown>} corriente @param {(textos: string[]) => void} alVer
     * @param {(error: Error) => void} alCaer */
    seguir(corriente, alVer, alCaer) {
      const quien = vivo();
      const cual = (camaras += 1);
      seguidas.set(cual, { alVer, alCaer });
      quien.postMessage({ cual, corriente }, [corriente]);
      return {
        /** @param {boolean} pausa */
        detener: (pausa) => seguidas.has(cual) && quien.postMessage({ cual, pausa }, []),
        soltar: () => void seguidas.delete(cual),
      };
    },
    apagar: () => caer("El lector se apagó."),
  };
}
