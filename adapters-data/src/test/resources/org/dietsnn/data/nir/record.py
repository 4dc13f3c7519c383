"""Records NIR files with the reference implementation (pip install nir h5py numpy), as other programs
write them, and what a simulation of their equations gives. Run in this folder: python3 record.py, with
the name of a NIR file that dietsnn exported to have that one read and written again as well."""

import gzip
import os
import sys

import nir
import numpy as np

random = np.random.default_rng(7)


def normal(*shape):
    return random.normal(size=shape).astype(np.float32)


def full(shape, value):
    return np.full(shape, value, dtype=np.float32)


def lif(shape, tau, r, threshold):
    return nir.LIF(
        tau=full(shape, tau), r=full(shape, r), v_leak=full(shape, 0), v_threshold=full(shape, threshold)
    )


def pair(value):
    return np.array([value, value])


def record(name, graph):
    nir.write("draft", graph)
    with open("draft", "rb") as draft, open(name + ".nir.gz", "wb") as packed:
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
            out.write(draft.read())
    os.remove("draft")


def chain(name, *nodes):
    graph = nir.NIRGraph.from_list(*nodes)
    record(name, graph)
    return graph


def convolve(image, weight, bias, padding):
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    k = weight.shape[2]
    rows, columns = padded.shape[1] - k + 1, padded.shape[2] - k + 1
    out = np.zeros((weight.shape[0], rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[:, i, j] = np.tensordot(weight.astype(np.float64), padded[:, i : i + k, j : j + k], 3) + bias
    return out


class Neurons:
    """tau dv/dt = (v_leak - v) + r I in explicit Euler steps, with a reset to v_reset."""

    def __init__(self, node, dt):
        self.node, self.dt, self.v = node, dt, 0.0

    def step(self, current):
        n = self.node
        self.v = self.v + self.dt / n.tau.astype(np.float64) * (n.v_leak - self.v + n.r * current)
        spikes = self.v > n.v_threshold
        self.v = np.where(spikes, n.v_reset, self.v)
        return spikes.astype(np.float64)


def simulate(graph, image, steps, dt=1e-4):
    """Spikes of the output neurons in all steps."""
    n = graph.nodes
    first, second = Neurons(n["lif"], dt), Neurons(n["lif_1"], dt)
    current = convolve(image, n["conv2d"].weight, n["conv2d"].bias, 1)
    total = np.zeros(3)
    for _ in range(steps):
        spikes = first.step(current)
        pooled = spikes.reshape(2, 3, 2, 3, 2).mean(axis=(2, 4))
        total += second.step(n["linear"].weight.astype(np.float64) @ pooled.reshape(-1))
    return total


# The usual form: neurons at the output, currents scaled by r dt / tau, average pooling.
convolutional = chain(
    "convolutional",
    nir.Input(input_type=np.array([1, 6, 6])),
    nir.Conv2d(
        input_shape=(6, 6), weight=normal(2, 1, 3, 3), stride=1, padding=1, dilation=1, groups=1, bias=normal(2)
    ),
    lif((2, 6, 6), tau=1e-3, r=20.0, threshold=2.5),
    nir.AvgPool2d(kernel_size=pair(2), stride=pair(2), padding=pair(0)),
    nir.Flatten(input_type={"input": np.array([2, 3, 3])}, start_dim=0, end_dim=-1),
    nir.Linear(weight=normal(3, 18)),
    lif((3,), tau=5e-4, r=10.0, threshold=1.5),
    nir.Output(output_type=np.array([3])),
)
with open("convolutional.txt", "w") as lines:
    for _ in range(8):
        image = normal(1, 6, 6)
        counts = simulate(convolutional, image, 10)
        lines.write(" ".join(map(str, image.reshape(-1))) + " -> " + " ".join(map(str, counts)) + "\n")

# Words for padding, no leak, sums over windows, a bias in the dense layer.
chain(
    "same-padding",
    nir.Input(input_type=np.array([1, 5, 5])),
    nir.Conv2d(
        input_shape=(5, 5), weight=normal(2, 1, 3, 3), stride=1, padding="same", dilation=1, groups=1, bias=normal(2)
    ),
    nir.IF(r=full((2, 5, 5), 1), v_threshold=full((2, 5, 5), 0.5)),
    nir.SumPool2d(kernel_size=pair(2), stride=pair(2), padding=pair(0)),
    nir.Flatten(input_type={"input": np.array([2, 2, 2])}, start_dim=0, end_dim=-1),
    nir.Affine(weight=normal(2, 8), bias=normal(2)),
    nir.Output(output_type=np.array([2])),
)
ends = nir.Input(input_type=np.array([3])), nir.Output(output_type=np.array([2]))
chain(
    "current-based",
    ends[0],
    nir.Linear(weight=normal(2, 3)),
    nir.CubaLIF(
        tau_syn=full((2,), 1e-3),
        tau_mem=full((2,), 1e-3),
        r=full((2,), 1),
        v_leak=full((2,), 0),
        v_threshold=full((2,), 1),
    ),
    ends[1],
)
differing = lif((2,), tau=1e-3, r=10, threshold=1)
differing.v_threshold = np.array([1, 2], dtype=np.float32)
chain("differing-neurons", ends[0], nir.Linear(weight=normal(2, 3)), differing, ends[1])
record(
    "recurrent",
    nir.NIRGraph(
        {
            "input": nir.Input(input_type=np.array([2])),
            "w": nir.Linear(weight=normal(2, 2)),
            "lif": lif((2,), tau=1e-3, r=10, threshold=1),
            "back": nir.Linear(weight=normal(2, 2)),
            "output": nir.Output(output_type=np.array([2])),
        },
        [("input", "w"), ("w", "lif"), ("lif", "back"), ("back", "lif"), ("lif", "output")],
    ),
)
if len(sys.argv) > 1:
    record("written-again", nir.read(sys.argv[1]))
