"""The machine that the portal runs on, as far as it is not a radio.

A board is an object with these attributes and methods, whatever the machine:

- ``id``: its own number, bytes; ``name``: a name made from it, for want of a better one.
- ``model``, ``kind``, ``firmware``: what it says of itself, for people.
- ``leds()``: its light, ``{colour: led}`` with ``led.on()`` and ``led.off()``; may be empty.
- ``button_held()``: whether its setup button is pressed now.
- ``counts_power_cycles``: whether switching it off and on three times is its way into setup, for
  want of a button.
- ``radio(hostname, country)``, ``cable(ipv4)``: see ``portal.radio``.
"""
