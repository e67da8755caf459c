"""Runs a Basic macro in LibreOffice: edits that the word processor makes itself, not our own writer."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from tools import LONGEST_RUN, tool

_COMMON = """
Function Opened(source As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
End Function

Sub Save(document, target As String)
  Dim text(0) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName" : text(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), text())
  document.close(True)
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script"
 script:name="Edits" script:language="StarBasic">{code}</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library"
 library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Edits"/>
</library:library>
"""


def run_basic(macro: str, source: Path, target: Path, *arguments: str, folder: Path) -> None:
    """Run a macro on a file.

    Args:
        macro: Its text, with a ``Sub Run(source As String, target As String, …)``; it can use ``Opened``
            and ``Save``.
        source: The file to open.
        target: The file to save it as; the macro must.
        arguments: What else ``Run`` takes.
        folder: For LibreOffice's settings.
    """
    standard = folder / "libreoffice" / "user" / "basic" / "Standard"
    if not standard.is_dir():
        _soffice(folder, "--terminate_after_init")  # a new profile is filled at the first start
    (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (standard / "Edits.xba").write_text(_MODULE.format(code=escape(_COMMON + macro)), encoding="utf-8")
    target.unlink(missing_ok=True)
    given = ",".join(f'"{argument}"' for argument in (source, target, *arguments))
    _soffice(folder, f"macro:///Standard.Edits.Run({given})")
    assert target.is_file(), "LibreOffice did not save the file"


def _soffice(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
    subprocess.run(
        [tool("soffice"), profile, "--headless", *arguments],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
