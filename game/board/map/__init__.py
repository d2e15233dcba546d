"""The map: its picture, what stands on it, and the widget that shows both; free of any screen.

A screen makes a `scene.MapScene` of what may be seen (`scene_of` for a seat, `scene_public` for all) and
shows it with `view.MapView(key, rect, atlas_of(), scene, hands)`. `hands.Hands(world, scene)` only looks;
a screen that lets people move counters gives hands of its own. What is lit, arrows, effects that fly to a
card and pennants are parts of the scene; `part` says how far what moves has come. Flashpoints stand on it
as `cards.Flashpoint`.
"""
