"""What Airflow runs. EmptyOperator would not do: the scheduler marks it done without running anything."""

import os

from airflow.sdk import DAG, task

TASKS = int(os.environ["PEERS_TASKS"])


@task
def nothing():
    pass


with DAG("many", schedule=None, max_active_tasks=1000, catchup=False):
    for number in range(TASKS):
        nothing.override(task_id=f"t{number}")()

with DAG("chain", schedule=None, max_active_tasks=1000, catchup=False):
    last = None
    for number in range(5):
        step = nothing.override(task_id=f"t{number}")()
        if last is not None:
            last >> step
        last = step
