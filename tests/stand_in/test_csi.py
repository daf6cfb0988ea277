"""The stand-in for the image sensor against openmv's sources: a test for each claim."""

import io

import pytest
import zxingcpp
from camera_portal.simulator.air import Air
from camera_portal.simulator.csi import Csi
from camera_portal.simulator.picture import Picture
from PIL import Image
from support.bench import StillClock
from support.code_picture import picture, show


def module(path=None, firmware="5.0.0"):
    return Csi(StillClock(), Air(), Picture(path and str(path)), firmware < "5")


def opened(csi):
    sensor = csi.CSI()
    sensor.reset()
    sensor.pixformat(csi.GRAYSCALE)
    sensor.framesize(csi.QVGA)
    return sensor


def content(frame):
    buffer = frame.bytearray()
    return buffer(0, len(buffer))


def test_a_sensor_that_has_come_off_raises_at_once():
    csi = module()
    csi.air.blind = True
    with pytest.raises(RuntimeError, match="detached"):
        csi.CSI()


def test_nothing_is_seen_before_format_and_size_are_set():
    csi = module()
    sensor = csi.CSI()
    sensor.reset()
    with pytest.raises(RuntimeError, match="Pixel format"):
        sensor.pixformat()
    with pytest.raises(RuntimeError, match="Pixel format"):
        sensor.snapshot()
    sensor.pixformat(csi.GRAYSCALE)
    assert sensor.pixformat() == csi.GRAYSCALE
    with pytest.raises(RuntimeError, match="Frame size"):
        sensor.snapshot()
    with pytest.raises(RuntimeError):
        sensor.framesize(99)
    sensor.framesize(csi.QVGA)
    frame = sensor.snapshot()
    assert (frame.width(), frame.height(), frame.size()) == (320, 240, 320 * 240)


def test_all_objects_are_the_one_sensor():
    csi = module()
    opened(csi)
    assert csi.CSI().pixformat() == csi.GRAYSCALE
    csi.CSI().reset(hard=False)
    with pytest.raises(RuntimeError, match="Pixel format"):
        csi.CSI().pixformat()


def test_a_reset_forgets_format_and_size():
    csi = module()
    sensor = opened(csi)
    sensor.reset()
    with pytest.raises(RuntimeError, match="Pixel format"):
        sensor.snapshot()


def test_arguments_are_by_name_and_known():
    sensor = opened(module())
    for arguments, named in (((100,), {}), ((), {"update": True}), ((), {"wait": 1})):
        with pytest.raises(TypeError):
            sensor.snapshot(*arguments, **named)
    with pytest.raises(TypeError):
        opened(module(firmware="4.8.1")).snapshot(wait=1)
    assert opened(module(firmware="4.8.1")).snapshot(update=True) is not None


def test_settling_takes_time():
    csi = module()
    opened(csi)
    assert csi.clock.ms == 220


def test_a_call_that_does_not_block_gives_none_until_there_is_a_frame():
    csi = module()
    sensor = opened(csi)
    before = csi.clock.ms
    assert sensor.snapshot(blocking=False) is None
    assert csi.clock.ms == before
    csi.clock.ms += 60
    assert sensor.snapshot(blocking=False) is not None
    assert sensor.snapshot(blocking=False) is None


def test_a_call_that_blocks_waits_for_its_frame():
    csi = module()
    sensor = opened(csi)
    before = csi.clock.ms
    assert sensor.snapshot() is not None
    assert 30 <= csi.clock.ms - before <= 70


def test_many_frames_give_none():
    csi = module()
    sensor = opened(csi)
    before = csi.clock.ms
    assert sensor.snapshot(time=2000) is None
    assert csi.clock.ms - before == 2000


def test_the_next_snapshot_writes_over_the_frame():
    csi = module()
    sensor = opened(csi)
    frame = sensor.snapshot()
    seen = content(frame)
    sensor.snapshot(blocking=False)
    assert content(frame) != seen


def test_to_jpeg_is_made_in_place():
    frame = opened(module()).snapshot()
    jpeg = frame.to_jpeg(quality=50)
    assert jpeg is frame and frame.size() < 20_000
    shown = Image.open(io.BytesIO(content(jpeg)))
    assert (shown.format, shown.size, shown.mode) == ("JPEG", (320, 240), "L")
    assert len(content(opened(module()).snapshot().compress(quality=90))) > frame.size()
    with pytest.raises(ValueError):
        frame.to_jpeg(quality=0)


def test_payloads_are_attributes_since_5_0_and_methods_before(tmp_path):
    path = show(tmp_path / "code.png", picture("https://example.com/"))
    (code,) = opened(module(path)).snapshot().find_qrcodes()
    assert code.payload == "https://example.com/"
    (code,) = opened(module(path, "4.8.1")).snapshot().find_qrcodes()
    assert code.payload() == "https://example.com/"


def test_payloads_are_the_bytes_in_the_code(tmp_path):
    path = show(tmp_path / "code.png", picture("Café", encoding="iso-8859-1"))
    assert opened(module(path)).snapshot().find_qrcodes()[0].payload == b"Caf\xe9"
    show(path, picture("Café 📷", encoding="utf-8"))
    assert opened(module(path)).snapshot().find_qrcodes()[0].payload == "Café 📷"


def test_light_on_dark_is_not_read(tmp_path):
    negative = picture("https://example.com/").point(lambda value: 255 - value)
    path = show(tmp_path / "code.png", negative)
    assert zxingcpp.read_barcodes(negative)
    assert opened(module(path)).snapshot().find_qrcodes() == []


def test_a_search_takes_time():
    csi = module()
    frame = opened(csi).snapshot()
    before = csi.clock.ms
    assert frame.find_qrcodes() == []
    assert csi.clock.ms - before == 60


def test_a_sensor_that_is_switched_off_gives_nothing_until_reset():
    csi = module()
    sensor = opened(csi)
    sensor.shutdown(True)
    with pytest.raises(RuntimeError):
        sensor.snapshot()
    assert opened(csi).snapshot() is not None


def test_the_picture_is_read_again_when_it_changes_and_kept_when_it_is_half_written(tmp_path):
    path = show(tmp_path / "code.png", picture("one"))
    sensor = opened(module(path))
    whole = show(tmp_path / "other.png", picture("two")).read_bytes()
    for data, expected in (
        (b"", "one"),
        (whole[:300], "one"),
        (whole[: len(whole) // 2], "one"),
        (whole, "two"),
    ):
        path.write_bytes(data)
        assert sensor.snapshot().find_qrcodes()[0].payload == expected
    path.unlink()
    assert sensor.snapshot().find_qrcodes()[0].payload == "two"


def test_without_a_picture_there_is_a_test_card():
    card = Image.frombytes("L", (320, 240), content(opened(module()).snapshot()))
    shades = {card.getpixel((x, y)) for x in range(0, 320, 8) for y in range(0, 240, 8)}
    assert len(shades) > 20
    assert card.getpixel((20, 20)) < card.getpixel((20, 220))
