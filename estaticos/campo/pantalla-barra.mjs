/** El encabezado: dónde se está, cómo va el envío, los tres números, y ocultar con un toque. */
import { boton, cifra, escribir, parte } from "./pantalla-piezas.mjs";

/** @type {Record<import("./tipos.d.ts").ClaseDeRed, string>} */
const PALABRAS = {
  sin_intentar: "Sin enviar",
  al_dia: "Al día",
  enviando: "Enviando",
  por_enviar: "Por enviar",
  sin_red: "Sin red",
  portal_cautivo: "Wifi sin salida",
  certificado: "Red no segura",
  servidor: "Servidor sin respuesta",
  inscribir: "Inscribir otra vez",
};
/** Pasan solas en un momento: no se anuncian. */
const DE_PASO = ["enviando", "por_enviar"];
const SIN_BARRA = ["inscribir", "bloqueada"];

/** @param {import("./pantalla-piezas.mjs").Mando} mando */
export function ponerBarra({ ir, volver, ocultar }) {
  const volverAtras = boton(document, "#volver");
  const conexion = boton(document, "#conexion");
  const anuncio = parte(document, "#anuncio-de-red");
  const error = parte(document, "#error");
  let dicha = "";
  let porInscribir = false;

  volverAtras.addEventListener("click", volver);
  conexion.addEventListener("click", () => ir(porInscribir ? "reinscribir" : "envio"));
  boton(document, "#ocultar").addEventListener("click", ocultar);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && ocultar());

  return {
    /** @param {{ titulo: string, bajada?: string }} vista @param {boolean} encima */
    titular({ titulo, bajada = "" }, encima) {
      parte(document, "#titulo").textContent = titulo;
      parte(document, "#bajada").textContent = bajada;
      volverAtras.hidden = !encima;
    },
    /** @param {import("./tipos.d.ts").Estado} estado */
    actualizar({ pantalla, red, cuentas, pendientes, cuarentena, inscripcion, error: frase }) {
      porInscribir = red.clase === "inscribir" && !inscripcion?.revocada;
      parte(document, "#arriba").hidden = false;
      parte(document, "#estado").hidden = SIN_BARRA.includes(pantalla);
      boton(document, "#ocultar").hidden = pantalla === "turno";
      const apartadas = red.clase === "al_dia" && pendientes > 0 && pendientes === cuarentena.length;
      escribir(document, "#conexion", apartadas ? "Con apartadas" : PALABRAS[red.clase]);
      conexion.dataset.clase = apartadas ? "apartadas" : red.clase;
      for (const [nombre, valor] of Object.entries(cuentas)) {
        escribir(document, `#${nombre}`, cifra(valor));
        const { una = "", varias = "" } = parte(document, `#${nombre} + span`).dataset;
        escribir(document, `#${nombre} + span`, valor === 1 ? una : varias);
      }
      if (SIN_BARRA.includes(pantalla)) anuncio.textContent = "";
      else if (red.clase !== dicha && !DE_PASO.includes(red.clase)) anuncio.textContent = red.frase;
      dicha = red.clase;
      error.hidden = !frase;
      escribir(error, "p", frase);
    },
  };
}
