"""The fleet's file and its results: what is understood, what is refused, and with which words."""

import csv
import os
import re

import pytest
from camera_portal.fleet.results import COLUMNS, BadResults, Result, Results
from camera_portal.inputs.cameras_csv import BadCameras, Defaults, Row, read

NOTHING = Defaults()
HEADING = "hotspot,hotspot_password,ssid,password\n"
GATE = "Gate,open sesame,Workshop,correct horse\n"


def written(tmp_path, text: str | bytes):
    path = tmp_path / "cameras.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(tmp_path, text: str | bytes, defaults: Defaults = NOTHING) -> list[str]:
    with pytest.raises(BadCameras) as caught:
        read(written(tmp_path, text), defaults)
    assert "horse" not in str(caught.value) and "sesame" not in str(caught.value)
    return caught.value.faults


@pytest.mark.parametrize("separator", ",;\t")
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_as_spreadsheets_of_all_countries_save_it(tmp_path, separator, mark, line_end):
    text = mark + "Hotspot, Hotspot_Password,ssid,password,room\n" + GATE.strip() + ",2.07\n\n"
    path = written(tmp_path, text.replace(",", separator).replace("\n", line_end))
    assert read(path, NOTHING) == [
        Row(2, "Gate", "open sesame", "", {"ssid": "Workshop", "password": "correct horse"},
            {"room": "2.07"})
    ]  # fmt: skip


def test_separators_and_quotes_inside_cells(tmp_path):
    text = (
        'hotspot;hotspot_password;ssid;password\n"A;""B""";"1;2,3""4 5";"W;S,";" spaces count "\n'
    )
    (row,) = read(written(tmp_path, text), NOTHING)
    assert (row.hotspot, row.hotspot_password) == ('A;"B"', '1;2,3"4 5')
    assert row.fields == {"ssid": "W;S,", "password": " spaces count "}


@pytest.mark.parametrize("empty", ["\n\n", "\r\n", ";;;\n", "\n;;\n"])
def test_empty_lines_above_the_heading(tmp_path, empty):
    text = empty + "hotspot;ssid;password\n\nA;W,1;correct horse\n"
    (row,) = read(written(tmp_path, text), NOTHING)
    assert row.fields["ssid"] == "W,1" and row.line == text.count("\n")
    assert faults(tmp_path, "\n\nhotspot,code\n") == [
        "line 3: “code” looks like a secret, and is none of this tool's"
    ]


def test_yes_and_no(tmp_path):
    def hidden(word: str) -> str:
        return f"hotspot,ssid,password,hidden\nA,W,correct horse,{word}\n"

    for word in ("y", "YES", "true", "WAHR", "1", "x", "X", "ja", " on "):
        (row,) = read(written(tmp_path, hidden(word)), NOTHING)
        assert row.fields["hidden"] is True
    for word in ("n", "No", "FALSE", "falsch", "0", "nein", "off"):
        (row,) = read(written(tmp_path, hidden(word)), NOTHING)
        assert row.fields["hidden"] is False
    for word in ("oui", "maybe", "-", "2"):
        assert faults(tmp_path, hidden(word)) == ["line 2, hidden: neither yes nor no"]


def test_a_short_line(tmp_path):
    """Some editors leave out empty cells at the end."""
    text = "hotspot,ssid,password,name,room\nA,Workshop,correct horse\n"
    (row,) = read(written(tmp_path, text), NOTHING)
    assert row.name == "" and row.extra == {"room": ""}


def test_what_is_sent_to_the_camera(tmp_path):
    text = (
        "hotspot,ssid,security,hidden,identity,method,password\n"
        "A,Campus,enterprise,,anna,ttls-pap,s3cret horse\n"
        "B,Lab,,yes,,,correct horse\n"
        "C,Cafe,open,no,,,\n"
    )
    campus, lab, cafe = (row.fields for row in read(written(tmp_path, text), NOTHING))
    assert campus == {"ssid": "Campus", "security": "enterprise", "identity": "anna",
                      "method": "ttls-pap", "password": "s3cret horse"}  # fmt: skip
    assert lab == {"ssid": "Lab", "hidden": True, "password": "correct horse"}
    assert cafe == {"ssid": "Cafe", "security": "open", "hidden": False}


