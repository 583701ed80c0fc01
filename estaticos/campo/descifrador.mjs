/** El lado de acá del descifrador: una imagen a la vez, y si el trabajador muere se enciende otro. */

/**
 * @param {() => Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">} encender crea el trabajador
 */
export function crearDescifrador(encender) {
  /** @type {ReturnType<typeof encender> | null} */
  let trabajador = null;
  let turno = 0;
  /** @type {{ listo: (textos: string[]) => void, falla: (error: Error) => void } | null} */
  let espera = null;

  /** @param {string} motivo */
  function caer(motivo) {
    trabajador?.terminate();
    trabajador = null;
    espera?.falla(new Error(motivo));
    espera = null;
  }

  function vivo() {
    if (trabajador) return trabajador;
    trabajador = encender();
    trabajador.onerror = (aviso) => caer(`El lector de códigos no arrancó: ${aviso.message ?? ""}`);
    trabajador.onmessage = ({ data }) => {
      if (data.error && data.turno === undefined) return caer(data.error);
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
    apagar: () => caer("El lector se apagó."),
  };
}
