# SPDX-License-Identifier: GPL-3.0-or-later
import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from slipway import _events, _models, _params  # noqa: E402


def records(data):
    """Payloads of an event file, every checksum held against its bytes."""
    while data:
        length, length_crc = struct.unpack_from("<QI", data)
        payload = data[12 : 12 + length]
        (payload_crc,) = struct.unpack_from("<I", data, 12 + length)
        assert length_crc == _events._masked_crc(data[:8])
        assert payload_crc == _events._masked_crc(payload)
        yield payload
        data = data[16 + length :]


class EventsTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.dict(os.environ, {"SLIPWAY_EVENTS": str(self.directory)}))
        self.enterContext(mock.patch.multiple(_events, _writer=None, _next_step=0))

    def tearDown(self):
        if _events._writer is not None:
            _events._writer._file.close()

    def payloads(self):
        (file,) = self.directory.iterdir()
        return list(records(file.read_bytes()))

    def test_checksums_are_those_that_were_published(self):
        self.assertEqual(_events._masked_crc(b"\x1a\x11CRC test, one two"), 0x5794D08A)
        self.assertEqual(_events.crc32c(bytes(32)), 0x8A9136AA)

    def test_a_record_is_in_the_file_when_log_returns(self):
        _events.log({"loss": 0.5}, step=3)
        version, scalars = self.payloads()
        self.assertTrue(version.endswith(b"\x1a\rbrain.Event:2"))
        self.assertTrue(scalars[9:].startswith(b"\x10\x03"))
        self.assertIn(b"\n\x04loss\x15" + struct.pack("<f", 0.5), scalars)

    def test_the_name_is_one_that_tensorboard_finds(self):
        _events.log({"loss": 1})
        self.assertRegex(next(self.directory.iterdir()).name, r"^events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+\.slipway$")

    def test_steps_count_on_when_left_out(self):
        _events.log({"a": 1}, step=7)
        _events.log({"a": 2})
        self.assertIn(b"\x10\x08", self.payloads()[2][9:11])

    def test_not_a_number_and_infinity_are_kept(self):
        _events.log({"a": math.nan, "b": -math.inf})
        self.assertEqual(len(self.payloads()), 2)

    def test_what_is_no_number_is_refused_and_nothing_written(self):
        for values in ({}, None, {"a": "1"}, {"a": None}, {"a": True}, {1: 2}, {"": 2}, {"a": 1, "b": []}):
            with self.subTest(values=values), self.assertRaises(TypeError):
                _events.log(values)
        for values, step, error in (({"a": 1e300}, 0, ValueError), ({"a": 1}, "x", TypeError), ({"a": 1}, 2**63, ValueError)):
            with self.subTest(values=values, step=step), self.assertRaises(error):
                _events.log(values, step=step)
        self.assertEqual(list(self.directory.iterdir()), [])

    def test_scalars_of_other_libraries_are_taken(self):
        class Tensor:  # as PyTorch's: size is a method
            def __init__(self, *elements):
                self.elements = elements

            def size(self):
                return len(self.elements)

            def item(self):
                if len(self.elements) != 1:
                    raise RuntimeError("a Tensor with several elements cannot be converted to Scalar")
                return self.elements[0]

        class Float:
            def __float__(self):
                return 0.5

        _events.log({"a": Tensor(0.5), "b": Float()})
        self.assertEqual(self.payloads()[1].count(b"\x15" + struct.pack("<f", 0.5)), 2)
        for value in (Tensor(1, 2), Tensor(True), Tensor("x"), object()):
            with self.assertRaisesRegex(TypeError, "'loss'"):
                _events.log({"loss": value})
        with self.assertRaises(ValueError):
            _events.log({"loss": 10**400})

    def test_a_failed_write_leaves_no_half_record(self):
        _events.log({"a": 1})
        file = _events._writer._file

        class Full:
            tell, truncate, seek = file.tell, file.truncate, file.seek

            def write(self, record):
                if len(record) < 30:
                    raise OSError(28, "No space left on device")
                return file.write(record[:7])

        with mock.patch.object(_events._writer, "_file", Full()), self.assertRaises(OSError):
            _events.log({"a": 2})
        self.assertEqual(len(self.payloads()), 2)
        _events.log({"a": 3})
        self.assertEqual(len(self.payloads()), 3)

    def test_a_forked_process_writes_a_file_of_its_own(self):
        _events.log({"a": 1})
        with _events._writer_lock:  # as another thread of the parent might hold it
            child = os.fork()
            if child == 0:
                _events.log({"b": 2})
                os._exit(0)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        counts = [len(list(records(file.read_bytes()))) for file in self.directory.iterdir()]
        self.assertEqual(counts, [2, 2])

    def test_threads_do_not_tear_records(self):
        threads = [
            threading.Thread(target=lambda: [_events.log({"a": i}, step=i) for i in range(200)]) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(self.payloads()), 1 + 8 * 200)


