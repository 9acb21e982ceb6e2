"""Whatever a model of one's own does becomes the row of one run, and no process outlives whoever started
it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.runs.pool import Stopped
from sim.studies.sweep import Sweep, own_child, own_process, sweep
from sim.studies.sweep.own_model import named
from sim.studies.sweep.worker import CRASHED, ERROR, OK, TIMEOUT
from tests.cli.conftest import left_with
from tests.studies.sweep.small import named as in_models
from tests.studies.sweep.small import own


def asked(what: str, timeout: float = 30.0) -> float:
    return own_process.run(named(in_models("calls")), {"x": what}, 1, ("y",), timeout, lambda: True)[0][0]


def children() -> list[str]:
    found = subprocess.run(["ps", "-eo", "ppid,pid,args"], capture_output=True, text=True).stdout.splitlines()
    return [line for line in found if "own_child.py" in line]


@pytest.mark.parametrize(("what", "said"), [
    ("exit", r"^the model called sys.exit\(3\) instead"), ("interrupt", "^the model raised KeyboardInterrupt "
                                                           "instead"),
    ("list", r"^the model returned \[1.0\] \(list\), expected outcomes by name, such as {'y': 1.5}$"),
    ("nothing", "^the model returned None, expected"),
    ("text", r"^the model returned '3' \(str\) for y, expected a number$"),
    ("none", "^the model returned None for y, expected a number$"),
    ("other", "^the model returned no y; it returned z$"), ("long", r"ValueError: x{280,300}…$"),
    ("control", r"ValueError: a \[31mb c$"),
    ("many lines", r"(?s)^Traceback.*line\n\.\.\.\nline"),
])
def test_what_goes_wrong_is_told_in_a_few_lines(what, said):
    with pytest.raises(own_process.Failed, match=said) as fault:
        asked(what)
    assert len(str(fault.value)) < 5_000 and "own_child" not in str(fault.value)


@pytest.mark.parametrize(("what", "said"), [
    ("os._exit", "ended its process with exit code 9"), ("segfault", "ended by signal 11"),
    ("terminated", "ended by signal 15"),
    ("killed", "was killed, 3 times: most likely for want of memory"),
    ("left", "ended its process with exit code 3"),
])
def test_a_process_that_ends_is_told(what, said):
    with pytest.raises(own_process.Ended, match=said):
        asked(what)


def test_figures_pass_unchanged():
    assert [asked(what) for what in ("inf", "-inf", "bool", "whole")] == [float("inf"), float("-inf"), 1.0,
                                                                          3.0]
    assert str(asked("nan")) == "nan"
    exact = own_process.run(named(in_models("plain")), {"x": 0.1 + 0.2}, 12345, ("y",), 30,
                            lambda: True)[0][0]
    assert exact == 0.1 + 0.2 + 12345 / 2**32


def test_what_it_prints_reads_or_forks_disturbs_no_answer(capfd):
    assert (asked("prints") == 0.0 and [asked("forks") for _ in range(3)] == [4.0] * 3 and asked("whole")
            == 3.0)
    out, said = capfd.readouterr()
    assert out == "" and all(word in said for word in ("printed", "written", "said"))


def test_one_process_is_kept_for_all_runs():
    own_process.close()
    for _ in range(3):
        asked("whole")
    assert len(own_process._idle) == 1
    own_process.close()
    until = time.monotonic() + 5
    while any(f" {os.getpid()} " in line for line in children()):
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("function", ["hangs_at_one", "hangs_in_c"])
def test_the_timeout_is_kept(function):
    began = time.monotonic()
    with pytest.raises(own_process.TooLong):
        own_process.run(named(in_models(function)), {"x": 1.0}, 1, ("y",), 0.5, lambda: True)
    assert time.monotonic() - began < 5


def test_a_run_is_given_up_when_it_is_told_to():
    with pytest.raises(Stopped):
        own_process.run(named(in_models("hangs_in_c")), {"x": 1.0}, 1, ("y",), 600, lambda: False)


@pytest.mark.parametrize(("text", "said"), [
    ("import no_such_module\n", "cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'"),
    ("import sys\nsys.exit(2)\n", "it calls sys.exit.2. when it is imported; put that under if __name__"),
    ("import os\nos._exit(2)\n", "while it was loaded the model ended its process with exit code 2"),
    ("def close(): ...\n", "has no function mine; choices are close"),
    ("def mime(): ...\n", "did you mean mime"),
    ("mine = 3\n", "has no function mine"), ("from . import helper\n", "attempted relative import with no "
                                             "known parent package"),
    ("import importlib\nimportlib.import_module('hel' + 'per')\ndef mine(): ...\n",
     "helper.py was run, which reading the imports of mine"),
    ("import sim.studies.sweep.own_process as p\nfrom sim.studies.sweep.own_model import "
     "named\np.load(named(__file__ + ':mine'), 9)\n", "mine.py starts a study when it is imported"),
])
def test_a_model_that_cannot_be_loaded_is_one_sentence(text, said, tmp_path):
    (tmp_path / "helper.py").touch()
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(UserError, match=said):
        sweep(own("plain"), tmp_path / "out", model=f"{tmp_path}/mine.py:mine")
    assert not (tmp_path / "out").exists()


def test_a_module_that_reading_did_not_find_makes_the_run_an_error(tmp_path):
    (tmp_path / "helper.py").write_text("SIZE = 2\n")
    (tmp_path / "mine.py").write_text("import runpy\ndef mine(values, seed):\n    return {'y': "
                                      "runpy.run_path(__file__[:-7] + 'helper.py')['SIZE']}\n")
    with pytest.raises(own_process.Failed, match=r"^\S+/helper.py was run, which reading the imports of "
                       r"mine.py does not find"):
        own_process.run(named(f"{tmp_path}/mine.py:mine"), {}, 1, ("y",), 30, lambda: True)


def test_a_model_named_like_a_module_that_is_loaded_is_refused(tmp_path):
    (tmp_path / "json.py").write_text("def mine(values, seed): ...\n")
    with pytest.raises(UserError, match="json is the name of a module that Python or the simulator brings; "
                       "rename the file"):
        own_process.load(named(f"{tmp_path}/json.py:mine"), 30)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_study_goes_on_with_its_other_runs_and_one_ctrl_c_ends_it(workers, tmp_path, capfd):
    ended = {"exit": ERROR, "interrupt": ERROR, "os._exit": CRASHED, "killed": CRASHED, "long": ERROR,
             "inf": OK, "whole": OK}
    study = own("calls", factors={"x": [*ended, f"hangs at {tmp_path}/here"]}, replications=1)
    (tmp_path / "study.yaml").write_text(study.to_yaml())
    pressed: list[float] = []

    def press() -> None:
        while not (tmp_path / "here").exists() or workers > 1 and len(Sweep(tmp_path / "out").runs) < len(
            ended):
            time.sleep(0.1)
        time.sleep(0.5)
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    code = left_with("sweep", "run", tmp_path / "study.yaml", "--out", tmp_path / "out", "--model",
                     in_models("calls"), "--workers", workers)
    assert code == 130 and time.monotonic() - pressed[0] < 5
    assert capfd.readouterr().err.splitlines()[-1] == (f"interrupted; {tmp_path}/out: 7 finished runs are "
                                                       "kept; the same command resumes the study")
    found = Sweep(tmp_path / "out")
    assert {found.values[run.point]["x"]: run.status for run in found.runs.itertuples()} == ended


def test_a_run_that_takes_too_long_is_a_row(tmp_path):
    found = sweep(own("hangs_at_one", replications=1, timeout=0.5), tmp_path / "hung", workers=1)
    assert found.counts == {"ok": 9, TIMEOUT: 1}


def test_a_busy_model_ends_with_whoever_started_it_though_that_is_killed():
    """A stand-in for a driver, which starts the child as a driver does and is killed -9 while it runs."""
    models = Path(in_models("")[:-1])
    load = {"file": str(models), "function": "hangs_in_c", "name": "models", "root": str(models.parent),
            "path": [], "files": [str(models)]}
    run = {"values": {"x": 1}, "seed": 1, "outcomes": ["y"]}
    script = ("import subprocess, sys, time\nchild = subprocess.Popen([sys.executable, '-P', "
              f"{own_child.__file__!r}], stdin=-1, stdout=-1, bufsize=0,\n                         "
              f"start_new_session=True)\nchild.stdin.write({json.dumps(load)!r}.encode() + "
              f"b'\\n')\nchild.stdout.readline()\nchild.stdin.write({json.dumps(run)!r}.encode() + "
              "b'\\n')\nprint(child.pid, flush=True)\ntime.sleep(600)\n")
    driver = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(driver.stdout.readline())
    time.sleep(0.3)
    os.kill(child, 0)
    driver.kill()
    driver.wait()
    until = time.monotonic() + 5
    while any(int(line.split()[1]) == child and "<defunct>" not in line for line in children()):
        assert time.monotonic() < until, "it outlived its driver"
        time.sleep(0.05)
