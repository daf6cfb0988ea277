"""The flow in a real browser on the phone's side of real air, by touch, once."""

import time

import site_networks as site
from cases import Bench, report
from touch import Chromium


def choose(browser: Chromium, name: str) -> None:
    browser.tap(f"[...document.querySelectorAll('.row')].find(r => r.innerText.includes('{name}'))")


def main() -> None:
    bench = Bench()
    bench.switch_on("/tmp/flash")
    begun = time.monotonic()
    browser = Chromium("phone")
    started_s = time.monotonic() - begun
    browser.open("http://192.168.4.1/")
    choose(browser, "Campus")
    pictures = [browser.picture(dark) for dark in (False, True)]
    choose(browser, "Six")
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
        lines=bench.camera.lines, pictures=pictures,
    )  # fmt: skip


if __name__ == "__main__":
    main()