def test_one_network_for_all(tmp_path):
    defaults = Defaults("Workshop", "correct horse", "open sesame")
    path = written(tmp_path, "hotspot,password\nA,\nB,better horse\n")
    first, second = read(path, defaults)
    assert first.fields == {"ssid": "Workshop", "password": "correct horse"}
    assert first.hotspot_password == second.hotspot_password == "open sesame"
    assert second.fields["password"] == "better horse"


def test_a_row_and_the_defaults_show_no_password():
    row = Row(2, "Gate", "open sesame", "", {"password": "correct horse"}, {})
    shown = repr(row) + repr(Defaults("Workshop", "correct horse", "open sesame"))
    assert "horse" not in shown and "sesame" not in shown


def test_every_bad_row_is_told_with_its_line(tmp_path):
    told = faults(
        tmp_path,
        HEADING
        + GATE
        + "Gate,open sesame,Workshop,correct horse\n"
        + ",open sesame,Workshop,correct horse\n"
        + "A,sesame,Workshop,correct horse\n"
        + 'B,open sesame,"",correct horse\n'
        + "C,open sesame,Workshop,horse\n"
        + "D,open sesame,Workshop,\n"
        + f"{'E' * 33},open sesame,Workshop,correct horse\n"
        + "F,open sesame,Workshop,correct horse,more\n",
    )
    assert told == [
        "line 4, hotspot: hotspot missing",
        "line 5, hotspot_password: password too short",
        "line 6, ssid: ssid missing",
        "line 7, password: password too short",
        "line 8, password: missing (for a network without one, security is “open”)",
        "line 9, hotspot: hotspot too long",
        "line 10, row: more cells than columns",
        "line 3, hotspot: “Gate” is on line 2 already",
    ]


def test_a_name_is_one_that_the_camera_takes(tmp_path):
    row = f"A,{'n' * 33},Workshop,correct horse\n"
    assert faults(tmp_path, "hotspot,name,ssid,password\n" + row) == ["line 2, name: name too long"]


@pytest.mark.parametrize(
    "text, told",
    [
        ("", ["line 1: no column “hotspot”"]),
        ("Gate,the password,Workshop,correct horse\n", ["line 1: no column “hotspot”"]),
        (HEADING, ["there is no camera in it"]),
        ("hotspot,ssid,ssid\nA,B,C\n", ["line 1: two columns “ssid”"]),
        ("hotspot,pasword\nA,correct horse\n",
         ["line 1: “pasword” looks like a secret, and is none of this tool's"]),
        ("hotspot,ssid,password\nGröße,W,correct horse\n".encode("cp1252"),
         ["it is not UTF-8: save it as “CSV UTF-8”"]),
    ],
)  # fmt: skip
def test_a_file_that_is_none(tmp_path, text, told):
    assert faults(tmp_path, text) == told


SECRETS = """\
WLAN-Schlüssel;Netzwerkschluessel;WLAN-Kennwort;Zugangscode;WLAN-Code;PIN-Code;Contraseña;clave
Clave WiFi;Senha;Mot de passe;Clé WiFi;Code Wi-Fi;Parola;Chiave;Wachtwoord;Wifi-sleutel;hasło
Klucz;Lösenord;Adgangskode;Nøkkel;salasana;heslo;jelszó;Şifre;Пароль;Ключ Wi-Fi;Κωδικός;密码
パスワード;비밀번호;code;key;PIN;wifi_key;wifikey;network key;secret;pwd;room code, key"""
HARMLESS = """\
room;postcode;post code;zip code;QR-Code;keypad;barcode;spindle;monkey;clearance;network;Netzwerk
Netzteil;hotspot room;installer;Stockwerk;Schlüter;pinned by;codec;serial"""


@pytest.mark.parametrize("name", re.split(r"[;\n]", SECRETS))
def test_a_secret_in_any_language_is_not_printed(tmp_path, name):
    text = f'hotspot;password;"{name}"\nGate;correct horse;wrong horse\n'
    told = f"line 1: “{name.lower()}” looks like a secret, and is none of this tool's"
    assert faults(tmp_path, text) == [told]


@pytest.mark.parametrize("name", re.split(r"[;\n]", HARMLESS))
def test_a_harmless_column_goes_into_the_result(tmp_path, name):
    text = f"hotspot;ssid;password;{name}\nGate;Workshop;correct horse;2.07\n"
    (row,) = read(written(tmp_path, text), NOTHING)
    assert row.extra == {name.lower(): "2.07"}


