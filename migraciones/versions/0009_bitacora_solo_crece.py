"""La bitácora sólo crece: un disparador rechaza cambiarla o borrarla."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FRASE = "la bitácora sólo crece"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for accion in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER bitacora_sin_{accion.lower()} BEFORE {accion} ON bitacora "
                f"BEGIN SELECT RAISE(ABORT, '{FRASE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION bitacora_solo_crece() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{FRASE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER bitacora_solo_crece BEFORE UPDATE OR DELETE OR TRUNCATE ON bitacora "
        "FOR EACH STATEMENT EXECUTE FUNCTION bitacora_solo_crece()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for accion in ("update", "delete"):
            op.execute(f"DROP TRIGGER bitacora_sin_{accion}")
        return
    op.execute("DROP TRIGGER bitacora_solo_crece ON bitacora")
    op.execute("DROP FUNCTION bitacora_solo_crece()")
