"""El tipo con que viaja cada formato que se entrega."""

_OFICINA = "application/vnd.openxmlformats-officedocument"
TIPOS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": f"{_OFICINA}.spreadsheetml.sheet",
    "docx": f"{_OFICINA}.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}
