.PHONY: types
types:  ## link the tree under its import name, so that mypy meets it as gouji
	mkdir -p .types && ln -sfn .. .types/gouji
