"""The bundled typefaces; README.md names their sources and licences."""
