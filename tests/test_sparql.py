import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, QueryTriples, Store

from coopatlas.errors import QuestionError
from coopatlas.rdf.iri import PREFIXES
from coopatlas.store.sparql import explained, screen, unknown, without

CALL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a coop:PressService }",
        'SELECT ?service $from { ?service rdfs:label \'SERVICE\', """FROM \'x\' \\" """@ru ; ?from <a://b#service> }',
        "# SERVICE <x>\nASK { ?s ?p ?o # FROM\n FILTER(?o < 5 && ?o>3) }",
        "PREFIX a: <http://a#>\nBASE <http://b/>\nselect (COUNT(*) AS ?n) { ?s a:b-c.d 1 FILTER(?s <= 2e3 || !?s) }",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 5",
        "DESCRIBE id:country-KZ",
        "SELECT * { VALUES ?x { " + "1 " * 50_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(1 'a') " * 50_000 + "} }",
    ],
)
def test_queries_of_the_store_pass(query: str) -> None:
    screen(query)
    Store().query(query, prefixes=dict(PREFIXES))


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CALL} }}",
        f"SELECT * {{ {CALL.lower()} }}",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        f"SELECT * {{ ?s ?p true{CALL} }}",
        f"SELECT * {{ ?s ?p 1{CALL} }}",
        f"SELECT * {{ ?s ?p 'x'{CALL} }}",
        f"SELECT * {{ ?s ?p id:.{CALL} }}",
        "SELECT * { ?s ?p trueSERVICEid:x { ?s ?p ?o } }",
        f"SELECT * {{ FILTER(1<'>') {CALL} FILTER(2<'>') }}",
        f"SELECT * {{ ?a ?b ?c FILTER(?c<?b#>'''\n) {CALL} #'''\n }}",
        f"SELECT * {{ ?a ?b ?c FILTER(?c<id:x#>'''\n) {CALL} #'''\n }}",
        f"SELECT * {{ ?s id:a\\' ?o . {CALL} ?s id:b\\' ?o }}",
        "SELECT * FROM <http://a/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX a: <http://a/> CLEAR ALL",
        "ASK {} ; DROP ALL",
        "",
        "SELECT * { ?s ?p \"open }",
        "SELECT * { " + "{" * 20_000 + "}" * 20_000 + " }",
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { ?s " + "/".join(["a"] * 20_000) + " ?o }",
        "SELECT * { " + "?s ?p ?o . " * 20_000 + "}",
    ],
)  # fmt: skip
def test_what_leaves_the_store_changes_it_or_kills_the_process_is_refused(query: str) -> None:
    def run() -> None:
        screen(query)
        try:
            Store().query(query, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise explained(error, query) from error

    with pytest.raises(QuestionError) as caught:
        run()
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("query", "place", "told"),
    [
        ("SELECT * WHERE { ?s ?p ?o ", "1:27", "expected there"),
        ("SELECT ?x WHERE {\n ?s ?p foo:bar }", "2:15", "PREFIX"),
        ("SELECT ?x WHERE {\n ?s ?p cop:Person }", "2:18", "PREFIX cop:"),
        ("SELECT ?x\N{NO-BREAK SPACE}{ ?x a 'a\N{NO-BREAK SPACE}b' }", "1:10", "plain space"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}SELECT ?x { ?x a ?y }", "1:1", "plain space"),
        ("SELECT ?x {\n\n FROM }", "3:2", "GRAPH"),
        ("SELECT ?x { ?s ?p 'a\n }", "1:19", "close the string"),
    ],
)
def test_an_error_says_where_and_what_to_do(query: str, place: str, told: str) -> None:
    def run() -> None:
        screen(query)
        try:
            Store().query(query)
        except SyntaxError as error:
            raise explained(error, query) from error

    with pytest.raises(QuestionError) as caught:
        run()
    assert place in caught.value.where
    assert told in caught.value.remedy


def test_a_prefix_that_is_not_declared_is_named_with_the_one_that_may_be_meant() -> None:
    query = "SELECT ?x { ?x a cop:Person }"
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    told = explained(caught.value, query).problem
    assert told == "the prefix cop: is not declared; did you mean coop: ?"


def test_terms_that_the_ontology_lacks_are_told_and_no_others() -> None:
    query = (
        "PREFIX f: <http://f/> SELECT * { ?x a coop:Meetings ; f:a v:kind-trade ; coop:heldIn 'coop:Nothing' } # v:no"
    )
    (told,) = unknown(query)
    assert told == "coop:Meetings is no term of the ontology; did you mean coop:Meeting ?"


PIECES = """
SERVICE <http://127.0.0.1:9/> {?s?p?o} ' " ''' < > # \\ ?x 1 ( ) FILTER id: . true @en SELECT{ } ^^ id:a <id:a :// { ||
"""


@given(st.lists(st.sampled_from([*PIECES.split(), "\n", " "]), max_size=14))
def test_no_jumble_calls_a_service(pieces: list[str]) -> None:
    query = "SELECT * { BIND(1 AS ?x) " + "".join(pieces) + " }"
    try:
        screen(query)
        answer = Store().query(query, prefixes=dict(PREFIXES))
    except (QuestionError, SyntaxError, RuntimeError):
        return
    # A call of port 9 would be an OSError.
    if isinstance(answer, QuerySolutions):
        list(answer)


SECRET = "https://secret.example/g"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { GRAPH ?g { ?s ?p ?o } }",
        f"SELECT ?o {{ GRAPH <{SECRET}> {{ ?s ?p ?o }} }}",
        "PREFIX s: <https://secret.example/> SELECT ?o { graph s:g{ ?s ?p ?o } }",
        "BASE <https://secret.example/> SELECT ?o { GRAPH <g> { ?s ?p ?o } }",
        "SELECT ?o { ?a ?b 1 OPTIONAL { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT ?o { ?a ?b ?c . GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?o { { GRAPH ?g { ?s ?p ?o } } UNION { GRAPH ?h { ?s ?p ?o } } }",
        "SELECT ?o { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?x ?y 'hidden' } } }",
        "SELECT ?o { VALUES ?g { <https://secret.example/g> } GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?o { { SELECT ?o { GRAPH ?g { ?s ?p ?o } } } }",
        "SELECT ?o { GRAPH ?x { { SELECT ?o { ?s ?p ?o } } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"SELECT ?o FROM <{SECRET}> {{ ?s ?p ?o }}",
        f"SELECT ?o FROM NAMED <{SECRET}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "PREFIX s: <https://secret.example/> SELECT ?o FROM s:g { ?s ?p ?o }",
        "BASE <https://secret.example/> SELECT ?o FROM <g> { ?s ?p ?o }",
        f"SELECT ?o # GRAPH\nFROM # x\n<{SECRET}> {{ ?s ?p ?o }}",
    ],
)
def test_a_graph_that_is_hidden_is_not_told_by_any_way(query: str) -> None:
    store = Store()
    store.update(f"INSERT DATA {{ GRAPH <{SECRET}> {{ <a:a> <a:b> 'hidden' }} <a:a> <a:b> 1 }}")
    store.update("INSERT DATA { GRAPH <https://open.example/g> { <a:a> <a:b> 'open' } }")
    try:
        text = without(query, [f"<{SECRET}>"])
    except QuestionError:
        return
    found = store.query(text)
    assert isinstance(found, QuerySolutions | QueryTriples)
    told = str(list(found))
    assert "hidden" not in told
    assert "open" in told or "GRAPH ?g { ?s ?p ?o }" not in query or "VALUES" in query
