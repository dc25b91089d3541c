"""Files to take away: written only when somebody asks for them."""

from datetime import timedelta
from functools import partial
from pathlib import PurePath

import streamlit as st

import workflows
from domain.access import Permission
from domain.deliveries import Delivery, DeliveryKind
from domain.local_time import today
from domain.periods import half_year_of
from ui.cached import view
from ui.context import Context
from ui.drafts import home_of
from views.imports import delivered_names
from views.installation import area_names
from workflows import Checked, Draft

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_files(ctx: Context, draft: Draft, checked: Checked) -> None:
    """The upload with its findings marked, and what would be taken over."""
    stem = PurePath(draft.name).stem
    with st.container(horizontal=True):
        if checked.reading.findings:
            marked = partial(workflows.marked_copy, home_of(ctx), draft, checked, ctx.viewer)
            excel("Datei mit markierten Zellen (Excel)", marked, f"{stem}_geprueft.xlsx", "markiert")
        if checked.reading.kind is DeliveryKind.OBSERVATIONS and checked.difference is not None:
            excel("Übernommene Werte als Excel", partial(workflows.checked_values, checked, ctx.viewer), f"{stem}_werte.xlsx", "werte")


def change_file(ctx: Context, draft: Draft, checked: Checked) -> None:
    """All changes, where there are any."""
    snapshot = ctx.installation.snapshot
    if snapshot is None or checked.difference is None or not checked.difference.changes:
        return
    if checked.reading.kind is DeliveryKind.OBSERVATIONS:
        write = partial(workflows.change_list, snapshot, ctx.viewer, checked, delivered_names(checked.reading, view(ctx, area_names)))
        excel("Alle Änderungen als Excel", write, f"{PurePath(draft.name).stem}_unterschied.xlsx", "aenderungen")


def delivery_file(ctx: Context, delivery: Delivery) -> None:
    """The values of an accepted delivery."""
    if ctx.installation.snapshot is None:
        return
    write = partial(workflows.delivered, ctx.installation.snapshot, ctx.viewer, delivery)
    excel("Werte als Excel", write, f"Lieferung_{delivery.number}_werte.xlsx", f"lieferung_{delivery.number}")


def status_sheets(ctx: Context) -> None:
    """The template for this half-year and the next, filled with the last reports."""
    if ctx.installation.snapshot is None:
        return
    this = half_year_of(today())
    following = half_year_of(today() + timedelta(days=184))
    with st.container(horizontal=True):
        for period in dict.fromkeys((this, following)):
            write = partial(workflows.status_sheet, ctx.installation.snapshot, ctx.viewer, period.text)
            excel(f"Sachstandsblatt {period.label} (Excel)", write, f"Sachstand_{period.text}.xlsx", f"vorlage_{period.text}")


def catalogue_button(ctx: Context) -> None:
    """The workbook with all indicators, to read and to add own ones."""
    if ctx.installation.snapshot is not None:
        write = partial(workflows.catalogue_sheet, ctx.installation.snapshot)
        excel("Indikatorenkatalog (Excel)", write, "Indikatorenkatalog.xlsx", "katalog")


def input_sheet_button(ctx: Context, indicator: str) -> None:
    """The workbook to fill in for an indicator; nothing for those who may not bring figures in."""
    if ctx.installation.snapshot is not None and ctx.viewer.may(Permission.IMPORT):
        write = partial(workflows.input_sheet, ctx.installation.snapshot, indicator)
        excel("Erfassungsblatt (Excel)", write, f"Erfassungsblatt_{indicator}.xlsx", f"blatt_{indicator}")


def excel(label: str, write: partial[bytes], name: str, key: str) -> None:
    """A button that saves a workbook, which is only written when somebody asks for it."""
    st.download_button(label, write, file_name=name, mime=EXCEL, on_click="ignore", key=f"datei_{key}")
