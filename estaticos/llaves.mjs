// Llaves de acceso: crear una en este equipo o entrar con ella. Sin soporte, el formulario sigue oculto.

const MAL = "No se pudo usar la llave. Puede intentarlo otra vez o entrar con su contraseña.";

/** @param {HTMLFormElement} formulario */
async function pedirOpciones(formulario) {
  const ficha = new FormData(formulario).get("csrf_token");
  const cuerpo = new URLSearchParams({ csrf_token: String(ficha) });
  const respuesta = await fetch(formulario.dataset.opciones ?? "", { method: "POST", body: cuerpo });
  if (!respuesta.ok) throw new Error(MAL);
  // Hace rato que escribió su contraseña: en vez de opciones llegó la página que la pide.
  if (!respuesta.headers.get("content-type")?.startsWith("application/json")) location.assign("?llave=nueva");
  return respuesta.json();
}

/** @param {HTMLFormElement} formulario */
async function firmar(formulario) {
  const opciones = await pedirOpciones(formulario);
  const llave = formulario.dataset.llave === "crear"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(opciones) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(opciones) });
  if (!(llave instanceof PublicKeyCredential)) throw new Error(MAL);
  return JSON.stringify(llave.toJSON());
}

/** @param {HTMLFormElement} formulario */
function preparar(formulario) {
  formulario.hidden = false;
  formulario.addEventListener("submit", async (evento) => {
    evento.preventDefault();
    const aviso = formulario.querySelector("[data-aviso]");
    const respuesta = formulario.querySelector("[name=respuesta]");
    try {
      const firmada = await firmar(formulario);
      if (respuesta instanceof HTMLInputElement) respuesta.value = firmada;
      formulario.submit();
    } catch {
      if (aviso) aviso.textContent = MAL;
    }
  });
}

if (window.PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
  for (const formulario of document.querySelectorAll("form[data-llave]")) {
    if (formulario instanceof HTMLFormElement) preparar(formulario);
  }
}
