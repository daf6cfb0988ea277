"""Labels: each one's codes read back, by a decoder, from what a printer would print."""

from __future__ import annotations

import base64
import csv
import os
import pty
import re
import subprocess
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import reportlab
from camera_portal import environment
from camera_portal.boards import BOARDS
from camera_portal.environment import ROOT
from camera_portal.labels import Unusable
from camera_portal.labels.camera import Camera, merge
from camera_portal.labels.fonts import BOLD, REGULAR, Fonts, simple
from camera_portal.labels.render import pages, write_pdf, write_svg
from camera_portal.labels.sheet import SHEETS
from camera_portal.labels.sources import page_address
from camera_portal.labels.text_fit import Line, fit, height
from camera_portal.labels.wifi_code import wifi_code
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops
from support import printed
from support.phone import needs_browser
from support.simulated_camera import SimulatedCamera

OWNERS = "owner's own secret"
COLUMNS = ("hotspot", "hotspot_password", "name", "ssid", "password", "model", "mac", "address")
NASTY = ';:,"\\'

HOSTILE = [
    Camera(
        NASTY * 6 + "xx", NASTY * 12 + "abc", "A camera that " + "hangs far away " * 9, "M" * 90
    ),
    Camera("📷" * 8, "W" * 63),
    Camera("W" * 32, "\\" * 63, "W" * 200, "OpenMV N6", "24:58:7c:a1:b2:c3"),
    Camera("<b>&amp;</b>", "<![CDATA[ ]]> --", "]]>&\t\x07\n'", id="e6614103"),
    Camera("Бюро", "f" * 64, "\u202eשער"),
    Camera(" ", "        ", "Büro Süd"),
    Camera("\x07" * 32, "W" * 63, "\x07" * 99, address="192.168.100.200"),
    Camera("x" * 32, "", "Open to everyone"),
    Camera("y" * 32, None, "Z" * 99, "Unknown " * 9, "24:58:7c:a1:b2:c3"),
]


def cameras(count: int) -> list[Camera]:
    made = []
    for number in range(count):
        tail = f"{number * 0x010203:06X}"
        mac = "24:58:7c:" + ":".join(re.findall("..", tail.lower()))
        password = f"{number:03}mq2xwd9hfap"
        made.append(
            Camera(
                f"OpenMV-{tail}", password, f"Gate {number}", "OpenMV RT1062", mac, "", "10.9.8.7"
            )
        )
    return made


def with_address(given: list[Camera], address: str = "192.168.4.1") -> list[Camera]:
    for camera in given:
        camera.complete(Camera(camera.hotspot, address=address))
    return given


def check(label: printed.Label, camera: Camera) -> None:
    """A phone gets what is right from each of the two codes."""
    assert camera.page in label.codes
    if camera.password is None:
        assert len(label.codes) == 1
    elif camera.password:
        assert label.joins() == [("WPA", camera.hotspot, camera.password)]
    else:
        assert label.joins() == [("nopass", camera.hotspot)]
    assert len(label.codes) == 1 + (camera.password is not None)
    for code in label.codes.values():
        assert label.module_mm(code) >= 0.34  # 0.35, less what a dot more or less makes
        assert label.quiet_zone(code).getextrema() == (255, 255)


def check_text(label: printed.Label, camera: Camera, letters: Fonts) -> None:
    for text in (camera.page, camera.password or ""):
        assert "".join(text.split()) in label.text
    for text in (camera.title, camera.hotspot):
        shown = "".join(letters.choose(text)[0].split())
        assert shown in label.text or (shown[:40] in label.text and "..." in label.text)


