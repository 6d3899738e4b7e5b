"""Every goal there is, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from .goals import (
    g01_cold_command,
    g02_hot_command,
    g03_many_callers,
    g04_new_case,
    g05_writers,
    g06_bulk,
    g07_import,
    g08_load,
    g09_log,
    g10_catch_up,
    g11_rebuild,
    g12_lag,
    g13_first_page,
    g14_growth,
    g15_steadiness,
    g16_order,
    l01_sealing,
    start,
)

GOALS: Mapping[str, ModuleType] = {
    "G1": g01_cold_command,
    "G2": g02_hot_command,
    "G3": g03_many_callers,
    "G4": g04_new_case,
    "G5": g05_writers,
    "G6": g06_bulk,
    "G7": g07_import,
    "G8": g08_load,
    "G9": g09_log,
    "G10": g10_catch_up,
    "G11": g11_rebuild,
    "G12": g12_lag,
    "G13": g13_first_page,
    "G14": g14_growth,
    "G15": g15_steadiness,
    "G16": g16_order,
    "L1": l01_sealing,
    "start": start,
}
