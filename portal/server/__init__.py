"""The hotspot's servers: HTTP connections within limits, and DNS."""
