#!/usr/bin/env python3
"""Reads what Basin exports with programs that know the standards, and says what they find.

    standards_oracle.py contracts FILE…          each is linted by datacontract-cli
    standards_oracle.py backstage FILE           entities, by the rules that Backstage documents
    standards_oracle.py dcat FILE BASE           a DCAT 3 catalog, parsed by rdflib, asked in SPARQL
    standards_oracle.py dataset FILE BASE        a schema.org/Dataset, parsed by rdflib

The last line is a JSON object: {"problems": […], …counts}. Nothing is fetched.
"""
import json
import re
import sys


def contracts(files):
    from datacontract.data_contract import DataContract

    problems = []
    for file in files:
        run = DataContract(data_contract_file=file).lint()
        found = [f"{check.name}: {check.result}: {check.reason}" for check in run.checks if str(check.result.value) != "passed"]
        if not run.checks or found or str(run.result.value) != "passed":
            problems.append(f"{file}: {found or run.result}")
    return {"problems": problems, "linted": len(files)}


# https://backstage.io/docs/features/software-catalog/descriptor-format, as JSON Schema.
NAME = r"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$"
REFERENCE = {
    "type": "string",
    "pattern": r"^([a-z]+:)?([A-Za-z0-9][-A-Za-z0-9_.]*/)?[A-Za-z0-9][-A-Za-z0-9_.]*$",
}
ENVELOPE = {
    "type": "object",
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "additionalProperties": False,
    "properties": {
        "apiVersion": {"const": "backstage.io/v1alpha1"},
        "kind": {"enum": ["Group", "System", "Resource"]},
        "metadata": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "pattern": NAME, "maxLength": 63},
                "title": {"type": "string", "minLength": 1},
                "description": {"type": "string"},
                "annotations": {
                    "type": "object",
                    "propertyNames": {"pattern": r"^([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"},
                    "additionalProperties": {"type": "string"},
                },
                "tags": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"type": "string", "maxLength": 63, "pattern": r"^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$"},
                },
            },
        },
        "spec": {"type": "object"},
    },
}
SPECS = {
    "Group": {
        "required": ["type", "children"],
        "properties": {"type": {"type": "string", "minLength": 1}, "children": {"type": "array", "items": REFERENCE}},
    },
    "System": {"required": ["owner"], "properties": {"owner": REFERENCE}},
    "Resource": {
        "required": ["type", "owner"],
        "properties": {
            "type": {"enum": ["dataset", "event-stream"]},
            "owner": REFERENCE,
            "system": REFERENCE,
            "dependsOn": {"type": "array", "items": REFERENCE},
        },
    },
}


def backstage(file):
    import jsonschema
    import yaml

    with open(file, encoding="utf-8") as text:
        entities = list(yaml.safe_load_all(text))
    problems = []
    known = set()
    for entity in entities:
        for schema, value in ((ENVELOPE, entity), (SPECS.get(entity.get("kind"), {}), entity.get("spec"))):
            for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
                problems.append(f"{entity.get('kind')} {entity.get('metadata', {}).get('name')}: {error.message}")
        # References are compared without regard to case.
        reference = f"{entity['kind']}:default/{entity['metadata']['name']}".lower()
        if reference in known:
            problems.append(f"{reference} is there twice")
        known.add(reference)
    kinds = {}
    edges = 0
    for entity in entities:
        kinds[entity["kind"]] = kinds.get(entity["kind"], 0) + 1
        spec = entity["spec"]
        wanted = [spec["owner"]] if "owner" in spec else []
        wanted += [f"system:default/{spec['system']}"] if "system" in spec else []
        wanted += spec.get("dependsOn", [])
        edges += len(spec.get("dependsOn", []))
        problems += [f"{entity['metadata']['name']} names {one}" for one in wanted if one.lower() not in known]
    return {"problems": problems, "kinds": kinds, "edges": edges}


def graph(file, base):
    import rdflib

    with open(file, encoding="utf-8") as text:
        document = json.load(text)
    # The one context that is elsewhere says that every word is schema.org's.
    if document.get("@context") == "https://schema.org/":
        document["@context"] = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld", publicID=base)


PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def asked(triples, question):
    return [[str(cell) for cell in row] for row in triples.query(PREFIXES + question)]


def dcat(file, base):
    triples = graph(file, base)
    problems = []
    catalogs = asked(triples, "SELECT ?c WHERE { ?c a dcat:Catalog; dct:title ?t; dct:description ?d; dct:publisher ?p. ?p foaf:name ?n }")
    if len(catalogs) != 1:
        problems.append(f"{len(catalogs)} catalogs with title, description and publisher")
    all_of_them = {row[0] for row in asked(triples, "SELECT ?d WHERE { ?c dcat:dataset ?d. ?d a dcat:Dataset }")}
    whole = asked(
        triples,
        """SELECT DISTINCT ?d WHERE { ?d a dcat:Dataset; dct:identifier ?i; dct:title ?t; dct:description ?s;
           dct:publisher/foaf:name ?n; dct:accessRights ?r; dcat:distribution ?x. ?x a dcat:Distribution; dcat:accessURL ?u }""",
    )
    problems += [f"{one} lacks what DCAT's profiles require" for one in all_of_them - {row[0] for row in whole}]
    for row in asked(triples, "SELECT ?u WHERE { ?x dcat:accessURL ?u }"):
        if not re.match(r"^https?://", row[0]):
            problems.append(f"{row[0]} is no address")
    for row in asked(triples, "SELECT ?s ?e WHERE { ?d dct:temporal ?p. ?p dcat:startDate ?s; dcat:endDate ?e FILTER (?s >= ?e) }"):
        problems.append(f"the time {row} ends before it begins")
    temporal = asked(triples, "SELECT ?p WHERE { ?d dct:temporal ?p. ?p dcat:startDate ?s FILTER (datatype(?s) = xsd:dateTime) }")
    derived = asked(triples, "SELECT ?a ?b WHERE { ?a prov:wasDerivedFrom ?b. ?b a dcat:Dataset }")
    return {"problems": problems, "datasets": len(all_of_them), "temporal": len(temporal), "derived": len(derived)}


def dataset(file, base):
    triples = graph(file, base)
    rows = asked(
        triples,
        """SELECT ?n ?d ?u WHERE { ?x a schema:Dataset; schema:name ?n; schema:description ?d;
           schema:distribution/schema:contentUrl ?u; schema:creator/schema:name ?o; schema:identifier ?i }""",
    )
    problems = [] if len(rows) == 1 else [f"{len(rows)} datasets with all that search engines want"]
    for name, description, url in rows:
        if not 50 <= len(description) <= 5000:
            problems.append(f"the description of {name} has {len(description)} characters")
        if not url.startswith(base):
            problems.append(f"{url} is not below {base}")
    columns = asked(triples, "SELECT ?n WHERE { ?x schema:variableMeasured/schema:name ?n }")
    return {"problems": problems, "columns": sorted(row[0] for row in columns)}


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    answer = contracts(arguments) if task == "contracts" else globals()[task](*arguments)
    print(json.dumps(answer))
