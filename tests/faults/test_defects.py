"""The planted defects still fit the code that they are planted in, and name tests that exist.

``python -m tests.faults.defects`` plants them, one at a time, and sees each noticed.
"""

import pytest

from app.config.group import PROJECT_ROOT
from tests.faults.defects.plants import DEFECTS, Defect


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_fits(defect: Defect) -> None:
    code = (PROJECT_ROOT / defect.file).read_text(encoding="utf-8")
    assert code.count(defect.old) == 1
    file, name = defect.test.split("::")
    test = f"def {name.split('[')[0]}("
    assert test in (PROJECT_ROOT / file).read_text(encoding="utf-8")
