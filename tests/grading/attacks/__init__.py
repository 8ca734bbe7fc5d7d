"""All attacks in one table."""

from .attack import RIGHT, WRONG, body
from .measured import MEASURED
from .on_the_parent import ON_THE_PARENT
from .on_the_system import ON_THE_SYSTEM
from .on_values import ON_VALUES

ATTACKS = MEASURED + ON_VALUES + ON_THE_SYSTEM + ON_THE_PARENT

__all__ = ["ATTACKS", "RIGHT", "WRONG", "body"]
