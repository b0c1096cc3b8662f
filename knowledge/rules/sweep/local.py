"""The engine of one machine: buckets side by side on its cores."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Lock

import polars as pl

from knowledge.rules.columnar import Kernel
from knowledge.rules.sweep.buckets import Bucket
from knowledge.rules.sweep.output import Output

_writing = Lock()


def judge(kernel: Kernel, bucket: Bucket, output: Output) -> Counter[str]:
    """Judge a bucket and write its results. Writing uses all cores, so one at a time is enough, and the
    results of one bucket are the most that is held beside the columns of the others.
    """
    results, problems = kernel.judge(*bucket.read())
    with _writing:
        return output.write(bucket.name, results, problems, bucket.count())


def run(kernel: Kernel, waiting: Sequence[Bucket], output: Output) -> Iterator[Counter[str]]:
    """The counts of each bucket as it is done."""
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        jobs = [pool.submit(judge, kernel, bucket, output) for bucket in waiting]
        try:
            for job in as_completed(jobs):
                yield job.result()
        finally:
            for job in jobs:
                job.cancel()
