"""The lesson kit on paper: everything a class needs to play without computers; alone in knowing reportlab."""
