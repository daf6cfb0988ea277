"""The portal made ready for cameras: compiled, as a ROMFS image, as a package for mip."""
