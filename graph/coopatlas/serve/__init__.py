"""The atlas over HTTP: SPARQL, linked data, reconciliation and JSON for programs, pages for people.

The server's own process opens no store. What a request asks is a function of a store, and runs in a worker process that
has it open to read (`workers`): whatever a query does there, the server goes on.
"""
