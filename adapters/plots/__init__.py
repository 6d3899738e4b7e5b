"""Figures drawn as SVG files that stand alone: no script, no request, all of it told in words."""
