"""How Sphinx builds the site; ``build.py`` lays out what it reads."""

project = "backprop-course"
author = "backprop-course contributors"
copyright = "backprop-course contributors; text and figures CC BY 4.0, code BSD-3-Clause"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_copybutton", "docstrings"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3

myst_heading_slug_func = "build.anchor"

exclude_patterns = ["blank"]
nb_execution_mode = "off"  # the stored outputs are shown; the tests compare them
nb_ipywidgets_js = {}
mathjax_path = "mathjax.js"
autodoc_member_order = "bysource"
autodoc_typehints = "none"

html_theme = "furo"
pygments_dark_style = "github-dark"  # which underlines no name as if it were a link
html_static_path = ["static"]
html_css_files = ["course.css"]
html_title = "Backpropagation by hand"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"footer_icons": [], "navigation_with_keys": False}


def setup(app):
    """Furo has written the navigation by then, with headings that lack a level."""
    app.connect("html-page-context", give_headings_a_level, priority=900)


def give_headings_a_level(app, pagename, templatename, context, doctree):
    """Screen readers announce the level of a heading; those of the navigation come second."""
    tree = context["furo_navigation_tree"]
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )
