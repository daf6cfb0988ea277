# A MicroPython manifest, for those who build firmware with the portal in it:
#
#     include("/path/to/camera-portal/manifest.py")
#
# in the board's own manifest. It freezes the portal's modules, which then take no heap for their
# code. What it cannot do:
#
# - Freeze the page. A manifest takes modules only, and the portal opens the files of templates/ and
#   static/ as files. Put both folders on the camera's drive, as /flash/portal/templates and
#   /flash/portal/static. The path of a frozen module begins at no folder, so the portal looks for
#   them in the working folder: "portal/templates", then "templates". An SD card changes the working
#   folder, and the files have to be there then. tools/deploy.py --romfs puts modules and page into
#   ROMFS instead, and needs no firmware of your own.
# - Bring Microdot. RT1062, N6 and AE3 have it in firmware 5.0; for other boards, add the version
#   that package.json names.
#
# No firmware has been built with this file yet.
import json

with open("package.json") as file:
    mip = json.load(file)

metadata(
    version=mip["version"],
    description="The Wi-Fi setup portal for OpenMV cameras",
    author="The Camera Portal authors",
    license="MIT",
)
package(
    "portal",
    files=[source[len("portal/") :] for _, source in mip["urls"] if source.endswith(".py")],
)
