#!/usr/bin/env python3
"""The real clients of OpenLineage and of Marquez against a server: openlineage-python tells of runs over HTTP, and
marquez-python reads back what it told, and what Basin knows of its own.

    lineage_clients.py emit URL TOKEN OWN   tells of a job that reads OWN's `listened` and writes a table, and of others
    lineage_clients.py read URL TOKEN OWN   what marquez-python is answered, as one line of JSON
    lineage_clients.py dataset URL TOKEN OWN NAME

OWN is Basin's namespace. Whatever a client complains of ends it with a code that is not 0."""
import json
import sys
import uuid

NAMESPACE = "warehouse://host:5432"
RUN = str(uuid.uuid5(uuid.NAMESPACE_URL, "basin-test-run"))


def emit(url, token, own):
    from openlineage.client import OpenLineageClient
    from openlineage.client.event_v2 import (
        Dataset, DatasetEvent, InputDataset, Job, JobEvent, OutputDataset, Run, RunEvent, RunState)
    from openlineage.client.facet_v2 import (
        column_lineage_dataset, documentation_dataset, error_message_run, nominal_time_run, ownership_dataset, schema_dataset)
    from openlineage.client.transport.http import ApiKeyTokenProvider, HttpCompression, HttpConfig, HttpTransport

    def client(compression=None):
        return OpenLineageClient(transport=HttpTransport(HttpConfig(
            url=url, auth=ApiKeyTokenProvider({"apiKey": token}), compression=compression)))

    producer = "https://example.com/tests"
    field = column_lineage_dataset.InputField
    said = column_lineage_dataset.Transformation
    columns = column_lineage_dataset.ColumnLineageDatasetFacet(fields={
        "listener": column_lineage_dataset.Fields(inputFields=[field(
            namespace=own, name="listened", field="user",
            transformations=[said(type="DIRECT", subtype="IDENTITY")])]),
        "songs": column_lineage_dataset.Fields(inputFields=[field(
            namespace=own, name="listened", field="text",
            transformations=[said(type="DIRECT", subtype="AGGREGATION"), said(type="INDIRECT", subtype="FILTER")])]),
    })
    schema = schema_dataset.SchemaDatasetFacet(fields=[
        schema_dataset.SchemaDatasetFacetFields(name="listener", type="VARCHAR", description="Who listened."),
        schema_dataset.SchemaDatasetFacetFields(name="songs", type="BIGINT")])
    output = OutputDataset(namespace=NAMESPACE, name="mart.public.listeners", facets={
        "schema": schema, "columnLineage": columns,
        "documentation": documentation_dataset.DocumentationDatasetFacet(description="Zebrafinches per listener."),
        "ownership": ownership_dataset.OwnershipDatasetFacet(owners=[
            ownership_dataset.Owner(name="team:mart", type="OWNER")])})
    job = Job(namespace="airflow://prod", name="listeners.load")

    def event(state, at, inputs=(), outputs=(), run=RUN, job=job, facets=None):
        return RunEvent(
            eventTime=at, producer=producer, eventType=state, job=job, inputs=list(inputs), outputs=list(outputs),
            run=Run(runId=run, facets={"nominalTime": nominal_time_run.NominalTimeRunFacet(
                nominalStartTime="2018-11-03T00:00:00Z", nominalEndTime="2018-11-04T00:00:00Z"), **(facets or {})}))

    listened = InputDataset(namespace=own, name="listened")
    # The end before the beginning, gzipped, and everything twice.
    for _ in range(2):
        client(HttpCompression.GZIP).emit(event(RunState.COMPLETE, "2018-11-04T01:05:00Z", outputs=[output]))
        client().emit(event(RunState.START, "2018-11-04T01:00:00Z", inputs=[listened]))
    failed = str(uuid.uuid5(uuid.NAMESPACE_URL, "basin-test-failed"))
    client().emit(event(RunState.START, "2018-11-05T01:00:00Z", inputs=[listened], run=failed))
    client().emit(event(
        RunState.FAIL, "2018-11-05T01:01:00Z", run=failed,
        facets={"errorMessage": error_message_run.ErrorMessageRunFacet(message="no room", programmingLanguage="SQL")}))
    client().emit(JobEvent(
        eventTime="2018-11-04T02:00:00Z", producer=producer, job=Job(namespace="bi://host", name="dashboard"),
        inputs=[InputDataset(namespace=NAMESPACE, name="mart.public.listeners")],
        outputs=[OutputDataset(namespace="bi://host", name="dashboards/weekly")]))
    client().emit(DatasetEvent(
        eventTime="2018-11-04T03:00:00Z", producer=producer,
        dataset=Dataset(namespace="s3://bucket", name="raw/a:b/c", facets={
            "documentation": documentation_dataset.DocumentationDatasetFacet(description="Only told of.")})))
    print(json.dumps({"run": RUN, "failed": failed}))


def read(url, token, own):
    from marquez_client import MarquezClient

    client = MarquezClient(url=url + "/marquez", api_key=token)
    run = client.get_job_run(RUN)
    dataset = client.get_dataset(NAMESPACE, "mart.public.listeners")
    columns = client.get_column_lineage_by_dataset(NAMESPACE, "mart.public.listeners")
    job = client.get_job("airflow://prod", "listeners.load")
    versions = client.list_dataset_versions(NAMESPACE, "mart.public.listeners")
    print(json.dumps({
        "namespaces": sorted(one["name"] for one in client.list_namespaces()["namespaces"]),
        "run_state": run["state"], "run_started": run["startedAt"], "run_nominal": run["nominalStartTime"],
        "fields": [field["name"] for field in dataset["fields"]], "description": dataset["description"],
        "versions": len(versions["versions"]),
        "version_run": client.get_dataset_version(
            NAMESPACE, "mart.public.listeners", versions["versions"][0]["version"])["createdByRun"]["id"],
        "job_inputs": [one["name"] for one in job["inputs"]], "job_outputs": [one["name"] for one in job["outputs"]],
        "job_runs": sorted(one["state"] for one in client.list_job_runs("airflow://prod", "listeners.load")["runs"]),
        "column_nodes": sorted(node["id"] for node in columns["graph"]),
        "foreign_datasets": [one["name"] for one in client.list_datasets("s3://bucket")["datasets"]],
        "own_datasets": sorted(one["name"] for one in client.list_datasets(own)["datasets"]),
        "own_jobs": sorted(one["name"] for one in client.list_jobs(own)["jobs"]),
        "deep": client.get_dataset("s3://bucket", "raw/a:b/c")["description"],
        "events": len(client.list_events()["events"]),
    }))


def dataset(url, token, own, name):
    from marquez_client import MarquezClient

    client = MarquezClient(url=url + "/marquez", api_key=token)
    runs = client.list_job_runs(own, name)["runs"]
    versions = client.list_dataset_versions(own, name)["versions"]
    print(json.dumps({
        "fields": [field["name"] for field in client.get_dataset(own, name)["fields"]],
        "runs": [[run["id"], run["state"]] for run in runs],
        "same_run": bool(runs) and client.get_job_run(runs[0]["id"])["id"] == runs[0]["id"],
        "same_version": bool(versions)
        and client.get_dataset_version(own, name, versions[0]["version"])["version"] == versions[0]["version"],
    }))


if __name__ == "__main__":
    {"emit": emit, "read": read, "dataset": dataset}[sys.argv[1]](*sys.argv[2:])
