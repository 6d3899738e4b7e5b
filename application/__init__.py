"""The use cases: ports, and the load-decide-append loop around the domain."""
