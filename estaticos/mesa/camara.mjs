/** Leer los códigos de las delegadas con la cámara, uno tras otro, sin dejar la página. */
import { crearDescifrador } from "../campo/descifrador.mjs";

const ENTRE_IMAGENES = 120;
const MISMO = 4_000;
const SIN_CAMARA = "La cámara no encendió. Escriba el código, use un lector de mano o marque la lista.";

/** @param {HTMLFormElement} formulario */
function preparar(formulario) {
  const encender = /** @type {HTMLButtonElement} */ (formulario.querySelector("[data-encender]"));
  const caja = /** @type {HTMLElement} */ (formulario.querySelector(".camara"));
  const video = /** @type {HTMLVideoElement} */ (formulario.querySelector("video"));
  const dicho = /** @type {HTMLElement} */ (formulario.querySelector("[data-dicho]"));
  const casilla = /** @type {HTMLInputElement} */ (formulario.querySelector("input[name=codigo]"));
  const descifrador = crearDescifrador(() => new Worker(formulario.dataset.lector ?? "", { type: "module" }));
  /** @type {MediaStream | null} */
  let corriente = null;
  let anterior = { texto: "", hora: -Infinity };

  /** Lo mismo que oprimir «Leer el código», y se trae lo que cambió. @param {string} codigo */
  async function enviar(codigo) {
    casilla.value = codigo;
    const respuesta = await fetch(formulario.action, { method: "POST", body: new FormData(formulario) });
    const nueva = new DOMParser().parseFromString(await respuesta.text(), "text/html");
    casilla.value = "";
    const aviso = nueva.querySelector(".resumen-errores li, main .aviso p");
    dicho.textContent = aviso?.textContent ?? "Entre otra vez: la sesión terminó.";
    dicho.classList.toggle("malo", !respuesta.ok);
    for (const parte of document.querySelectorAll("[data-vivo]")) {
      const llegada = nueva.querySelector(`[data-vivo="${/** @type {HTMLElement} */ (parte).dataset.vivo}"]`);
      if (llegada) parte.replaceWith(llegada);
    }
  }

  async function mirar() {
    while (corriente) {
      if (video.readyState >= video.HAVE_CURRENT_DATA && !descifrador.ocupado()) {
        const textos = await descifrador.leer(await createImageBitmap(video));
        for (const texto of textos) {
          const repetido = texto === anterior.texto && performance.now() - anterior.hora < MISMO;
          anterior = { texto, hora: performance.now() };
          if (!repetido) await enviar(texto).catch(() => (dicho.textContent = "Sin red: no se registró. Vuelva a mostrar el código."));
        }
      }
      await new Promise((listo) => setTimeout(listo, ENTRE_IMAGENES));
    }
  }

  function apagar() {
    corriente?.getTracks().forEach((pista) => pista.stop());
    corriente = null;
    caja.hidden = true;
    encender.textContent = "Usar la cámara";
  }

  encender.addEventListener("click", async () => {
    if (corriente) return apagar();
    try {
      // En una tableta, la cámara de atrás; un portátil sólo tiene una.
      const pedido = { facingMode: { ideal: "environment" }, width: { ideal: 640 }, height: { ideal: 480 } };
      corriente = await navigator.mediaDevices.getUserMedia({ video: pedido });
      video.srcObject = corriente;
      caja.hidden = false;
      await video.play();
      encender.textContent = "Apagar la cámara";
      dicho.textContent = "Muestre el código a la cámara.";
      void mirar();
    } catch {
      apagar();
      dicho.textContent = SIN_CAMARA;
    }
  });
  // Sin conexión segura el navegador no da cámara: el botón no se ofrece.
  encender.hidden = !navigator.mediaDevices;
}

const formulario = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-lector]"));
if (formulario) preparar(formulario);
