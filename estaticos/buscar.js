// «/» lleva a la casilla de buscar, como dice la ayuda; sin guiones la página funciona igual.
const casilla = document.querySelector("[data-buscar]");

document.addEventListener("keydown", (evento) => {
  const escribiendo = evento.target.closest("input, select, textarea, [contenteditable]");
  if (evento.key === "/" && !escribiendo && !evento.ctrlKey && !evento.metaKey && !evento.altKey) {
    evento.preventDefault();
    casilla.focus();
    casilla.select();
  }
});
