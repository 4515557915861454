"""The mean of the weights of two checkpoints of the same network: `python mean.py FIRST SECOND SHARE OUT`, SHARE being the second's."""

import sys

import torch


def main():
    first, second, share, out = sys.argv[1:]
    share = float(share)
    first, second = (torch.load(path, weights_only=True) for path in (first, second))
    known = dict(zip(first["optimizer"]["names"], first["optimizer"]["master"]))
    names, values = second["optimizer"]["names"], second["optimizer"]["master"]
    second["optimizer"]["master"] = [share * value + (1 - share) * known[name] for name, value in zip(names, values)]
    torch.save(second, out)


if __name__ == "__main__":
    main()
