"""What a sync costs on this disk just now."""

import os
import time


def sync_milliseconds(folder, count=50, size=40_000):
    path, taken = f"{folder}/sync", []
    with open(path, "wb", buffering=0) as file:
        for _ in range(count):
            begin = time.perf_counter()
            file.write(os.urandom(size))
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - begin) * 1000)
    os.remove(path)
    return taken
