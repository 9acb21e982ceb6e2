"""What comes through a page's connection is one of the messages that its script sends, or it is refused
before it costs anything."""

import json
import struct
import time

import pytest

from sim.ui import frames
from tests.ui.visitor import message, packed

RUN = {"path": "/whatif?plan=x", "appName": None, "dark": False, "themes": {"light": {}, "dark": {}}}


def said(**data):
    return message("comm_msg", {"comm_id": "0a1b", "data": data})


@pytest.mark.parametrize("sent", [
    message("kernel_info_request", {}),
    message("comm_info_request", {"target_name": "jupyter.widget"}),
    message("comm_open", {"comm_id": "0a", "target_name": "jupyter.widget.control", "data": {}}),
    message("comm_close", {"comm_id": "0a", "data": {}}),
    said(method="update", state={"values": [1, None, "ä", {"deep": [[]]}]}, buffer_paths=[]),
    said(method="custom", content={"event": "drag", "data": ["presence_hours", 10]}),
    said(method="app-status"), said(method="request_states"), said(method="request_state"),
])
def test_what_a_page_sends_passes(sent):
    assert not frames.starts_page(json.dumps(sent))
    assert not frames.starts_page(packed(sent, (b"content", b"")))


def test_a_page_starts_with_one_message():
    assert frames.starts_page(json.dumps(said(method="run", args=RUN)))


def parts(*numbers, rest=b""):
    return struct.pack(f"!{len(numbers)}I", *numbers) + rest


@pytest.mark.parametrize("frame", [
    b"", b"\1\0\0\0", b"\x10\0\0\0", b"\0\0\0\1\0", parts(0, 0), parts(1, 4, rest=b"{}"),
    parts(1, 4_000_000_000), parts(2, 12, 4, rest=b"{}"),
    parts(2, 12, 13), parts(0xFFFFFFFF, 8),
    parts(frames.PARTS + 1, *[4 * (frames.PARTS + 2)] * (frames.PARTS + 1)), b"\0" * 2_000_000,
])
def test_a_binary_frame_is_measured_before_it_is_taken_apart(frame):
    began = time.process_time()
    with pytest.raises(frames.Refused) as refused:
        frames.starts_page(frame)
    assert refused.value.code == 1003 and time.process_time() - began < 0.1


@pytest.mark.parametrize("text", ["", "{", "[" * 2_000_000, "9" * 5_000, '{"a": NaN}', '{"a": -Infinity}',
                                  '{"a": 1e999}', '{"a": "\\ud800"}',
                                  '{"a": "\ud800"}', "{'a': 1}", '{"a":' * 300])
def test_what_is_no_json_is_refused(text):
    for frame in (text, parts(1, 8, rest=text.encode("utf-8", "surrogatepass"))):
        with pytest.raises(frames.Refused) as refused:
            frames.starts_page(frame)
        assert refused.value.code == 1007 and len(str(refused.value)) < 300


@pytest.mark.parametrize("other", [
    None, 1, [], "text", {}, [message("kernel_info_request", {})],
    message("execute_request", {"code": "1"}), message("shutdown_request", {}),
    message("kernel_info_request", {"more": 1}),
    message("comm_open", {"comm_id": "0a", "target_name": "jupyter.widget",
                          "data": {"state": {"_model_name": "FileUploadModel"}}}),
    message("comm_open", {"comm_id": "0a", "target_name": ["solara.control"], "data": {}}),
    message("comm_close", {"comm_id": "x" * 65, "data": {}}),
    message("comm_close", {"comm_id": "../a", "data": {}}),
    message("kernel_info_request", {}, channel="control"), message("kernel_info_request", {}, buffers=["x"]),
    message("kernel_info_request", {}, parent_header=[]), message("kernel_info_request", {}, more=1),
    message("kernel_info_request", {}, header={"msg_type": "kernel_info_request"}),
    said(), said(method="evict"), said(method="reload", path="/"), said(method=["update"]),
    said(method="update", state=[1]),
    said(method="update", state={}, buffer_paths="x"),
    said(method="run", args={**RUN, "path": "whatif"}),
    said(method="run", args={**RUN, "path": "/" + "x" * 20_000}),
    said(method="run", args={**RUN, "appName": "other"}), said(method="run", args={**RUN, "dark": "yes"}),
    said(method="run", args={**RUN, "themes": {"light": {"_trait_values": 1}, "dark": {}}}),
    said(method="run", args={"path": "/"}),
])
def test_no_page_sends_that(other):
    for frame in (json.dumps(other), packed(other)):
        with pytest.raises(frames.Refused) as refused:
            frames.starts_page(frame)
        assert refused.value.code == 1008 and len(str(refused.value)) < 300


def test_whoever_speaks_fast_waits_and_whoever_does_not_never_does():
    drag = frames.Pace(0.0, 25.0, 250.0)
    assert all(drag.spend(1, 0.12 * i) == 0 for i in range(10_000))
    flood = frames.Pace(0.0, 25.0, 250.0)
    assert [flood.spend(1, 0.0) for _ in range(250)] == [0.0] * 250
    assert flood.spend(1, 0.0) == pytest.approx(0.04) and flood.spend(25, 0.0) == pytest.approx(1.04)
    assert flood.spend(1, 2.0) == 0
