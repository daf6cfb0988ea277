"""The flow in a real browser on the phone's side of real air, by touch, once."""

import sys
import time
import traceback

import site_networks as site
from cases import Bench, report
from touch import Chromium


def main() -> None:
    bench = Bench()
    bench.switch_on("/tmp/flash")
    begun = time.monotonic()
    browser = Chromium("phone")
    started_s = time.monotonic() - begun
    browser.open("http://192.168.4.1/")
    browser.tap("[...document.querySelectorAll('.row')].find(r => r.innerText.includes('Six'))")
    browser.tap("document.querySelector('#password')")
    browser.type("wrong horse")
    browser.tap("document.querySelector('#panel button')")
    browser.wait_for("!!document.querySelector('section[data-state=failed]')")
    failed = browser.value("document.querySelector('section').innerText")
    browser.tap("document.querySelector('#password')")
    browser.value("document.querySelector('#password').value = ''")
    browser.type(site.PASSWORD)
    browser.tap("document.querySelector('#panel button')")
    browser.wait_for("!!document.querySelector('section[data-state=joined]')")
    joined = browser.value("document.querySelector('section').innerText")
    browser.tap("document.querySelector('#done button')")
    code = bench.camera.wait()
    browser.close()
    report(
        "browser", started_s=started_s, failed=failed, joined=joined, code=code,
        lines=bench.camera.lines,
    )  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    except BaseException:
        traceback.print_exc(file=sys.stdout)
        raise
