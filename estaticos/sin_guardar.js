// Pregunta antes de dejar la página con algo escrito que no se ha enviado; las salidas del propio formulario dicen que no guardan.
for (const formulario of document.querySelectorAll("form[data-escrito]")) {
  let escrito = formulario.dataset.escrito === "ya";
  const valer = (vale) => () => { escrito = vale; };
  formulario.addEventListener("input", valer(true));
  formulario.addEventListener("submit", valer(false));
  for (const salida of formulario.querySelectorAll("a")) salida.addEventListener("click", valer(false));
  window.addEventListener("beforeunload", (evento) => { if (escrito) evento.preventDefault(); });
}
