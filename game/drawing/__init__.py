"""Pictures as neutral vector shapes, without a toolkit: for pages, for paper, and in part for the board.

`shapes` are what a picture is made of, colours by role; `palette` names the roles' colours and `svg` writes
pictures. Seats see of the map only what a `MapScene` holds, and that is made of an observation.
"""
