"""How the site is built: python -m sphinx -W -b html docs docs/_build/html. It needs no network, and neither has the site."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "voicecoach"
author = "The voicecoach maintainers"
copyright = "the voicecoach maintainers, GPL-3.0-or-later"  # noqa: A001
version = release = installed_version("voicecoach")
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "command_reference", "public_names"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = False  # types of other libraries are named in signatures, and have no page here

myst_heading_anchors = 3
suppress_warnings = ["myst.strikethrough"]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
default_role = "literal"

html_theme = "furo"
html_title = f"voicecoach {release}"
html_show_sourcelink = False
html_copy_source = False
