"""What the page says for each word of the portal, and what to do about it.

The words are the contract with programs; these sentences are for someone on a ladder.
"""

# Reason: what happened, what to do.
_REASONS = {
    "wrong_password": (
        "The password does not fit",
        "{name} refused it. Capital letters count, and so do spaces. Check it with "
        "“Show password” and try again.",
    ),
    "not_found": (
        "The network is not there",
        "The camera cannot hear {name} at the moment. Is the router on? This camera hears "
        "2.4 GHz only: a name that exists on 5 GHz alone stays silent for it.",
    ),
    "weak_signal": (
        "The signal is too weak",
        "{name} is too far away to hold a link. Move the camera, its antenna or the router, "
        "then try again.",
    ),
    "no_address": (
        "No address from the router",
        "{name} took the password but gave the camera no address. Restart the router, or look "
        "whether its DHCP is on and has addresses left.",
    ),
    "refused": (
        "The network refused the camera",
        "{name} turned the camera away. Routers do that when they are full or let in known "
        "devices only; this camera’s hardware address stands below under “This camera”.",
    ),
    "untrusted": (
        "The network’s certificate is another one",
        "The server of {name} did not show the certificate that the camera trusts, and got no "
        "password. Somebody may be posing as it, or it was renewed: then forget the network "
        "below, and join it again.",
    ),
    "timeout": (
        "No answer in time",
        "The camera tried and heard neither yes nor no. Try again; if that does not help, "
        "switch the camera off and on.",
    ),
    "unsupported": (
        "This camera cannot join that kind of network",
        "{name} uses a security this radio does not have: WEP, or a company login with a user "
        "name. Use a network with a plain WPA2 or WPA3 password.",
    ),
    "cancelled": ("Stopped", "The camera stopped before there was an answer. Try again."),
}

_ERRORS = {
    "ssid_missing": "Choose a network, or type its name.",
    "ssid_too_long": "A network name has at most 32 bytes. This one is longer.",
    "ssid_malformed": "That name could not be read. Type it again.",
    "id_malformed": "That network could not be read. Choose it from the list again.",
    "password_missing": "This network needs a password.",
    "password_too_short": "A Wi-Fi password has at least 8 characters.",
    "password_too_long": "A Wi-Fi password has at most 63 characters.",
    "password_not_hex": "A password of 64 characters has to be a key of digits and a to f.",
    "password_not_needed": "This network is open: leave the password empty.",
    "password_control_character": "The password has a character in it that no keyboard types.",
    "password_malformed": "The password could not be read. Type it again.",
    "security_unknown": "Choose a kind of security from the list.",
    "identity_missing": "This network wants a user name, too.",
    "identity_too_long": "A user name has at most 253 bytes. This one is longer.",
    "identity_malformed": "The user name could not be read. Type it again.",
    "method_unknown": "Choose a kind of login from the list.",
    "authority_malformed": "A certificate is the name of a file on the camera’s drive.",
    "certificate_malformed": "A certificate’s SHA-256 has 64 digits, 0 to 9 and a to f.",
    "server_malformed": "The server’s name could not be read.",
    "malformed": "That could not be read. Load the page again.",
    "busy": "The camera is busy with a network already. Wait for its result.",
}


def reason(word: str, name: str) -> tuple[str, str]:
    """Title and advice for a verdict. ``name`` is the network's."""
    title, advice = _REASONS[word]
    return title, advice.replace("{name}", name)


def error(word: str) -> str:
    """The sentence for a word that a request was refused with."""
    return _ERRORS.get(word, _ERRORS["malformed"])