class ParamsTest(unittest.TestCase):
    def params(self, values):
        directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (directory / "params.json").write_text(json.dumps(values))
        return _params.Params(directory / "params.json")

    def test_texts_that_read_as_numbers_are_numbers(self):
        params = self.params({"lr": "1e-3", "steps": "100", "amp": "True", "name": "adam"})
        self.assertEqual(dict(params), {"lr": 0.001, "steps": 100, "amp": True, "name": "adam"})
        self.assertEqual(params.lr, 0.001)
        self.assertEqual(params.get("missing", 5), 5)

    def test_a_missing_one_says_what_there_is(self):
        params = self.params({"lr": "1"})
        with self.assertRaisesRegex(KeyError, "it has: lr"):
            params["rate"]
        with self.assertRaises(AttributeError):
            params.rate

    def test_outside_a_job_there_are_none(self):
        with mock.patch.dict(os.environ):
            os.environ.pop("SLIPWAY_PARAMS", None)
            self.assertEqual(len(_params.Params()), 0)


class ModelsTest(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.dict(os.environ, {"SLIPWAY_OUTPUTS": str(self.directory / "outputs")}))
        self.file = self.directory / "model.bin"
        self.file.write_bytes(b"weights")

    def test_a_file_is_kept_under_its_name(self):
        saved = Path(_models.save_model(self.file))
        self.assertEqual(saved, self.directory / "outputs/models/model.bin")
        self.assertEqual(saved.read_bytes(), b"weights")

    def test_a_newer_one_replaces_it_and_leaves_nothing_behind(self):
        folder = self.directory / "folder"
        folder.mkdir()
        (folder / "a").write_text("1")
        _models.save_model(folder, name="best")
        (folder / "a").write_text("2")
        saved = Path(_models.save_model(folder, name="best"))
        self.assertEqual((saved / "a").read_text(), "2")
        self.assertEqual([path.name for path in saved.parent.iterdir()], ["best"])

    def test_a_file_and_a_folder_may_replace_each_other(self):
        folder = self.directory / "folder"
        folder.mkdir()
        (folder / "a").write_text("1")
        for source in (self.file, folder, self.file):
            saved = Path(_models.save_model(source, name="best"))
            self.assertEqual(saved.is_dir(), source.is_dir())
            self.assertEqual([path.name for path in saved.parent.iterdir()], ["best"])

    def test_a_failure_keeps_the_model_of_before(self):
        folder = self.directory / "folder"
        folder.mkdir()
        (folder / "a").write_text("1")
        saved = Path(_models.save_model(folder))
        rename = os.rename

        def refuse(source, target):
            if Path(target) == saved and not str(source).endswith(".old"):
                raise OSError(28, "No space left on device")
            rename(source, target)

        with mock.patch.object(_models.os, "rename", refuse), self.assertRaises(OSError):
            _models.save_model(folder)
        self.assertEqual((saved / "a").read_text(), "1")
        self.assertEqual([path.name for path in saved.parent.iterdir()], ["folder"])

    def test_bad_names_and_paths_are_refused(self):
        for name in ("", ".", "..", "a/b", "a\0b", "x" * 201):
            with self.subTest(name=name), self.assertRaises(ValueError):
                _models.save_model(self.file, name=name)
        with self.assertRaises(FileNotFoundError):
            _models.save_model(self.directory / "missing")


class OutsideTest(unittest.TestCase):
    def test_the_same_script_runs_without_a_platform(self):
        script = "import slipway; slipway.log({'a': 1}); open('m','w').write('x'); print(slipway.save_model('m'))"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SLIPWAY_")}
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
        with tempfile.TemporaryDirectory() as directory:
            done = subprocess.run([sys.executable, "-c", script], cwd=directory, env=environment, capture_output=True,
                                  text=True, check=True)
            self.assertIn("slipway-events", done.stderr)
            self.assertTrue((Path(directory) / done.stdout.strip()).is_file())
            self.assertEqual(len(list((Path(directory) / "slipway-events").iterdir())), 1)


if __name__ == "__main__":
    unittest.main()
