"""Work for every processor there is."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def in_parallel(work: Callable, arguments: Iterable[tuple], workers: int | None = None) -> Iterator:
    """`work(*a)` for every a, in order. Workers are started afresh: a copy of a process whose threads have run would hang."""
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        yield from (work(*a) for a in arguments)
        return
    with ProcessPoolExecutor(workers, get_context("forkserver")) as pool:
        yield from (waiting.result() for waiting in [pool.submit(work, *a) for a in arguments])
