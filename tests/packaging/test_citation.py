"""CITATION.cff holds what the Citation File Format 1.2 asks for, and says the same as the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
KEYS = {"abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers",
        "keywords", "license", "license-url", "message", "preferred-citation", "references", "repository",
        "repository-artifact", "repository-code", "title", "type", "url", "version"}
ENTITY = {"address", "alias", "city", "country", "date-end", "date-start", "email", "fax", "location", "name",
          "orcid", "post-code", "region", "tel", "website"}
PERSON = {"address", "affiliation", "alias", "city", "country", "email", "family-names", "fax", "given-names",
          "name-particle", "name-suffix", "orcid", "post-code", "region", "tel", "website"}


def test_it_is_a_citation_file():
    assert {"cff-version", "message", "title", "authors"} <= set(CITATION) <= KEYS
    assert CITATION["cff-version"] == "1.2.0" and CITATION["type"] in ("software", "dataset")
    assert (all(set(author) <= (ENTITY if "name" in author else PERSON) for author in CITATION["authors"])
            and CITATION["authors"])
    assert all(isinstance(CITATION[key], str) and CITATION[key] for key in ("message", "title", "abstract",
                                                                            "version"))
    assert len(CITATION["keywords"]) == len(set(CITATION["keywords"]))
    # none exists
    assert not [key for key in KEYS & set(CITATION) if key in ("doi", "date-released", "url", "repository")]


def test_it_says_what_the_package_says():
    assert CITATION["version"] == PROJECT["version"]
    assert CITATION["license"] == PROJECT["license"]
    assert CITATION["keywords"] == PROJECT["keywords"]
    assert [author["name"] for author in CITATION["authors"]] == [author["name"] for author in PROJECT[
        "authors"]]
    assert PROJECT["name"] in CITATION["title"] and re.search(re.escape(PROJECT["description"][:40]),
                                                              CITATION["abstract"])
