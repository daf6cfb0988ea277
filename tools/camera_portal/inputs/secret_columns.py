"""Names of columns that look like a secret's, in the languages of those who fill the file in."""

from __future__ import annotations

import difflib
import re
import unicodedata

_OURS = ("password", "hotspot_password")
_NO_MARKS = str.maketrans("łøđı", "lodi")  # letters that Unicode does not take apart

# Anywhere in a name.
_PARTS = (
    "pass", "psk", "pwd", "secret", "credential", "kennwort", "schlussel", "schluessel", "geheim",
    "zugangsdaten", "contrase", "senha", "segredo", "parol", "wachtwoord", "sleutel", "losenord",
    "nyckel", "nokkel", "adgangskode", "kodeord", "salasana", "haslo", "klucz", "heslo", "geslo",
    "lozink", "jelszo", "kulcs", "sifre", "парол", "ключ", "κωδικ", "סיסמ", "كلمة السر",
    "كلمة المرور", "密码", "密碼", "パスワード", "暗証", "비밀번호", "암호",
)  # fmt: skip
# Words of their own, or joined to what they open: a pin, but no spindle; a wifikey, but no keypad.
_WORDS = r"keys?|pins?|codes?|kode?|pw|mdp|cles?|claves?|chiave|chave|klic|sandi"
_OPENED = "wi-?fi|wlan|wpa2?|wep|net(work|zwerk)?|hotspot|access|api|pin|zu(gang|tritt)s?|" + (
    "security|sicherheits|login"
)
_LOCK = re.compile(rf"(?<![^\W_])({_OPENED})?({_WORDS})(?![^\W_])")
# Beside one of these, a code opens nothing.
_NO_LOCK = re.compile(
    r"(?<![^\W_])(post(al)?|zip|area|country|site|room|building|asset|article|product|item|order|"
    r"customer|project|cost|dress|colou?r|bar|qr)[ _-]codes?(?![^\W_])"
)


def looks_secret(name: str) -> bool:
    """Unknown columns are printed; a password under another name, or one with a slip in it, must
    not be. Rather a harmless column too many is refused than a password printed.

    :param name: in small letters.
    """
    if difflib.get_close_matches(name, _OURS):
        return True
    plain = _plain(name)
    return any(_plain(part) in plain for part in _PARTS) or bool(
        _LOCK.search(_NO_LOCK.sub("", plain))
    )


def _plain(text: str) -> str:
    """Without the marks above and below its letters."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_NO_MARKS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
