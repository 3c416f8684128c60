"""What Dagster runs: ops that hand nothing on, each in a process forked from one that has Dagster loaded."""

import os

from dagster import Definitions, In, Nothing, Out, job, multiprocess_executor, op

TASKS = int(os.environ["PEERS_TASKS"])
EXECUTOR = multiprocess_executor.configured({
    "max_concurrent": int(os.environ["PEERS_WORKERS"]),
    "start_method": {"forkserver": {"preload_modules": ["dagster", "dagster_postgres"]}},
})


@op(out=Out(Nothing))
def first():
    pass


@op(ins={"before": In(Nothing)}, out=Out(Nothing))
def following():
    pass


@job(executor_def=EXECUTOR)
def many():
    for number in range(TASKS):
        first.alias(f"t{number}")()


@job(executor_def=EXECUTOR)
def chain():
    last = first.alias("t0")()
    for number in range(1, 5):
        last = following.alias(f"t{number}")(before=last)


defs = Definitions(jobs=[many, chain])
