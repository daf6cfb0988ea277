"""package.json: what it lists is what there is, and the real mip installs it."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from camera_portal.build import mip_package
from camera_portal.deploy.board_check import why_microdot_unfit
from camera_portal.environment import ROOT
from support.on_micropython import needs_micropython, run


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def server(tmp_path):
    """A web server with the repository's files, as a code host has them, and Microdot's."""
    for name in ("portal", "templates", "static"):
        (tmp_path / name).symlink_to(ROOT / name)
    spec = find_spec("microdot")
    assert spec and spec.origin
    (tmp_path / "microdot.py").symlink_to(Path(spec.origin).parent / "microdot.py")
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        text = mip_package.FILE.read_text()
        assert mip_package.MICRODOT in text
        (tmp_path / "package.json").write_text(
            text.replace(mip_package.MICRODOT, url + "microdot.py")
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield url
        server.shutdown()


def test_it_is_up_to_date():
    assert mip_package.FILE.read_text() == mip_package.render(), "run: python3 tools/mip_package.py"


def test_it_lists_what_a_camera_needs_and_no_more():
    urls = json.loads(mip_package.FILE.read_text())["urls"]
    targets = [target for target, _ in urls]
    assert len(set(targets)) == len(targets)
    assert all((ROOT / source).is_file() for _, source in urls)
    assert all(target in (source, f"portal/{source}") for target, source in urls)
    pages = [*(ROOT / "templates").iterdir(), *(ROOT / "static").iterdir()]
    wanted = {f"portal/{path.relative_to(ROOT)}" for path in pages if path.suffix != ".md"}
    assert wanted <= set(targets)
    assert "portal/board/openmv.py" in targets and "portal/web/template.py" in targets
    others = ("linux", "__main__", "README")
    assert not [name for name in targets if any(other in name for other in others)]


def test_its_microdot_is_one_that_the_portal_runs_with():
    ((name, version),) = json.loads(mip_package.FILE.read_text())["deps"]
    assert name == mip_package.MICRODOT and why_microdot_unfit(version.removeprefix("v")) is None


@needs_micropython
def test_mip_installs_it(tmp_path, server):
    """MicroPython's own mip, over HTTP; what it has installed renders a page from its place."""
    target = tmp_path / "flash" / "lib"
    source = f"""
import mip, sys
mip.install("{server}package.json", target={str(target)!r}, mpy=False)
sys.path[:] = [{str(target)!r}, ".frozen"]
import portal.web.app, portal.web.template, microdot
assert portal.web.app.__file__ == {str(target / "portal" / "web" / "app.py")!r}
assert microdot.__file__.startswith({str(target)!r})
print("".join(portal.web.template.render("error.html", error="<&>")))
from portal.server.http_head import is_sound
assert is_sound(b"GET /?list HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
import portal.server.async_server, portal.server.blocking_server
import portal.web.api, portal.web.pages, portal.setup.session, portal.setup.hotspot
import portal.settings.wifi_txt, portal.settings.result_file
print("".join(portal.web.template.render("page.html", nonce="n", camera="c", hotspot="h",
    path="", refresh_s=0, link=iter(()), list=iter(()))))
"""
    result = run("-X", "heapsize=8m", "-c", source)
    assert "&lt;&amp;&gt;</p>" in result.stdout and "</html>" in result.stdout, result.stdout
    installed = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    listed = {name for name, _ in json.loads(mip_package.FILE.read_text())["urls"]}
    assert installed == listed | {"microdot.py"}
