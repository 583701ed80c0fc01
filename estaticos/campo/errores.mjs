/** Lo que no se pudo hacer, dicho para quien tiene la tableta en la mano: qué pasó, qué está a salvo, qué hacer. */

export class ErrorDeTableta extends Error {
  /** @param {string} frase @param {string} [motivo] palabra fija para que otro módulo decida */
  constructor(frase, motivo = "") {
    super(frase);
    this.name = "ErrorDeTableta";
    this.motivo = motivo;
  }
}
