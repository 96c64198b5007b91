"""How Sphinx builds this site: pages in Markdown (MyST), nothing fetched, nothing executed."""

import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
REPOSITORY = PROJECT["urls"]["Source"]

project = "Common Ground"
author = copyright = "Common Ground contributors"
version = release = PROJECT["version"]

extensions = ["myst_parser", "sphinx_copybutton"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["decisions"]
myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 3
highlight_language = "text"

# Links to other sites are looked at with `make docs ARGS=--external` only. Our own repository's
# files are checked against the tree by tests/docs.
linkcheck_ignore = [r"http://localhost.*", rf"{REPOSITORY}/.*"]

html_theme = "pydata_sphinx_theme"
html_title = "Common Ground"
html_favicon = "mark.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": "Common Ground", "image_light": "mark.svg", "image_dark": "mark.svg"},
    "icon_links": [{"name": "Source", "url": REPOSITORY, "icon": "fa-brands fa-github"}],
    "header_links_before_dropdown": 7,
    "navbar_persistent": ["search-button"],
    "navigation_with_keys": False,
    "show_prev_next": True,
    "show_toc_level": 2,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {"index": [], "tutorial": [], "glossary": [], "contributing": [], "changelog": []}

# What is copied is what one types: without the prompt, and without what the command prints.
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