def test_a_stray_quote_is_a_fault_of_its_line(tmp_path):
    assert faults(tmp_path, HEADING + GATE + 'A,"open" sesame,Workshop,correct horse\n') == [
        "line 3: ',' expected after '\"'"
    ]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadCameras) as caught:
        read(tmp_path / "none.csv", NOTHING)
    assert caught.value.faults == ["it cannot be read: No such file or directory"]


def rows(*hotspots: str) -> list[Row]:
    return [Row(2 + i, name, "", "", {}, {"room": f"R{i}"}) for i, name in enumerate(hotspots)]


def test_results_come_back_as_they_were(tmp_path):
    path = tmp_path / "cameras-result.csv"
    gate, dock = rows("Gate", "Dock")
    results = Results(path, [gate, dock])
    result = Result("Gate", "=1+1", "-7x", "02:00", "+model", "5.0", "joined", "10.7.0.50", "@host",
                    "-48", "6", 2, "7.1", "2026-01-02T03:04:05+01:00")  # fmt: skip
    results.record(gate, result)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (cells,) = csv.DictReader(stream)
    assert list(cells) == [*COLUMNS, "room"] and cells["room"] == "R0"
    # a spreadsheet would compute these
    guarded = ("'=1+1", "'-7x", "'+model", "'@host")
    assert tuple(cells[name] for name in ("name", "id", "model", "hostname")) == guarded
    assert cells["rssi"] == "-48"
    again = Results(path, [gate, dock])
    assert again.of(gate) == result and again.is_joined(gate)
    assert again.of(dock) == Result("Dock") and not again.is_joined(dock)
    assert not Results(path, [gate, dock], again=True).is_joined(gate)


def test_a_camera_taken_out_of_the_file_stays_in_the_result(tmp_path):
    path = tmp_path / "cameras-result.csv"
    gate, dock = rows("Gate", "Dock")
    Results(path, [gate]).record(gate, Result("Gate", verdict="joined"))
    Results(path, [dock]).record(dock, Result("Dock", verdict="timeout"))
    assert Results(path, [gate, dock]).is_joined(gate)
    assert [row["room"] for row in written_results(path)] == ["R1", "R0"]


def test_a_result_that_a_spreadsheet_has_saved_again(tmp_path):
    """With semicolons, its own idea of a time, and a person's remark beside it."""
    path = tmp_path / "cameras-result.csv"
    gate, dock = rows("Gate", "Dock")
    result = Result("Gate", name="=1+1", verdict="joined", attempts=2, when="24.11.2026 15:29")
    Results(path, [gate, dock]).record(gate, result)
    heading, line = path.read_text("utf-8-sig").splitlines()
    path.write_text("\ufeff" + f"{heading},Remark\n{line},=high up\n\n".replace(",", ";"))
    again = Results(path, [gate, dock])
    assert again.of(gate) == result
    again.record(dock, Result("Dock", verdict="timeout"))
    written = written_results(path)
    assert [(row["room"], row["remark"]) for row in written] == [("R0", "'=high up"), ("R1", "")]
    assert written[0]["when"] == result.when


def test_a_password_in_a_result_is_not_written_again(tmp_path):
    path = tmp_path / "cameras-result.csv"
    path.write_text(",".join(COLUMNS) + ",wlan-schlüssel,room\nGate,,,,,,joined,,,,,1,,,horse,R0\n")
    (dock,) = rows("Dock")
    Results(path, [dock]).record(dock, Result("Dock", verdict="timeout"))
    assert [row["room"] for row in written_results(path)] == ["R0", "R0"]
    assert "horse" not in path.read_text()


def written_results(path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_result_is_whole_at_every_moment(tmp_path, monkeypatch):
    path = tmp_path / "cameras-result.csv"
    gate, dock = rows("Gate", "Dock")
    results = Results(path, [gate, dock])
    results.record(gate, Result("Gate", verdict="joined"))
    before = path.read_bytes()

    def power_cut(*_):
        assert path.read_bytes() == before
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        results.record(dock, Result("Dock", verdict="joined"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", 'hotspot\n"x\n', ",".join(COLUMNS) + "\n,,,,,,,,,,,many,,"]
)
def test_a_result_file_that_is_none_is_left_alone(tmp_path, text):
    path = tmp_path / "cameras-result.csv"
    path.write_text(text)
    with pytest.raises(BadResults):
        Results(path, rows("Gate"))
    assert path.read_text() == text
