"""Networks that many tests have in range, as an air file has them."""

WORKSHOP = {"ssid": "Workshop", "password": "correct horse", "rssi": -48, "channel": 6}