def check_pages(found: list[printed.Printed], sheet, given: list[Camera]) -> None:
    assert len(found) == -(-len(given) // sheet.places)
    for number, page in enumerate(found):
        own = given[number * sheet.places :][: sheet.places]
        for place, camera in enumerate(own):
            check(page.label(place), camera)
        assert page.rest(range(len(own))).getextrema() == (255, 255)


def check_pdf(folder: Path, sheet, letters: Fonts, given: list[Camera]) -> None:
    """Write the labels as a PDF, and read each one back."""
    [path] = write_pdf(folder / "labels.pdf", pages(given, sheet, letters), sheet)
    found = printed.pdf(path, sheet)
    check_pages(found, sheet, given)
    for number, camera in enumerate(given):
        page, place = divmod(number, sheet.places)
        check_text(found[page].label(place), camera, letters)


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("count", [1, 24, 25, 60])
def test_every_label_of_a_pdf_reads_back(tmp_path, name, count):
    sheet, letters, given = SHEETS[name], Fonts(), cameras(count)
    check_pdf(tmp_path, sheet, letters, given)


def difference(page: printed.Printed, other: printed.Printed) -> int:
    """The largest difference in grey, seen from as far as letters are blots."""
    size = [length // 16 for length in page.picture.size]
    blots = ImageChops.difference(page.picture.resize(size), other.picture.resize(size))
    return blots.getextrema()[1]


@needs_browser
@pytest.mark.parametrize("name", SHEETS)
def test_every_label_of_an_svg_reads_back_and_looks_like_the_pdf(tmp_path, name):
    sheet, letters = SHEETS[name], Fonts()
    given = with_address([*cameras(2), *HOSTILE])
    drawn = pages(given, sheet, letters)
    paths = write_svg(tmp_path / "labels.svg", drawn, sheet, letters)
    found = printed.svg(paths, sheet, tmp_path)
    check_pages(found, sheet, given)
    others = printed.pdf(write_pdf(tmp_path / "labels.pdf", drawn, sheet)[0], sheet)
    for page, other in zip(found, others, strict=True):
        assert difference(page, other) < 30


@pytest.mark.parametrize("name", SHEETS)
def test_hostile_names_and_passwords(tmp_path, name):
    sheet, letters, given = SHEETS[name], Fonts(), with_address(HOSTILE)
    check_pdf(tmp_path, sheet, letters, given)


@pytest.mark.parametrize("name", SHEETS)
def test_places_already_used_are_skipped(tmp_path, name):
    sheet = SHEETS[name]
    skip = min(5, sheet.places - 1)
    given = cameras(sheet.places)
    drawn = pages(given, sheet, Fonts(), skip)
    first, *rest = printed.pdf(write_pdf(tmp_path / "labels.pdf", drawn, sheet)[0], sheet)
    assert first.rest(range(skip, sheet.places)).getextrema() == (255, 255)
    check(first.label(skip), given[0])
    assert len(rest) == (skip > 0)
    if rest:
        check(rest[0].label(skip - 1), given[-1])


def test_places_lie_on_the_paper_and_beside_each_other():
    for sheet in SHEETS.values():
        corners = [sheet.corner(place) for place in range(sheet.places)]
        width, height = sheet.label
        for x, y in corners:
            assert x >= 0 and y >= -1e-9
            assert x + width <= sheet.page[0] + 1e-9 and y + height <= sheet.page[1] + 1e-9
        for x, y in corners:
            for other_x, other_y in corners:
                beside = abs(x - other_x) >= width - 1e-9 or abs(y - other_y) >= height - 1e-9
                assert beside or (x, y) == (other_x, other_y)


def test_outlines_are_on_the_labels_edge(tmp_path):
    sheet = SHEETS["99.1x38.1"]
    drawn = pages(cameras(1), sheet, Fonts(), outlines=True)
    [page] = printed.pdf(write_pdf(tmp_path / "labels.pdf", drawn, sheet)[0], sheet)
    rest = page.rest(range(1)).point(lambda gray: 255 - gray).getbbox()
    left, top, right, low = (dots / 288 * 25.4 for dots in rest)
    assert abs(left - 4.65) < 0.2 and abs(top - 15.15) < 0.2
    assert abs(right - left - 99.1) < 0.2 and abs(low - top - 38.1) < 0.2
    check(page.label(0), cameras(1)[0])


def test_the_wifi_code_escapes_what_phones_unescape():
    assert wifi_code("Shop", "12345678") == "WIFI:T:WPA;S:Shop;P:12345678;;"
    assert wifi_code("a;b", 'c\\d,e:f"') == 'WIFI:T:WPA;S:a\\;b;P:c\\\\d\\,e\\:f\\";;'
    assert wifi_code("Shop", "") == "WIFI:T:nopass;S:Shop;;"


def test_what_the_font_lacks_is_spelled_out():
    letters = Fonts()
    assert letters.choose("Büro Süd €") == ("Büro Süd €", REGULAR)
    assert letters.choose("Bu\u0308ro", bold=True) == ("Büro", BOLD)
    assert letters.choose("Hof 📷\ufe0f") == ("Hof [camera]", REGULAR)
    assert letters.choose("Ж\x07\n") == ("[U+0416][U+0007][U+000A]", REGULAR)
    assert letters.lacking("Büro 📷📷Ж") == "📷Ж"
    assert all(map(simple, "aß€Ж📷ឆ中 ")) and not any(map(simple, "שا្\u0301\n"))


def test_another_font_helps_out_where_vera_lacks_a_letter(tmp_path):
    """reportlab brings one with five Khmer letters along, for its own tests."""
    letters = Fonts(str(Path(reportlab.__file__).parent / "fonts" / "hb-test.ttf"))
    assert letters.choose("Büro")[1] == REGULAR
    assert letters.choose("ឆន") == ("ឆន", "Other")
    assert letters.choose("ឆ្ន")[0] == "ឆ[U+17D2]ន"  # its subscript needs more than a place in line
    sheet, given = SHEETS["single"], with_address([Camera("ឆន", "12345678")])
    [path] = write_pdf(tmp_path / "labels.pdf", pages(given, sheet, letters), sheet)
    assert printed.pdf(path, sheet)[0].label(0).text.count("ឆន") == 2


@given(
    st.lists(st.tuples(st.text(max_size=80), st.booleans()), min_size=1, max_size=4),
    st.floats(8, 40),
    st.floats(8, 20),
)
def test_lines_never_leave_their_box(texts, width_mm, height_mm):
    letters = Fonts()
    lines = [Line(letters.choose(text)[0], BOLD, 2.7, whole=whole) for text, whole in texts]
    try:
        fitted = fit(lines, width_mm, height_mm)
    except Unusable:  # a minimum of each line, at their smallest
        assert sum(len(line.text) if line.whole else 1 for line in lines) > height_mm / 3
        return
    assert height(fitted) <= height_mm
    for line, pieces in zip(lines, fitted, strict=True):
        assert all(piece.width <= width_mm for piece in pieces)
        text = "".join(piece.text for piece in pieces)
        if line.whole:
            assert text == line.text
        elif not text.endswith("..."):
            assert "".join(text.split()) == "".join(line.text.split())


def test_several_sources_make_one_label():
    known = Camera("OpenMV-A", None, "Gate", model="OpenMV N6")
    [camera, other] = merge([known, Camera("OpenMV-B"), Camera("OpenMV-A", "12345678", "Other")])
    assert (camera.name, camera.model, camera.password) == ("Gate", "OpenMV N6", "12345678")
    assert other.hotspot == "OpenMV-B" and "12345678" not in repr(camera)


def run(*options, timeout: float = 300) -> subprocess.CompletedProcess:
    """The command, as from a shell."""
    environment.make("installer")  # its first run would, and say so
    command = [sys.executable, str(ROOT / "tools" / "label.py"), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout)


def printed_files(*options) -> list[Path]:
    result = run(*options)
    assert result.returncode == 0, result.stderr
    return [Path(name) for name in result.stdout.partition(": ")[0].split(", ")]


def write_csv(path: Path, given: list[Camera], separator: str = ",", mark: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        table = csv.writer(file, delimiter=separator)
        table.writerow(COLUMNS)
        for camera in given:
            own = [camera.hotspot, camera.password, camera.name, "Workshop", OWNERS]
            table.writerow([*own, camera.model, camera.mac, camera.address])
    return path


def inflated(data: bytes) -> bytes:
    """What the streams of a PDF hold."""
    streams = re.findall(rb"stream\r?\n(.*?)\s*endstream", data, re.DOTALL)
    return b"".join(
        zlib.decompressobj().decompress(
            base64.a85decode(b"<~" + stream, adobe=True) if stream.endswith(b"~>") else stream
        )
        for stream in streams
    )


@needs_browser
@pytest.mark.parametrize("separator,mark", [(",", ""), (";", "\ufeff")])
def test_from_the_fleets_csv(tmp_path, separator, mark):
    """With the owner's password nowhere, and the hotspot's only where it belongs."""
    given = cameras(25)
    table = write_csv(tmp_path / "cameras.csv", given, separator, mark)
    result = run("--csv", table, "--out", tmp_path / "labels.pdf")
    assert result.returncode == 0 and "25 labels" in result.stdout
    assert given[0].password not in result.stdout + result.stderr
    path, sheet = tmp_path / "labels.pdf", SHEETS["70x37"]
    found = printed.pdf(path, sheet)
    check_pages(found, sheet, given)
    files = printed_files("--csv", table, "--out", tmp_path / "labels.svg")
    assert [file.name for file in files] == ["labels-1.svg", "labels-2.svg"]
    check_pages(printed.svg(files, sheet, tmp_path), sheet, given)
    said = (result.stdout + result.stderr).encode()
    content = inflated(path.read_bytes())
    assert b"BT" in content
    for data in (said, path.read_bytes(), content, *(file.read_bytes() for file in files)):
        assert b"secret" not in data
    for place in range(24):
        assert "secret" not in found[0].label(place).text


def test_the_same_cameras_are_the_same_bytes(tmp_path):
    table = write_csv(tmp_path / "cameras.csv", cameras(3))
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for out in (one, two):
        printed_files("--csv", table, "--out", out, "--sheet", "5160")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("board", ["rt1062", "h7plus"])
def test_from_a_camera_and_its_console(tmp_path, board):
    """The API never tells the password; the console does."""
    out, sheet = tmp_path / "label.pdf", SHEETS["single"]
    with SimulatedCamera(tmp_path, [], board=board).wait_ready() as camera:
        facts = camera.get("api/camera").json()
        options = ("--info", camera.url, "--sheet", "single", "--out", out)
        result = run(*options)
        assert result.returncode == 0
        assert "password not known; a line to write it on" in result.stderr
        label = printed.pdf(out, sheet)[0].label(0)
        assert list(label.codes) == [f"http://{BOARDS[board].hotspot_address}/"]
        for fact in (facts["name"], facts["model"], facts["mac"], "password"):
            assert "".join(fact.split()) in label.text
        console = tmp_path / "console.txt"
        console.write_bytes(b"\xff\x00noise\r\n" + camera.output.encode())
        printed_files(*options, "--console", console)
        password = re.search(r'"password": "(.*)"}', camera.output)[1]
        label = printed.pdf(out, sheet)[0].label(0)
        assert label.joins() == [("WPA", facts["hotspot"]["ssid"], password)]
        assert facts["mac"] in label.text
        (tmp_path / "password.txt").write_text(password + "\n")
        printed_files(*options, "--password-file", tmp_path / "password.txt")
        assert printed.pdf(out, sheet)[0].label(0).codes.keys() == label.codes.keys()


@pytest.mark.parametrize(
    "url, board, address",
    [
        ("http://192.168.1.1/", "H7", "192.168.1.1"),  # H7, H7 Plus and Pure Thermal
        ("http://192.168.4.1", "H7", "192.168.4.1"),  # Giga and Portenta say the same
        ("http://192.168.1.1:80/", "M7", "192.168.1.1"),
        ("http://10.0.0.7/", "H7", ""),
        ("http://127.0.0.1:8080/", "h7plus", "192.168.1.1"),
        ("http://127.0.0.1:8080/", "rt1062", "192.168.4.1"),
    ],
)
def test_the_page_is_where_the_camera_was_asked(url, board, address):
    assert page_address(url, board) == address


def test_the_last_start_of_a_console_counts_and_an_open_hotspot_needs_no_password(tmp_path):
    console = tmp_path / "console.txt"
    console.write_text(
        'hotspot {"ssid": "A", "password": "first one"}\nstate joined\n'
        'hotspot {"ssid": "B", "password": ""}\n'
        '12:01 hotspot {"ssid": "A", "password": "later one"}\n'
    )
    out, sheet = tmp_path / "labels.pdf", SHEETS["70x37"]
    printed_files("--console", console, "--out", out)
    [page] = printed.pdf(out, sheet)
    assert page.label(0).joins() == [("WPA", "A", "later one")]
    assert page.label(1).joins() == [("nopass", "B")] and "nopassword" in page.label(1).text


def typed_at_the_terminal(table: Path, out: Path, *answers: bytes) -> tuple[int, bytes]:
    """How it ended, and what the terminal has shown."""
    options = ["--csv", str(table), "--out", str(out), "--ask", "--address", "192.168.1.1"]
    command = [sys.executable, str(ROOT / "tools" / "label.py"), *options]
    child, terminal = pty.fork()
    if not child:
        os.execv(command[0], command)
    shown = b""
    for number, answer in enumerate(answers, 1):
        while shown.count(b"Password of ") < number or not shown.endswith(b": "):
            shown += os.read(terminal, 4096)
        os.write(terminal, answer)
    try:
        while data := os.read(terminal, 4096):
            shown += data
    except OSError:
        pass  # how Linux tells that the other end has gone
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


def test_asked_at_the_terminal_a_password_is_not_shown(tmp_path):
    table = write_csv(tmp_path / "cameras.csv", [Camera("OpenMV-A"), Camera("OpenMV-B")])
    out = tmp_path / "labels.pdf"
    code, shown = typed_at_the_terminal(table, out, b"sesame open\n", b"\n")
    assert code == 0 and b"sesame" not in shown
    assert shown.index(b"Password of OpenMV-A") < shown.index(b"Password of OpenMV-B")
    [page] = printed.pdf(out, SHEETS["70x37"])
    assert page.label(0).joins() == [("WPA", "OpenMV-A", "sesame open")]
    assert list(page.label(1).codes) == ["http://192.168.1.1/"]


def test_ctrl_d_at_the_terminal(tmp_path):
    table = write_csv(tmp_path / "cameras.csv", [Camera("OpenMV-A")])
    code, shown = typed_at_the_terminal(table, tmp_path / "labels.pdf", b"\x04")
    assert code == 9 and b"no password was typed" in shown and b"Traceback" not in shown
    assert os.listdir(tmp_path) == ["cameras.csv"]


@pytest.mark.parametrize(
    "text,reason",
    [
        ("", "line 1: no column “hotspot”"),
        ("name,ssid\nA,B\n", "line 1: no column “hotspot”"),
        ("\n;;\nname;ssid\nA;B\n", "line 3: no column “hotspot”"),
        ("hotspot\n", "has no cameras"),
        ("hotspot,name\nA,Gate\n,Door\n", "line 3: hotspot missing"),
        ("hotspot\nA\n\nB\nA\n", "line 5: the same hotspot as in line 2"),
        ("hotspot\n" + "é" * 17 + "\n", "line 2: hotspot too long"),
        ("hotspot,name\nA,B,C\n", "line 2: more cells than columns"),
        ("hotspot,hotspot_password\nA,secret\n", "line 2: password too short"),
        ("hotspot,hotspot_password\nA,secret" + "é" * 9 + "\n", "line 2: password not in plain"),
        ("hotspot,address\nA,camera.local\n", "line 2: 'camera.local' is no IPv4 address"),
        ('hotspot\n"A"B\n', "line 2: "),
        ("hotspot\nB\udcfcro\n", "not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_by_line(tmp_path, text, reason):
    table = tmp_path / "cameras.csv"
    table.write_bytes(text.encode(errors="surrogateescape"))
    result = run("--csv", table, "--out", tmp_path / "labels.pdf")
    assert result.returncode == 9 and "Traceback" not in result.stderr
    assert result.stderr.startswith("label.py: ") and result.stderr.count("\n") == 1
    assert reason in result.stderr and "secret" not in result.stderr
    assert not (tmp_path / "labels.pdf").exists()


def test_blanks_around_a_cell_are_the_spreadsheets(tmp_path):
    """And so are empty lines; but the blanks of a password are its own."""
    table = tmp_path / "cameras.csv"
    table.write_text("\n\nhotspot,hotspot_password\n OpenMV-A1B2C3 , sesame open \n")
    out = tmp_path / "labels.pdf"
    printed_files("--csv", table, "--out", out)
    [page] = printed.pdf(out, SHEETS["70x37"])
    assert page.label(0).joins() == [("WPA", "OpenMV-A1B2C3", " sesame open ")]


def test_a_password_file_is_read_as_the_fleet_reads_it(tmp_path):
    table = write_csv(tmp_path / "cameras.csv", [Camera("OpenMV-A")])
    path, out = tmp_path / "password.txt", tmp_path / "labels.pdf"
    path.write_bytes("\ufeffsesame open\r\n# of all the cameras in hall 9\n".encode())
    printed_files("--csv", table, "--out", out, "--password-file", path)
    [page] = printed.pdf(out, SHEETS["70x37"])
    assert page.label(0).joins() == [("WPA", "OpenMV-A", "sesame open")]
    path.write_bytes(b"\xff\xfe")
    refused = run("--csv", table, "--out", out, "--password-file", path)
    assert f"{path}: no text in UTF-8" in refused.stderr


class _NoCamera(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"hotspot": []}')

    def log_message(self, *_) -> None:
        pass


def test_wrong_options_are_explained(tmp_path):
    table = write_csv(tmp_path / "cameras.csv", cameras(1))
    out = ("--out", tmp_path / "labels.pdf")
    refusals = {
        ("--csv", table, "--out", "labels.png"): "ends neither in .pdf nor in .svg",
        out: "say which cameras",
        ("--csv", table, *out, "--sheet", "A5"): "invalid choice (choose from",
        ("--csv", table, *out, "--skip", "24"): "that sheet has 24 places",
        ("--csv", table, *out, "--skip", "-1"): "--skip",
        ("--csv", tmp_path / "none.csv", *out): "No such file",
        ("--csv", table, "--out", tmp_path / "none" / "labels.pdf"): "No such file",
        ("--csv", table, *out, "--font", table): "not a TrueType font",
        ("--csv", table, *out, "--address", "here"): "'here' is no IPv4 address",
        ("--console", table, *out): "has no line like hotspot",
        ("--info", "http://127.0.0.1:9", *out): "no camera answers at http://127.0.0.1:9/",
        ("--info", "http://[", *out): "http://[/: that is no address like http://192.168.4.1/",
        ("--csv", table, *out, "--password-file", os.devnull): "/dev/null is empty",
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), _NoCamera)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    refusals[("--info", url, *out)] = "is no camera"
    for options, reason in refusals.items():
        result = run(*options)
        assert result.returncode and "Traceback" not in result.stderr
        assert reason in result.stderr, result.stderr
    server.shutdown()


def test_a_code_too_small_to_read_is_refused():
    from camera_portal.labels.qr import QrCode

    with pytest.raises(Unusable, match="too small"):
        QrCode("http://192.168.4.1/", (8, 0))


def test_a_picture_for_the_readme(tmp_path, screenshots):
    sheet = SHEETS["70x37"]
    rows = [
        ("Kitchen door", "OpenMV-A1B2C3", "k7mq2xwd9hfap", "OpenMV RT1062", "24:58:7c:a1:b2:c3"),
        ("Loading bay 2", "OpenMV-D4E5F6", "w3nn8tq5cxzrb", "OpenMV N6", "24:58:7c:d4:e5:f6"),
        ("Büro Süd", "OpenMV-0A1B2C", None, "Arduino Nicla Vision", "24:58:7c:0a:1b:2c"),
    ]
    given = with_address([Camera(row[1], row[2], row[0], *row[3:]) for row in rows])
    drawn = pages(given, sheet, Fonts(), outlines=True)
    [page] = printed.pdf(write_pdf(tmp_path / "labels.pdf", drawn, sheet)[0], sheet)
    picture = page.picture.crop((0, 0, page.picture.width, round(38 / 25.4 * 288)))
    picture = picture.resize((1488, round(picture.height * 1488 / picture.width)))
    picture.quantize(8).save(screenshots / "labels.png", optimize=True)
    assert (screenshots / "labels.png").stat().st_size < 60_000
