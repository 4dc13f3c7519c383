"""Writes the checkpoints in this folder with Python's own pickle and zipfile, without PyTorch.

The layout follows torch.save: an object whose tensors are pickled as calls of
torch._utils._rebuild_tensor_v2 on storages that are referred to by persistent ids. Stand-ins with the
names of PyTorch's functions and classes make pickle write the same globals. Expected values are in
expected.json. Usage: python3 make_fixtures.py
"""

import collections
import io
import json
import pickle
import struct
import sys
import types
import zipfile


def module(name):
    made = types.ModuleType(name)
    sys.modules[name] = made
    return made


torch = module("torch")
torch._utils = module("torch._utils")


def named(owner, name, value):
    value.__module__ = owner.__name__
    value.__qualname__ = name
    value.__name__ = name
    setattr(owner, name, value)
    return value


def function(name):
    def stand_in(*arguments):
        raise NotImplementedError

    return named(torch._utils, name, stand_in)


REBUILD = function("_rebuild_tensor")
REBUILD_V2 = function("_rebuild_tensor_v2")
PARAMETER = function("_rebuild_parameter")
FORMATS = {
    "FloatStorage": "f",
    "DoubleStorage": "d",
    "HalfStorage": "e",
    "BFloat16Storage": None,
    "LongStorage": "q",
    "BoolStorage": "?",
}
CLASSES = {name: named(torch, name, type(name, (), {})) for name in FORMATS}


class Storage:
    def __init__(self, kind, key, values):
        self.kind, self.key, self.values = kind, key, values

    def data(self, order):
        code = FORMATS[self.kind]
        if code:
            return struct.pack(order + str(len(self.values)) + code, *self.values)
        words = [struct.unpack(">I", struct.pack(">f", v))[0] >> 16 for v in self.values]
        return struct.pack(order + str(len(words)) + "H", *words)


class Call:
    """Pickled as a call; in its place PyTorch's own reduction would stand."""

    def __init__(self, callee, *arguments):
        self.callee, self.arguments = callee, arguments

    def __reduce__(self):
        return self.callee, self.arguments


def tensor(storage, offset, shape, strides):
    return Call(REBUILD_V2, storage, offset, shape, strides, False, collections.OrderedDict())


class StateDict(collections.OrderedDict):
    """Pickled as an OrderedDict with an attribute, as the state dict of a module is."""

    def __reduce__(self):
        state = {"_metadata": collections.OrderedDict([("", {"version": 1})])}
        return collections.OrderedDict, (), state, None, iter(self.items())


def content():
    shared = Storage("FloatStorage", "0", [0.5 * i for i in range(12)])
    half = Storage("HalfStorage", "1", [1.0, -2.5, 65504.0, 6.103515625e-05, 5.9604644775390625e-08])
    brain = Storage("BFloat16Storage", "2", [1.0, -3.5, 0.0078125])
    double = Storage("DoubleStorage", "3", [0.1, -0.2])
    counter = Storage("LongStorage", "4", [391])
    single = Storage("FloatStorage", "5", [0.75])
    state = StateDict()
    state["module.whole"] = tensor(shared, 0, (3, 4), (4, 1))
    state["module.transposed"] = tensor(shared, 0, (4, 3), (1, 4))
    state["module.slice"] = tensor(shared, 5, (2, 2), (4, 1))
    state["module.half"] = tensor(half, 0, (5,), (1,))
    state["module.brain"] = tensor(brain, 0, (3,), (1,))
    state["module.double"] = Call(PARAMETER, tensor(double, 0, (2,), (1,)), True, collections.OrderedDict())
    state["module.num_batches_tracked"] = tensor(counter, 0, (), ())
    state["module.single"] = tensor(single, 0, (), ())
    rows = [[0.5 * (4 * i + j) for j in range(4)] for i in range(3)]
    expected = {
        "module.whole": ([3, 4], [v for row in rows for v in row]),
        "module.transposed": ([4, 3], [rows[i][j] for j in range(4) for i in range(3)]),
        "module.slice": ([2, 2], [2.5, 3.0, 4.5, 5.0]),
        "module.half": ([5], half.values),
        "module.brain": ([3], brain.values),
        "module.double": ([2], double.values),
        "module.single": ([], [0.75]),
    }
    return state, expected


def pickled(saved, protocol, old, storages):
    class Pickler(pickle.Pickler):
        def persistent_id(self, found):
            if not isinstance(found, Storage):
                return None
            storages.setdefault(found.key, found)
            identity = ("storage", CLASSES[found.kind], found.key, "cpu", len(found.values))
            return identity + (None,) if old else identity

    stream = io.BytesIO()
    Pickler(stream, protocol=protocol).dump(saved)
    return stream.getvalue()


def archive(name, saved, protocol=2, order="<", method=zipfile.ZIP_STORED):
    storages = {}
    body = pickled(saved, protocol, False, storages)
    with zipfile.ZipFile(name, "w", method) as made:
        def put(entry, data):
            made.writestr(zipfile.ZipInfo("archive/" + entry), data, compress_type=method)

        put("data.pkl", body)
        put("byteorder", "little" if order == "<" else "big")
        for key, storage in storages.items():
            put("data/" + key, storage.data(order))
        put("version", "3\n")


def legacy(name, saved):
    storages = {}
    body = pickled(saved, 2, True, storages)
    with open(name, "wb") as made:
        for head in (
            0x1950A86A20F9469CFC6C,
            1001,
            {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}},
        ):
            made.write(pickle.dumps(head, protocol=2))
        made.write(body)
        made.write(pickle.dumps(sorted(storages), protocol=2))
        for key in sorted(storages):
            made.write(struct.pack("<q", len(storages[key].values)))
            made.write(storages[key].data("<"))


def main():
    state, expected = content()
    around = {
        "accuracy": 0.927,
        "epoch": 17,
        "state_dict": state,
        "optimizer": {"state": {0: {"step": 3, "exp_avg": tensor(Storage("FloatStorage", "9", [1.0]), 0, (1,), (1,))}}, "param_groups": [{"lr": 1e-4}]},
        "thresholds": [1.5, 0.25],
        "timesteps": 5,
        "leak": [1.0, 0.9],
        "activation": "Linear",
    }
    archive("state.pt", state)
    archive("protocol5.pt", state, protocol=5)
    archive("big-endian.pt", state, order=">")
    archive("deflated.pt", state, method=zipfile.ZIP_DEFLATED)
    legacy("legacy.pth", state)
    archive("checkpoint.pth", around)
    archive("two-parts.pt", {"model": state, "ema": StateDict(state)})

    import os

    archive("command.pt", {"state_dict": state, "x": Call(os.system, "touch executed")})
    archive("expanded.pt", StateDict(x=tensor(Storage("FloatStorage", "0", [1.0]), 0, (1 << 20,), (0,))))
    archive("outside.pt", StateDict(x=tensor(Storage("FloatStorage", "0", [1.0, 2.0]), 1, (2,), (1,))))
    with zipfile.ZipFile("bomb.pt", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("archive/data.pkl", pickle.dumps({}, protocol=2))
        bomb.writestr("archive/data/0", b"\0" * (1 << 22))
    with open("bare.pkl", "wb") as bare:
        bare.write(pickle.dumps({"weights": [1, 2, 3]}, protocol=4))
    with open("expected.json", "w") as made:
        json.dump({name: {"shape": s, "values": v} for name, (s, v) in expected.items()}, made, indent=1)


if __name__ == "__main__":
    main()
